//! Targets that wait for a further attempt.

use super::action::AttemptId;
use super::timer_queue::TimerQueue;
use super::work::PendingTarget;
use crate::ids::{LaneId, NumberMap};
use crate::units::Millis;

/// Targets that wait for a further attempt, under the attempt before it, each with its lane.
#[derive(Debug, Default)]
pub(super) struct Backoffs {
    due: TimerQueue,
    by_attempt: NumberMap<(LaneId, PendingTarget)>,
}

impl Backoffs {
    /// Makes a target wait until `at`, then go back into `lane`.
    pub(super) fn insert(&mut self, at: Millis, attempt: AttemptId, lane: LaneId, pending: PendingTarget) {
        self.due.insert(at, attempt.0);
        self.by_attempt.insert(attempt.0, (lane, pending));
    }

    /// When the first is due.
    pub(super) fn next(&self) -> Option<Millis> {
        self.due.next()
    }

    /// All that wait, each with the instant at which it is due: the first to come, then the others in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Millis, &PendingTarget)> {
        self.due.iter().filter_map(|(at, attempt)| Some((at, &self.by_attempt.get(&attempt)?.1)))
    }

    /// Takes one that is due by `now`, with its lane.
    pub(super) fn pop_due(&mut self, now: Millis) -> Option<(LaneId, PendingTarget)> {
        let attempt = self.due.pop_due(now)?;
        self.by_attempt.remove(&attempt)
    }

    /// Takes the next, due or not.
    pub(super) fn pop(&mut self) -> Option<PendingTarget> {
        let attempt = self.due.pop()?;
        self.by_attempt.remove(&attempt).map(|(_, pending)| pending)
    }

    /// Takes all of `lane`, in order. Looks at every one.
    pub(super) fn take_lane(&mut self, lane: LaneId) -> Vec<PendingTarget> {
        let mut taken = Vec::new();
        let Self { due, by_attempt } = self;
        due.retain(|attempt| {
            let is_of_lane = by_attempt.get(&attempt).is_some_and(|&(of, _)| of == lane);
            if is_of_lane {
                taken.extend(by_attempt.remove(&attempt).map(|(_, pending)| pending));
            }
            !is_of_lane
        });
        taken
    }
}
