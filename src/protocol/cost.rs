//! What a run will cost before the first byte. How long answers take is unknown: times are stated with an assumed one.

use super::ReadingView;
use crate::settings::{Limits, Rate};
use crate::units::Millis;

/// Targets above which a run needs a confirmation.
pub const ASK_OVER_TARGETS: u32 = 1_000;
/// Targets at one host above which a run needs a confirmation.
pub const ASK_OVER_TARGETS_AT_A_HOST: u32 = 100;

impl ReadingView {
    /// Whether the list, or its share at one host, is so big that its first run needs a confirmation.
    pub fn is_big(&self) -> bool {
        let most = self.busiest.first().map_or(0, |(_, targets)| *targets);
        self.targets > ASK_OVER_TARGETS || most > ASK_OVER_TARGETS_AT_A_HOST
    }

    /// Most requests in flight, as the limits and the list allow.
    pub fn most_in_flight(&self, limits: &Limits) -> u32 {
        let listed = u32::try_from(self.busiest.len()).unwrap_or(u32::MAX);
        let targets_listed: u32 = self.busiest.iter().map(|(_, targets)| *targets).sum();
        let at_listed: u32 = self.busiest.iter().map(|(_, targets)| limits.per_origin.min(*targets)).sum();
        let others = self.hosts.saturating_sub(listed).saturating_mul(limits.per_origin);
        let at_others = others.min(self.targets.saturating_sub(targets_listed));
        limits.concurrency.min(at_listed.saturating_add(at_others))
    }

    /// How long a run takes when each answer takes `answer`: as the overall limit or the busiest host's queue allows, and no
    /// less than the rate and the spacing at that host.
    pub fn duration(&self, limits: &Limits, answer: Millis) -> Millis {
        let rounds_of_all = self.targets.div_ceil(limits.concurrency.max(1));
        let most = self.busiest.first().map_or(0, |(_, targets)| *targets);
        let rounds = rounds_of_all.max(most.div_ceil(limits.per_origin.max(1)));
        let spaced = limits.spacing().get() * f64::from(most.saturating_sub(1));
        // All windows but the last count in full.
        let windows = |rate: Rate| f64::from(self.targets.div_ceil(rate.starts()).saturating_sub(1));
        let rated = limits.rate.map_or(0.0, |rate| rate.window().get() * windows(rate));
        let held = spaced.max(rated);
        Millis::new(
            (answer.get() * f64::from(rounds)).max(held + if held > 0.0 { answer.get() } else { 0.0 }),
        )
    }

    /// The host whose queue outlasts the rest, with its targets; `None` when the overall limit decides.
    pub fn longest_queue(&self, limits: &Limits) -> Option<(&str, u32)> {
        let (host, targets) = self.busiest.first()?;
        let rounds_of_all = self.targets.div_ceil(limits.concurrency.max(1));
        (targets.div_ceil(limits.per_origin.max(1)) > rounds_of_all.max(1))
            .then_some((host.as_str(), *targets))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(hosts: u32, busiest: &[(&str, u32)], others: u32) -> ReadingView {
        let busiest: Vec<_> = busiest.iter().map(|(host, targets)| ((*host).to_owned(), *targets)).collect();
        let targets = busiest.iter().map(|(_, targets)| *targets).sum::<u32>() + others;
        ReadingView { targets, hosts, busiest, ..ReadingView::default() }
    }

    #[test]
    fn one_host_gets_no_more_than_its_limit() {
        let limits = Limits::default();
        assert_eq!(reading(1, &[("a", 4_000)], 0).most_in_flight(&limits), 6);
        assert_eq!(reading(1, &[("a", 4)], 0).most_in_flight(&limits), 4);
        assert_eq!(reading(0, &[], 0).most_in_flight(&limits), 0);
    }

    #[test]
    fn many_hosts_are_held_by_the_limit_over_all() {
        let limits = Limits::default();
        assert_eq!(reading(500, &[("a", 9), ("b", 2)], 700).most_in_flight(&limits), 48);
        assert_eq!(reading(4, &[("a", 9), ("b", 2)], 3).most_in_flight(&limits), 6 + 2 + 3);
    }

    #[test]
    fn the_longest_queue_is_named_where_it_decides() {
        let limits = Limits::default();
        assert_eq!(reading(4, &[("a", 4_000), ("b", 2)], 2).longest_queue(&limits), Some(("a", 4_000)));
        assert_eq!(reading(900, &[("a", 12), ("b", 2)], 900).longest_queue(&limits), None);
        assert_eq!(reading(1, &[("a", 3)], 0).longest_queue(&limits), None);
    }

    #[test]
    fn a_run_lasts_as_long_as_its_longest_queue() {
        let (limits, answer) = (Limits::default(), Millis::new(300.0));
        assert_eq!(reading(1, &[("a", 4_000)], 0).duration(&limits, answer), Millis::new(667.0 * 300.0));
        assert_eq!(reading(900, &[("a", 12)], 948).duration(&limits, answer), Millis::new(20.0 * 300.0));
        assert_eq!(reading(0, &[], 0).duration(&limits, answer), Millis::ZERO);
    }

    #[test]
    fn a_rate_and_a_spacing_make_it_last_longer() {
        let answer = Millis::new(300.0);
        let lasts = |limits: Limits| reading(2, &[("a", 90)], 10).duration(&limits, answer);
        let rated = Limits { rate: Rate::per_second(10.0), ..Limits::default() };
        assert_eq!(lasts(rated), Millis::new(9_300.0));
        let spaced = Limits { spacing_ms: 1_000, ..Limits::default() };
        assert_eq!(lasts(spaced), Millis::new(89_300.0));
        let barely = Limits { spacing_ms: 1, ..Limits::default() };
        assert_eq!(lasts(barely), lasts(Limits::default()));
    }

    #[test]
    fn a_thousand_targets_or_a_hundred_at_a_host_are_not_big_yet() {
        assert!(!reading(500, &[("a", 100)], 900).is_big());
        assert!(reading(500, &[("a", 101)], 0).is_big());
        assert!(reading(500, &[("a", 3)], 998).is_big());
    }
}
