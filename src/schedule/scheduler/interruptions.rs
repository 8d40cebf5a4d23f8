//! What comes between a request and its end: sleep, a lost network, an abort that the browser does not obey.

use super::{Life, Scheduler};
use crate::result::outcome::AttemptEnd;
use crate::schedule::action::{AbortReason, Action, Cause};
use crate::schedule::hint::ServerHint;
use crate::schedule::notice::Notice;
use crate::units::Millis;

/// Counts aborted attempts that did not end, and decides when to report it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Stuck {
    so_far: u32,
    reported: u32,
}

impl Stuck {
    /// A notice, if `more` of them are any: of the first, then each time their number has doubled.
    fn add(&mut self, more: u32) -> Option<Notice> {
        self.so_far = self.so_far.saturating_add(more);
        if more == 0 || self.so_far < self.reported.saturating_mul(2) {
            return None;
        }
        self.reported = self.so_far;
        Some(Notice::NotEnded { so_far: self.so_far })
    }
}

impl Scheduler {
    /// Records that the machine slept or lost the network: whatever is in flight is recalled, and its target requested
    /// again as if it had not been. Call it before [`handle_tick`](Self::handle_tick) once a clock has jumped, else
    /// deadlines that passed in the meantime count as timeouts. The time since the latest instant seen is not running
    /// time. Without effect once stopped or done, except that aborted attempts have more time to end.
    pub fn interrupt(&mut self, now: Millis) {
        let before = self.clock;
        let now = self.advance(now);
        self.flights.give_more_time(now);
        if self.life == Life::Running {
            self.stopwatch.lose(before, now);
            self.call_back(Cause::Interrupted, now);
            // Those aborted before failed for the same reason, for all that can be known.
            self.flights.recall_all(Cause::Interrupted);
        }
    }

    /// Records that the machine may have slept, though this clock does not show it. Nothing is aborted: what is in flight
    /// continues, and an answer counts; but where none comes, its target is requested again as if it had not been. Without effect once stopped or done.
    pub fn suspect_sleep(&mut self, now: Millis) {
        self.advance(now);
        if self.life == Life::Running {
            self.flights.recall_all(Cause::Interrupted);
        }
    }

    /// Recalls everything that was not aborted before for `cause`.
    pub(super) fn call_back(&mut self, cause: Cause, now: Millis) {
        while let Some(attempt) = self.flights.pop(Some(cause), now) {
            self.pending.push_back(Action::Abort { attempt, reason: AbortReason::Recalled });
        }
    }

    /// Abandons aborted attempts that have not ended: they end as their abort meant.
    pub(super) fn abandon_stuck(&mut self, now: Millis) {
        let mut abandoned = 0;
        while let Some((attempt, reason)) = self.flights.pop_stuck(now) {
            abandoned += 1;
            self.pending.push_back(Action::Abandon { attempt, reason });
            let end = match reason {
                AbortReason::Deadline => {
                    AttemptEnd::TimedOut { status: None, after_ms: self.limits.timeout_ms }
                }
                AbortReason::Stopped | AbortReason::Recalled => AttemptEnd::Cancelled,
            };
            self.handle_end(attempt, &end, ServerHint::default(), now);
        }
        let notice = self.stuck.add(abandoned);
        self.notify(notice);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stuck_is_reported_at_the_first_and_each_time_it_has_doubled() {
        let mut stuck = Stuck::default();
        let notices: Vec<Notice> =
            [0, 1, 1, 1, 1, 4, 0, 1].into_iter().filter_map(|more| stuck.add(more)).collect();
        assert_eq!(notices, [1, 2, 4, 8].map(|so_far| Notice::NotEnded { so_far }));
    }
}
