//! The most requests that an experiment can send, as a number and in words: what the user confirms.

use super::experiment::{ASK_AGAIN_OVER_REQUESTS, Experiment, Variant};
use super::hosts::Hosts;
use super::presets::ExperimentKind;
use super::trials::MAX_REPEATS;
use crate::format::{count, counted};
use crate::settings::{Limits, Method};
use crate::units::Millis;

/// What the cost depends on besides the experiment.
#[derive(Clone, Copy, Debug)]
pub struct CostContext<'h> {
    /// The hosts of the targets.
    pub hosts: &'h Hosts,
    /// Number of targets, 1 or more.
    pub targets: u32,
    /// Targets that need a preflight.
    pub with_preflight: u32,
    /// Whether the practice server answers.
    pub is_practice: bool,
    /// Whether all targets are on this machine or its network.
    pub is_local: bool,
}

/// The most requests sent, including a GET after each inconclusive HEAD and the browser's preflights (uncached).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// In all rounds, warm-up included.
    pub planned: u64,
    /// In rounds repeated because the tab was hidden.
    pub repeats: u64,
    /// Preflights among both.
    pub preflights: u64,
}

impl Cost {
    /// Computes the cost of `experiment`.
    pub fn of(experiment: &Experiment, context: &CostContext<'_>) -> Self {
        let with_preflight = if context.is_practice { 0 } else { context.with_preflight };
        let preflights = |variant: &Variant| {
            // Targets are cycled through: each pass meets those that need one.
            let passes = variant.requests.div_ceil(context.targets.max(1));
            u64::from(variant.requests).min(u64::from(passes) * u64::from(with_preflight))
        };
        let each = if experiment.method == Method::HeadThenGet { 2 } else { 1 };
        let requests: u64 = experiment.variants.iter().map(|of| u64::from(of.requests)).sum();
        let preflights: u64 = experiment.variants.iter().map(preflights).sum();
        let a_round = each * (requests + preflights);
        let rounds = u64::from(experiment.rounds) + experiment.rounds_to_warm_up();
        // The warm-up may be repeated too.
        let repeated = u64::from(MAX_REPEATS) * experiment.rounds_to_warm_up();
        Self {
            planned: a_round * rounds,
            repeats: a_round * repeated,
            preflights: each * preflights * (rounds + repeated),
        }
    }

    /// The most requests in all.
    pub const fn most(&self) -> u64 {
        self.planned + self.repeats
    }

    /// Those of all rounds, saturated.
    pub fn planned_as_u32(&self) -> u32 {
        fitting(self.planned)
    }

    /// The cost in a few sentences.
    pub fn words(&self, experiment: &Experiment, context: &CostContext<'_>) -> String {
        let ways = u32::try_from(experiment.variants.len()).unwrap_or(u32::MAX);
        let what = match experiment.preset.shape {
            ExperimentKind::Sweep => counted(ways, "level", "levels"),
            ExperimentKind::Strategies | ExperimentKind::Bodies | ExperimentKind::Pattern => {
                counted(ways, "strategy", "strategies")
            }
        };
        let mut sentences = vec![format!(
            "At most {}: {what}, {} and one to warm up. If you hide this tab, its round is repeated: up to {} more.",
            counted(self.planned_as_u32(), "request", "requests"),
            counted(experiment.rounds, "round", "rounds"),
            count(fitting(self.repeats)),
        )];
        sentences.push(if context.is_practice {
            "Answered inside this browser: nothing is sent to any site.".to_owned()
        } else {
            format!("To {}.", context.hosts)
        });
        if experiment.method == Method::HeadThenGet {
            sentences.push("A GET after each HEAD is counted.".to_owned());
        }
        if self.preflights > 0 {
            sentences.push(format!(
                "{} of them are preflights, which the browser sends because of your headers.",
                count(fitting(self.preflights))
            ));
        }
        sentences.extend(limits_that_hold(experiment, context.is_practice));
        sentences.join(" ")
    }

    /// The second question; `None` when it sends few requests, or none to other people's servers.
    pub fn warning(&self, context: &CostContext<'_>) -> Option<String> {
        // Repeats are rare, so they don't count here.
        let is_much = self.planned > u64::from(ASK_AGAIN_OVER_REQUESTS);
        (is_much && !context.is_practice && !context.is_local).then(|| {
            format!(
                "These are up to {} requests to servers of others: {}. Make sure that you may send them this much.",
                count(fitting(self.most())),
                context.hosts
            )
        })
    }
}

/// Which of the user's limits slow the experiment down, and which do not.
fn limits_that_hold(experiment: &Experiment, is_practice: bool) -> Vec<String> {
    // All variants have the same.
    let Some(limits) = experiment.variants.first().map(|variant| variant.limits) else {
        return Vec::new();
    };
    let Limits { rate, spacing_ms, stop_after, .. } = limits;
    let what = if experiment.is_sweep() { "levels" } else { "strategies" };
    let rate = rate.map(|rate| {
        #[expect(clippy::cast_precision_loss, reason = "shown with three figures")]
        let takes = Millis::new(experiment.requests_in_all() as f64 * 1_000.0 / rate.get());
        format!("Your limit of {rate} a second holds here too: all of it takes {takes} or so, and faster {what} look alike.")
    });
    let spacing = (spacing_ms > 0).then(|| {
        let spacing = limits.spacing();
        format!(
            "Your {spacing} between two starts to one host hold here too, so faster {what} may look alike."
        )
    });
    let stop_after = stop_after.filter(|_| !is_practice).map(|failures| {
        format!(
            "Volley does not slow down here where a host answers 429 or 503 or names a time to wait, for that would be \
             measured instead: {} in a row end a trial.",
            counted(failures, "failure", "failures")
        )
    });
    rate.into_iter().chain(spacing).chain(stop_after).collect()
}

