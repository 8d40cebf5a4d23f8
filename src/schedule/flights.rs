//! What is in flight, and until when.

use hashbrown::HashMap;

use super::action::{AbortReason, AttemptId, Cause};
use super::lane::Dispatch;
use super::timer_queue::TimerQueue;
use crate::ids::LaneId;
use crate::units::Millis;

/// How long an attempt may take to end once it was told to, in milliseconds. Browsers end one within a few; but some were
/// seen never to (HTTP/2 in Firefox), and a slot must not be lost with it.
const END_WITHIN_MS: f64 = 5_000.0;

/// An attempt that was started and has not ended.
#[derive(Debug)]
pub(super) struct Flight {
    /// Its lane.
    pub(super) lane: LaneId,
    /// When it was started.
    pub(super) started: Millis,
    /// When it is to be aborted.
    pub(super) deadline: Millis,
    /// The target, as it left its lane.
    pub(super) dispatch: Dispatch,
    /// Why it was called back, if it was: unless it brings an answer, its target is asked again.
    pub(super) recalled: Option<Cause>,
    /// Why it was told to end, if it was, and when it is given up if it has not ended by then.
    pub(super) told: Option<(AbortReason, Millis)>,
}

/// All attempts in flight.
#[derive(Debug, Default)]
pub(super) struct Flights {
    by_attempt: HashMap<u32, Flight>,
    /// When each is to be aborted; one that was told so is no longer here.
    deadlines: TimerQueue,
    /// When each that was told to end is given up.
    told: TimerQueue,
}

impl Flights {
    /// Enters an attempt that was started just now.
    pub(super) fn begin(&mut self, attempt: AttemptId, flight: Flight) {
        self.deadlines.insert(flight.deadline, attempt.0);
        self.by_attempt.insert(attempt.0, flight);
    }

    /// Takes out an attempt that has ended; `None` for one that is not in flight.
    pub(super) fn end(&mut self, attempt: AttemptId) -> Option<Flight> {
        let flight = self.by_attempt.remove(&attempt.0)?;
        self.deadlines.remove(flight.deadline, attempt.0);
        if let Some((_, at)) = flight.told {
            self.told.remove(at, attempt.0);
        }
        Some(flight)
    }

    /// Whether `attempt` is in flight.
    pub(super) fn has(&self, attempt: AttemptId) -> bool {
        self.by_attempt.contains_key(&attempt.0)
    }

    /// The earliest deadline, or instant at which one that was told to end is given up.
    pub(super) fn next_deadline(&self) -> Option<Millis> {
        self.deadlines.next().into_iter().chain(self.told.next()).min()
    }

    /// An attempt whose deadline has come by `now` and that was not told to end before: it is now.
    pub(super) fn pop_overdue(&mut self, now: Millis) -> Option<AttemptId> {
        let attempt = AttemptId(self.deadlines.pop_due(now)?);
        self.tell_to_end(attempt, AbortReason::Deadline, now);
        Some(attempt)
    }

    /// An attempt that was not told to end before, whatever its deadline: it is now. Called back for `cause`, if there is
    /// one.
    pub(super) fn pop(&mut self, cause: Option<Cause>, now: Millis) -> Option<AttemptId> {
        let attempt = AttemptId(self.deadlines.pop()?);
        let reason = if cause.is_some() { AbortReason::Recalled } else { AbortReason::Stopped };
        self.tell_to_end(attempt, reason, now);
        if let Some(flight) = self.by_attempt.get_mut(&attempt.0) {
            flight.recalled = cause;
        }
        Some(attempt)
    }

    /// An attempt that was told to end and has not by `now`, with the reason it was told. It is for the caller to end it.
    pub(super) fn pop_stuck(&mut self, now: Millis) -> Option<(AttemptId, AbortReason)> {
        let attempt = AttemptId(self.told.pop_due(now)?);
        let (reason, _) = self.by_attempt.get(&attempt.0)?.told?;
        Some((attempt, reason))
    }

    /// Calls all back for `cause`, those that were told to end before included.
    pub(super) fn recall_all(&mut self, cause: Cause) {
        for flight in self.by_attempt.values_mut() {
            flight.recalled = Some(cause);
        }
    }

    /// Counts the time anew, from `now` on, within which those must end that were told to.
    pub(super) fn give_more_time(&mut self, now: Millis) {
        let mut told = TimerQueue::default();
        for (&attempt, flight) in &mut self.by_attempt {
            if let Some((_, at)) = &mut flight.told {
                *at = now + Millis::new(END_WITHIN_MS);
                told.insert(*at, attempt);
            }
        }
        self.told = told;
    }

    fn tell_to_end(&mut self, attempt: AttemptId, reason: AbortReason, now: Millis) {
        if let Some(flight) = self.by_attempt.get_mut(&attempt.0) {
            let at = now + Millis::new(END_WITHIN_MS);
            flight.told = Some((reason, at));
            self.told.insert(at, attempt.0);
        }
    }
}
