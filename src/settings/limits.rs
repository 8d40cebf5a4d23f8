//! The limits of a run, which may change while it runs.

use serde::{Deserialize, Serialize};

use super::Rate;
use super::stored::StoredFields;
use crate::units::Millis;

/// Attempts in flight over all origins.
pub const DEFAULT_CONCURRENCY: u32 = 48;
/// Attempts in flight to one origin: what a browser itself opens to an HTTP/1.1 host, so that nothing waits unseen.
pub const DEFAULT_PER_ORIGIN: u32 = 6;
/// How long one attempt may take, in milliseconds.
pub const DEFAULT_TIMEOUT_MS: u32 = 10_000;
/// Further attempts after a failure that may pass.
pub const DEFAULT_RETRIES: u8 = 2;
/// Most retries among all attempts, in percent; as tower and Finagle, so that a failing network is not pressed harder.
pub const DEFAULT_RETRY_SHARE_PERCENT: u8 = 20;
/// Targets that fail in a row until their lane stops and asks.
pub const DEFAULT_STOP_AFTER: u32 = 30;
/// Hard ceiling of attempts in flight: a browser refuses at about 1,350 in one process.
pub const MAX_CONCURRENCY: u32 = 1_000;
/// Longest timeout, in milliseconds: an hour.
pub const MAX_TIMEOUT_MS: u32 = 3_600_000;
/// Most further attempts.
pub const MAX_RETRIES: u8 = 10;
/// Longest spacing, in milliseconds: an hour.
pub const MAX_SPACING_MS: u32 = 3_600_000;
/// Longest time budget, in milliseconds: a week.
pub const MAX_TIME_BUDGET_MS: u32 = 604_800_000;
/// What an HTTP/1.1 origin is served by at once in every browser; above it a request may wait inside the browser.
pub const BROWSER_CONNECTIONS_PER_ORIGIN: u32 = 6;

/// Starts a second of [`Strategy::Arrivals`] where no rate is set.
const DEFAULT_ARRIVALS: f64 = 10.0;

/// How many attempts are kept in flight.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Strategy {
    /// As many as [`Limits::concurrency`] says.
    #[default]
    Fixed,
    /// As many as pay, found during the run, and never more than [`Limits::concurrency`].
    SelfTuning,
    /// None is: starts come evenly at [`Limits::rate`], whatever the answers. [`MAX_CONCURRENCY`] bounds what is in flight, and a
    /// start that finds no room is late.
    Arrivals,
}

/// The limits that may change during a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Attempts in flight over all origins, 1 to [`MAX_CONCURRENCY`].
    pub concurrency: u32,
    /// Attempts in flight to one origin, 1 to [`MAX_CONCURRENCY`].
    pub per_origin: u32,
    /// Whether `concurrency` is kept to or only bounds what the run finds out by itself.
    pub strategy: Strategy,
    /// Starts a second over all origins; `None` is no limit.
    pub rate: Option<Rate>,
    /// Least time between two starts to one origin, in milliseconds, 0 to [`MAX_SPACING_MS`].
    pub spacing_ms: u32,
    /// How long one attempt may take, 1 to [`MAX_TIMEOUT_MS`].
    pub timeout_ms: u32,
    /// Further attempts after a failure that may pass, at most [`MAX_RETRIES`].
    pub retries: u8,
    /// Most retries among all attempts started, in percent, 0 to 100; 100 is no limit.
    pub retry_share_percent: u8,
    /// Whether a target is requested again after a suspect timeout, a refusal by the browser, or a recall, which are no
    /// retries. Off where each request counts once, as in a comparison.
    pub second_tries: bool,
    /// Whether a target without a visible answer is requested again by a [probe](crate::settings::Verb::Probe).
    pub probe: bool,
    /// Whether an origin that fails or wants fewer requests is slowed down.
    pub back_off: bool,
    /// Targets that fail in a row until their lane stops and asks, 1 or more; `None` stops none.
    pub stop_after: Option<u32>,
    /// Running time after which it stops, in ms without pauses, 1 to [`MAX_TIME_BUDGET_MS`]; `None` is no limit.
    pub time_budget_ms: Option<u32>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            concurrency: DEFAULT_CONCURRENCY,
            per_origin: DEFAULT_PER_ORIGIN,
            strategy: Strategy::Fixed,
            rate: None,
            spacing_ms: 0,
            timeout_ms: DEFAULT_TIMEOUT_MS,
            retries: DEFAULT_RETRIES,
            retry_share_percent: DEFAULT_RETRY_SHARE_PERCENT,
            second_tries: true,
            probe: false,
            back_off: true,
            stop_after: Some(DEFAULT_STOP_AFTER),
            time_budget_ms: None,
        }
    }
}

