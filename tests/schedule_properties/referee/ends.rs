//! How targets end: each exactly once.

use super::Referee;

impl Referee {
    pub(super) fn skip(&mut self, target: u32, ordinal: u8) {
        let lane = &mut self.lanes[self.lane_of[&target]];
        assert!(lane.was_skipped);
        lane.unstarted -= u32::from(!self.ordinals.contains_key(&target) && lane.unstarted > 0);
        assert_eq!(self.ordinals.get(&target).copied().unwrap_or(0), ordinal);
        self.end(target);
    }

    pub(super) fn count_retry(&mut self, target: u32) {
        let allowed = self.next_attempt * u32::from(self.limits.retry_share_percent) / 100 + 100;
        let is_bounded = self.limits.retry_share_percent < 100;
        assert!(!is_bounded || self.all_retries < u64::from(allowed), "more retries than their share");
        self.all_retries += 1;
        let retries = self.retries.entry(target).or_default();
        *retries += 1;
        assert!(*retries <= 10);
    }

    pub(super) fn end(&mut self, target: u32) {
        *self.owed.get_mut(&target).filter(|owed| **owed > 0).expect("it has not ended") -= 1;
    }

    /// Checks that the run is over and that every target has ended as often as it was queued.
    pub(crate) fn check_end(&self) {
        assert!(self.is_over);
        assert_eq!(self.owed.values().sum::<u32>(), self.never_started);
        assert_eq!(self.scheduler.next_wakeup(), None);
    }
}
