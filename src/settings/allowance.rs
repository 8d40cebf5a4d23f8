//! What the user allows one run beyond the settings.

use super::Limits;

/// Failures in a row allowed at each host of one run that the user let go on in spite of them; none by default.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FailureAllowance(Option<u32>);

impl FailureAllowance {
    /// Twice as many as the run stops after so far; the same where nothing stops it.
    #[must_use]
    pub fn doubled(self, settings: &Limits) -> Self {
        Self(self.applied_to(*settings).stop_after.map(|failures| failures.saturating_mul(2)))
    }

    /// `settings` as the run keeps to them.
    #[must_use]
    pub fn applied_to(self, settings: Limits) -> Limits {
        // No number stops nothing: that allows more than any.
        let stop_after = settings.stop_after.map(|failures| self.0.map_or(failures, |own| own.max(failures)));
        Limits { stop_after, ..settings }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_is_allowed_twice_as_many_each_time_and_the_settings_stay() {
        let settings = Limits::default();
        let none = FailureAllowance::default();
        assert_eq!(none.applied_to(settings), settings);
        let once = none.doubled(&settings);
        let twice = once.doubled(&settings);
        let stop_after = |allowance: FailureAllowance| allowance.applied_to(settings).stop_after;
        assert_eq!([none, once, twice].map(stop_after), [Some(30), Some(60), Some(120)]);
        // Another knob is turned meanwhile: the allowance holds.
        let turned = Limits { concurrency: 3, ..settings };
        assert_eq!(once.applied_to(turned), Limits { stop_after: Some(60), ..turned });
    }

    #[test]
    fn what_nothing_stops_is_not_stopped_by_an_allowance() {
        let free = Limits { stop_after: None, ..Limits::default() };
        assert_eq!(FailureAllowance::default().doubled(&free), FailureAllowance::default());
        assert_eq!(FailureAllowance(Some(60)).applied_to(free), free);
        let greater = Limits { stop_after: Some(90), ..free };
        assert_eq!(FailureAllowance(Some(60)).applied_to(greater), greater);
        assert_eq!(FailureAllowance(Some(u32::MAX)).doubled(&greater), FailureAllowance(Some(u32::MAX)));
    }
}
