//! What is in flight, and until when.

use super::action::{AbortReason, AttemptId, Cause};
use super::lane::Dispatch;
use super::timer_queue::TimerQueue;
use crate::ids::{LaneId, NumberMap};
use crate::units::Millis;

/// How long an aborted attempt may take to end, in milliseconds. Some never do (HTTP/2 in Firefox) and hold a slot.
const END_WITHIN_MS: f64 = 5_000.0;

#[derive(Debug)]
pub(super) struct Flight {
    pub(super) lane: LaneId,
    pub(super) started: Millis,
    pub(super) deadline: Millis,
    /// The target, as it left its lane.
    pub(super) dispatch: Dispatch,
    /// Why it was recalled, if it was: unless it is answered, its target is requested again.
    pub(super) recall: Option<Cause>,
    /// Why it was aborted, if it was, and when to abandon it if it has not ended by then.
    pub(super) abort: Option<(AbortReason, Millis)>,
}

#[derive(Debug, Default)]
pub(super) struct Flights {
    by_attempt: NumberMap<Flight>,
    /// When to abort each; aborted ones are no longer here.
    deadlines: TimerQueue,
    /// When to abandon each aborted one.
    aborting: TimerQueue,
}

impl Flights {
    pub(super) fn begin(&mut self, attempt: AttemptId, flight: Flight) {
        self.deadlines.insert(flight.deadline, attempt.0);
        self.by_attempt.insert(attempt.0, flight);
    }

    pub(super) fn end(&mut self, attempt: AttemptId) -> Option<Flight> {
        let flight = self.by_attempt.remove(&attempt.0)?;
        self.deadlines.remove(flight.deadline, attempt.0);
        if let Some((_, at)) = flight.abort {
            self.aborting.remove(at, attempt.0);
        }
        Some(flight)
    }

    pub(super) fn has(&self, attempt: AttemptId) -> bool {
        self.by_attempt.contains_key(&attempt.0)
    }

    /// All that are in flight, in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Flight> {
        self.by_attempt.values()
    }

    /// When the next is to be aborted or abandoned.
    pub(super) fn next_deadline(&self) -> Option<Millis> {
        self.deadlines.next().into_iter().chain(self.aborting.next()).min()
    }

    /// Aborts an attempt whose deadline has come by `now`, if there is one that was not aborted before.
    pub(super) fn pop_overdue(&mut self, now: Millis) -> Option<AttemptId> {
        let attempt = AttemptId(self.deadlines.pop_due(now)?);
        self.abort(attempt, AbortReason::Deadline, now);
        Some(attempt)
    }

    /// Aborts an attempt that was not aborted before, whatever its deadline; recalls it if there is a `cause`.
    pub(super) fn pop(&mut self, cause: Option<Cause>, now: Millis) -> Option<AttemptId> {
        let attempt = AttemptId(self.deadlines.pop()?);
        let reason = if cause.is_some() { AbortReason::Recalled } else { AbortReason::Stopped };
        self.abort(attempt, reason, now);
        if let Some(flight) = self.by_attempt.get_mut(&attempt.0) {
            flight.recall = cause;
        }
        Some(attempt)
    }

    /// Takes an aborted attempt that is to be abandoned by `now`, with the reason of its abort. The caller ends it.
    pub(super) fn pop_stuck(&mut self, now: Millis) -> Option<(AttemptId, AbortReason)> {
        let attempt = AttemptId(self.aborting.pop_due(now)?);
        let (reason, _) = self.by_attempt.get(&attempt.0)?.abort?;
        Some((attempt, reason))
    }

    /// Recalls all for `cause`, aborted ones included.
    pub(super) fn recall_all(&mut self, cause: Cause) {
        for flight in self.by_attempt.values_mut() {
            flight.recall = Some(cause);
        }
    }

    /// Restarts at `now` the time within which aborted attempts must end.
    pub(super) fn give_more_time(&mut self, now: Millis) {
        let mut aborting = TimerQueue::default();
        for (&attempt, flight) in &mut self.by_attempt {
            if let Some((_, at)) = &mut flight.abort {
                *at = now + Millis::new(END_WITHIN_MS);
                aborting.insert(*at, attempt);
            }
        }
        self.aborting = aborting;
    }

    fn abort(&mut self, attempt: AttemptId, reason: AbortReason, now: Millis) {
        if let Some(flight) = self.by_attempt.get_mut(&attempt.0) {
            let at = now + Millis::new(END_WITHIN_MS);
            flight.abort = Some((reason, at));
            self.aborting.insert(at, attempt.0);
        }
    }
}
