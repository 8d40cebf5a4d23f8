//! When a lane has failed so often in a row that the user has to decide before more of it is sent.

/// How many targets of one lane have failed in a row. A *target* counts at its first failed attempt (a timeout, 429,
/// 5xx, a reset after the headers), so thirty are thirty different links whatever the retries. A readable answer that
/// is no failure restarts the count. What says nothing of the server changes nothing: *no visible answer*, a refusal by
/// the browser, a suspect timeout, a HEAD that a GET follows, our own abort.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct FailureStreak {
    failures: u32,
}

/// So many in a row are a burst: the lane is slowed down, and again after as many more.
const BURST: u32 = 5;

impl FailureStreak {
    /// Takes note of a target's first failure; returns whether a burst is full with it.
    pub(super) fn fail(&mut self) -> bool {
        self.failures = self.failures.saturating_add(1);
        self.failures.is_multiple_of(BURST)
    }

    pub(super) fn clear(&mut self) {
        self.failures = 0;
    }

    pub(super) const fn failures(self) -> u32 {
        self.failures
    }

    /// Whether that is as many as the lane may have; never where there is no such number.
    pub(super) fn is_full(self, stop_after: Option<u32>) -> bool {
        stop_after.is_some_and(|most| self.failures >= most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fifth_failure_in_a_row_is_a_burst() {
        let mut row = FailureStreak::default();
        let bursts: Vec<u32> = (1..=12).filter(|_| row.fail()).collect();
        assert_eq!(bursts, [5, 10]);
        row.clear();
        assert!((1..5).all(|_| !row.fail()) && row.fail());
    }

    #[test]
    fn it_is_full_at_the_number_given_and_never_without_one() {
        let mut row = FailureStreak::default();
        let bursts = (0..30).filter(|_| row.fail()).count();
        assert_eq!(bursts, 6);
        assert!(
            row.is_full(Some(30)) && row.is_full(Some(1)) && !row.is_full(Some(31)) && !row.is_full(None)
        );
        row.clear();
        assert!(!row.is_full(Some(1)));
    }
}