impl Limits {
    /// The same limits, each brought into its range: what is run when a field holds too much or too little.
    #[must_use]
    pub fn clamped(self) -> Self {
        Self {
            concurrency: self.concurrency.clamp(1, MAX_CONCURRENCY),
            per_origin: self.per_origin.clamp(1, MAX_CONCURRENCY),
            strategy: self.strategy,
            rate: self.rate.map(Rate::clamped),
            spacing_ms: self.spacing_ms.min(MAX_SPACING_MS),
            timeout_ms: self.timeout_ms.clamp(1, MAX_TIMEOUT_MS),
            retries: self.retries.min(MAX_RETRIES),
            retry_share_percent: self.retry_share_percent.min(100),
            second_tries: self.second_tries,
            probe: self.probe,
            back_off: self.back_off,
            stop_after: self.stop_after.map(|failures| failures.max(1)),
            time_budget_ms: self.time_budget_ms.map(|budget| budget.clamp(1, MAX_TIME_BUDGET_MS)),
        }
    }

    /// The limits that a run keeps which is given these: [`Strategy::Arrivals`] has no other than the ceiling, and always a rate.
    /// What the user set stays for the other strategies.
    #[must_use]
    pub fn in_force(self) -> Self {
        match self.strategy {
            Strategy::Fixed | Strategy::SelfTuning => self,
            Strategy::Arrivals => Self {
                concurrency: MAX_CONCURRENCY,
                per_origin: MAX_CONCURRENCY,
                rate: self.rate.or(Rate::per_second(DEFAULT_ARRIVALS)),
                ..self
            },
        }
    }

    /// Writes each limit under its name, or reads it.
    pub(super) fn visit(&mut self, fields: &mut StoredFields<'_>) {
        fields.number("concurrency", &mut self.concurrency);
        fields.number("per_origin", &mut self.per_origin);
        let strategies = [
            (Strategy::Fixed, "fixed"),
            (Strategy::SelfTuning, "self-tuning"),
            (Strategy::Arrivals, "arrivals"),
        ];
        fields.choice("strategy", &mut self.strategy, &strategies);
        Rate::visit(&mut self.rate, fields);
        fields.number("spacing_ms", &mut self.spacing_ms);
        fields.number("timeout_ms", &mut self.timeout_ms);
        fields.small("retries", &mut self.retries);
        fields.small("retry_share_percent", &mut self.retry_share_percent);
        fields.flag("second_tries", &mut self.second_tries);
        fields.flag("probe", &mut self.probe);
        fields.flag("back_off", &mut self.back_off);
        fields.limit("stop_after", &mut self.stop_after);
        fields.limit("time_budget_ms", &mut self.time_budget_ms);
    }

    /// What is different from `before`, in words: `in flight 4 → 40, retries 2 → 0`; `None` when nothing is.
    pub fn turned_from(&self, before: &Self) -> Option<String> {
        let number = |name: &str, from: u32, to: u32| (from != to).then(|| format!("{name} {from} → {to}"));
        let other =
            |name: &str, from: String, to: String| (from != to).then(|| format!("{name} {from} → {to}"));
        let or_none = |limit: Option<u32>| limit.map_or_else(|| "none".to_owned(), |limit| limit.to_string());
        let rate = |limits: &Self| limits.rate.map_or_else(|| "none".to_owned(), |rate| rate.to_string());
        let tuning = |limits: &Self| on_or_off(limits.strategy == Strategy::SelfTuning);
        let arrivals = |limits: &Self| on_or_off(limits.strategy == Strategy::Arrivals);
        let turned = [
            number("in flight", before.concurrency, self.concurrency),
            number("per host", before.per_origin, self.per_origin),
            number("spacing", before.spacing_ms, self.spacing_ms),
            number("timeout", before.timeout_ms, self.timeout_ms),
            number("retries", before.retries.into(), self.retries.into()),
            other("self-tuning", tuning(before), tuning(self)),
            other("constant arrivals", arrivals(before), arrivals(self)),
            other("rate", rate(before), rate(self)),
            number("retries' share", before.retry_share_percent.into(), self.retry_share_percent.into()),
            other("backing off", on_or_off(before.back_off), on_or_off(self.back_off)),
            other("probes", on_or_off(before.probe), on_or_off(self.probe)),
            other("stop after", or_none(before.stop_after), or_none(self.stop_after)),
            other("time in ms", or_none(before.time_budget_ms), or_none(self.time_budget_ms)),
        ];
        let turned: Vec<String> = turned.into_iter().flatten().collect();
        (!turned.is_empty()).then(|| turned.join(", "))
    }

