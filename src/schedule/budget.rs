//! How many retries a run may make in all: a share of what it starts.

/// Retries that are always granted, so that a short list is not refused for want of a past.
pub(super) const FREE_RETRIES: u32 = 100;

/// The retries granted so far, and the attempts they are a share of. A budget bounds the load on a failing network: a
/// share of 20 % is a quarter more, two retries each three times as much. (As Finagle's `RetryBudget` and tower's
/// `TpsBudget`, but over the run, not ten seconds: an hour's failures are one failure.)
#[derive(Debug, Default)]
pub(super) struct Budget {
    started: u64,
    retries: u64,
    /// Whether a retry was refused since one was last granted.
    is_spent: bool,
}

impl Budget {
    /// Takes note that an attempt was started, a retry or not.
    pub(super) fn deposit(&mut self) {
        self.started += 1;
    }

    /// Grants a retry while retries stay within `percent` of the attempts started and [`FREE_RETRIES`] more.
    pub(super) fn withdraw(&mut self, percent: u8) -> Grant {
        let is_free = percent >= 100;
        let allowed = self.started * u64::from(percent) / 100 + u64::from(FREE_RETRIES);
        if is_free || self.retries < allowed {
            self.retries += 1;
            self.is_spent = false;
            Grant::Yes
        } else if core::mem::replace(&mut self.is_spent, true) {
            Grant::No
        } else {
            Grant::NoMore
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grant {
    Yes,
    /// It is not, for the first time since one was.
    NoMore,
    /// It is not, as the one before.
    No,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn granted(starts: u32, percent: u8, requests: u32) -> usize {
        let mut budget = Budget::default();
        (0..starts).for_each(|_| budget.deposit());
        (0..requests).filter(|_| budget.withdraw(percent) == Grant::Yes).count()
    }

    #[test]
    fn retries_are_a_share_of_all_starts_and_a_few_more() {
        assert_eq!(granted(0, 20, 1_000), 100);
        assert_eq!(granted(10_000, 20, 10_000), 2_100);
        assert_eq!(granted(10_000, 0, 10_000), 100);
    }

    #[test]
    fn all_of_them_is_no_limit() {
        assert_eq!(granted(1, 100, 10_000), 10_000);
    }

    #[test]
    fn that_it_is_spent_is_news_once() {
        let mut budget = Budget::default();
        (0..100).for_each(|_| assert_eq!(budget.withdraw(20), Grant::Yes));
        assert_eq!([0; 3].map(|_| budget.withdraw(20)), [Grant::NoMore, Grant::No, Grant::No]);
        (0..5).for_each(|_| budget.deposit());
        assert_eq!([0; 3].map(|_| budget.withdraw(20)), [Grant::Yes, Grant::NoMore, Grant::No]);
    }
}
