//! What is in flight, and until when.

use std::collections::BTreeMap;

use super::action::{AttemptId, Cause};
use super::agenda::Agenda;
use super::lane::Departure;
use crate::units::Millis;

/// An attempt that was started and has not ended.
#[derive(Debug)]
pub(super) struct Flight {
    /// Its lane.
    pub(super) lane: u32,
    /// When it was started.
    pub(super) started: Millis,
    /// When it is to be aborted.
    pub(super) deadline: Millis,
    /// The target, as it left its lane.
    pub(super) departure: Departure,
    /// Why it was called back, if it was: unless it brings an answer, its target is asked again.
    pub(super) recalled: Option<Cause>,
}

/// All attempts in flight.
#[derive(Debug)]
pub(super) struct Flights {
    by_attempt: BTreeMap<AttemptId, Flight>,
    /// When each is to be aborted; one that was told so is no longer here.
    deadlines: Agenda<()>,
}

impl Flights {
    /// None.
    pub(super) const fn new() -> Self {
        Self { by_attempt: BTreeMap::new(), deadlines: Agenda::new() }
    }

    /// Enters an attempt that was started just now.
    pub(super) fn begin(&mut self, attempt: AttemptId, flight: Flight) {
        self.deadlines.insert(flight.deadline, attempt, ());
        self.by_attempt.insert(attempt, flight);
    }

    /// Takes out an attempt that has ended; `None` for one that is not in flight.
    pub(super) fn end(&mut self, attempt: AttemptId) -> Option<Flight> {
        let flight = self.by_attempt.remove(&attempt)?;
        self.deadlines.remove(flight.deadline, attempt);
        Some(flight)
    }

    /// Whether `attempt` is in flight.
    pub(super) fn has(&self, attempt: AttemptId) -> bool {
        self.by_attempt.contains_key(&attempt)
    }

    /// The earliest deadline.
    pub(super) fn next_deadline(&self) -> Option<Millis> {
        self.deadlines.next()
    }

    /// An attempt whose deadline has come by `now` and that was not told to end before.
    pub(super) fn pop_overdue(&mut self, now: Millis) -> Option<AttemptId> {
        self.deadlines.pop_due(now).map(|(attempt, ())| attempt)
    }

    /// An attempt that was not told to end before, whatever its deadline; called back for `cause`, if there is one.
    pub(super) fn pop(&mut self, cause: Option<Cause>) -> Option<AttemptId> {
        let (attempt, ()) = self.deadlines.pop()?;
        if let Some(flight) = self.by_attempt.get_mut(&attempt) {
            flight.recalled = cause;
        }
        Some(attempt)
    }

    /// Calls all back for `cause`, those that were told to end before included.
    pub(super) fn recall_all(&mut self, cause: Cause) {
        for flight in self.by_attempt.values_mut() {
            flight.recalled = Some(cause);
        }
    }
}