fn fitting(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compare::request::ExperimentRequest;
    use crate::settings::{Rate, RunSettings};

    fn quiet() -> Limits {
        Limits { back_off: false, stop_after: None, ..Limits::default() }
    }

    fn hosts() -> Hosts {
        Hosts::of(core::iter::once("a.example"))
    }

    fn context(hosts: &Hosts, with_preflight: u32) -> CostContext<'_> {
        CostContext { hosts, targets: 10, with_preflight, is_practice: false, is_local: false }
    }

    /// Four ways with 25 requests each, in five rounds.
    fn experiment(method: Method, limits: Limits) -> Experiment {
        let request = ExperimentRequest { rounds: 5, requests: 25, ..ExperimentRequest::of(0) };
        let own = RunSettings { limits, method, ..RunSettings::default() };
        Experiment::of(&request, &own, 10, 2, 1).expect("it can be carried out")
    }

    #[test]
    fn rounds_that_may_be_repeated_are_counted() {
        let hosts = hosts();
        let cost = Cost::of(&experiment(Method::Get, quiet()), &context(&hosts, 0));
        assert_eq!(cost, Cost { planned: 100 * 6, repeats: 100 * 3, preflights: 0 });
        assert_eq!(cost.most(), 900);
    }

    #[test]
    fn a_sweep_may_try_each_level_twice_whenever_it_warms_up() {
        let hosts = hosts();
        let request = ExperimentRequest {
            levels: "1, 10".to_owned(),
            rounds: 2,
            requests: 24,
            ..ExperimentRequest::of(1)
        };
        let sweep =
            Experiment::of(&request, &RunSettings::default(), 10, 2, 1).expect("it can be carried out");
        let cost = Cost::of(&sweep, &context(&hosts, 0));
        assert_eq!((cost.planned, cost.repeats), (84 * 4, 84 * 6));
    }

    #[test]
    fn a_get_after_each_head_and_all_preflights_are_counted() {
        let hosts = hosts();
        let heads = Cost::of(&experiment(Method::HeadThenGet, quiet()), &context(&hosts, 0));
        assert_eq!(heads.planned, 2 * 100 * 6);
        // Ten targets, three with a preflight: 25 requests are three passes, so nine preflights at most.
        let cost = Cost::of(&experiment(Method::Get, quiet()), &context(&hosts, 3));
        assert_eq!((cost.planned, cost.preflights), ((100 + 36) * 6, 36 * 9));
        let all = Cost::of(&experiment(Method::HeadThenGet, quiet()), &context(&hosts, 10));
        assert_eq!((all.planned, all.preflights), (4 * 100 * 6, 2 * 100 * 9));
        let practice = CostContext { is_practice: true, ..context(&hosts, 10) };
        assert_eq!(Cost::of(&experiment(Method::Get, quiet()), &practice).preflights, 0, "no other origin");
    }

    #[test]
    fn the_words_name_all_that_is_counted_and_whom() {
        let hosts = hosts();
        let experiment = experiment(Method::HeadThenGet, quiet());
        let context = context(&hosts, 3);
        assert_eq!(
            Cost::of(&experiment, &context).words(&experiment, &context),
            "At most 1,632 requests: 4 strategies, 5 rounds and one to warm up. If you hide this tab, its round is repeated: \
             up to 816 more. To a.example. A GET after each HEAD is counted. 648 of them are preflights, which the browser \
             sends because of your headers. Volley does not slow down here where a host answers 429 or 503 or names a time to wait, for that would be measured instead: 30 failures \
             in a row end a trial."
        );
    }

    #[test]
    fn the_words_say_which_of_the_users_limits_hold() {
        let hosts = hosts();
        let context = context(&hosts, 0);
        let limits = Limits { rate: Rate::per_second(2.0), spacing_ms: 500, stop_after: Some(30), ..quiet() };
        let experiment = experiment(Method::Get, limits);
        let words = Cost::of(&experiment, &context).words(&experiment, &context);
        assert!(
            words.ends_with(
                "To a.example. Your limit of 2 a second holds here too: all of it takes 5 min 0 s or so, and faster \
                 strategies look alike. Your 500 ms between two starts to one host hold here too, so faster strategies may look alike. \
                 Volley does not slow down here where a host answers 429 or 503 or names a time to wait, for that would be \
                 measured instead: 30 failures in a row end a trial."
            ),
            "{words}"
        );
    }

    #[test]
    fn it_warns_where_much_is_sent_to_others_alone() {
        let hosts = hosts();
        let others = context(&hosts, 0);
        let much = Cost { planned: 1_001, repeats: 400, preflights: 0 };
        let warning = much.warning(&others).expect("it is much");
        assert!(warning.contains("up to 1,401 requests") && warning.contains("a.example"), "{warning}");
        assert_eq!(Cost { planned: 1_000, ..much }.warning(&others), None);
        assert_eq!(much.warning(&CostContext { is_practice: true, ..others }), None);
        assert_eq!(much.warning(&CostContext { is_local: true, ..others }), None);
    }
}