    /// How long one attempt may take.
    pub fn timeout(&self) -> Millis {
        Millis::new(f64::from(self.timeout_ms))
    }

    /// Least time between two starts to one origin.
    pub fn spacing(&self) -> Millis {
        Millis::new(f64::from(self.spacing_ms))
    }

    /// Running time after which the run stops by itself; `None` for never.
    pub fn time_budget(&self) -> Option<Millis> {
        self.time_budget_ms.map(|budget| Millis::new(f64::from(budget)))
    }
}

fn on_or_off(is_on: bool) -> String {
    if is_on { "on" } else { "off" }.to_owned()
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn constant_arrivals_have_limits_of_their_own_and_leave_those_that_were_set() {
        let fixed = Limits { concurrency: 40, per_origin: 3, ..Limits::default() };
        assert_eq!(fixed.in_force(), fixed);
        let open = Limits { strategy: Strategy::Arrivals, ..fixed };
        assert_eq!(open.clamped(), open, "another strategy finds them as they were");
        let kept = open.in_force();
        assert_eq!((kept.concurrency, kept.per_origin), (MAX_CONCURRENCY, MAX_CONCURRENCY));
        assert_eq!(kept.rate, Rate::per_second(DEFAULT_ARRIVALS));
    }

    #[test]
    fn limits_are_brought_into_their_ranges() {
        let low = Limits {
            concurrency: 0,
            per_origin: 0,
            timeout_ms: 0,
            retries: 0,
            stop_after: Some(0),
            time_budget_ms: Some(0),
            ..Limits::default()
        };
        let expected = Limits {
            concurrency: 1,
            per_origin: 1,
            timeout_ms: 1,
            stop_after: Some(1),
            time_budget_ms: Some(1),
            ..low
        };
        assert_eq!(low.clamped(), expected);

        let high = Limits {
            concurrency: 9_999,
            per_origin: 9_999,
            spacing_ms: u32::MAX,
            timeout_ms: u32::MAX,
            retries: 200,
            retry_share_percent: 101,
            stop_after: Some(u32::MAX),
            time_budget_ms: Some(u32::MAX),
            ..Limits::default()
        };
        let expected = Limits {
            concurrency: MAX_CONCURRENCY,
            per_origin: MAX_CONCURRENCY,
            spacing_ms: MAX_SPACING_MS,
            timeout_ms: MAX_TIMEOUT_MS,
            retries: MAX_RETRIES,
            retry_share_percent: 100,
            time_budget_ms: Some(MAX_TIME_BUDGET_MS),
            ..high
        };
        assert_eq!(high.clamped(), expected);
    }

    #[test]
    fn what_was_turned_is_told_in_words() {
        let before = Limits { concurrency: 4, ..Limits::default() };
        let after = Limits { concurrency: 40, back_off: false, rate: Rate::per_second(0.5), ..before };
        let text = after.turned_from(&before);
        assert_eq!(text.as_deref(), Some("in flight 4 → 40, rate none → 0.5, backing off on → off"));
        assert_eq!(before.turned_from(&before), None);
    }

    #[test]
    fn every_limit_is_kept_and_its_change_is_told() {
        let usual = json!(Limits::default());
        for (name, value) in usual.as_object().expect("an object") {
            let other = match value {
                Value::Bool(is_on) => json!(!is_on),
                Value::String(_) => json!(Strategy::SelfTuning),
                Value::Null if name == "rate" => json!(Rate::per_second(0.5)),
                _ => json!(7),
            };
            let mut limits = usual.clone();
            limits[name] = other;
            let mut limits: Limits = serde_json::from_value(limits).expect("limits");
            assert_ne!(limits, Limits::default(), "{name}");
            let mut stored = StoredFields::write(1);
            limits.visit(&mut stored);
            let (stored, mut read) = (stored.finish(), Limits::default());
            read.visit(&mut StoredFields::read(&stored, 1).expect("as it was written"));
            assert_eq!(read, limits, "{name} is kept");
            let is_told = limits.turned_from(&Limits::default()).is_some();
            // Nobody turns that one.
            assert_eq!(is_told, name != "second_tries", "{name} is told");
        }
    }

    #[test]
    fn the_defaults_are_in_range() {
        assert_eq!(Limits::default().clamped(), Limits::default());
    }
}
