//! One origin's lane: its targets in order, those that are to be asked again, and how many are in flight.

use std::collections::VecDeque;

use super::plan::Backlog;
use super::retry::Tries;
use crate::settings::BROWSER_CONNECTIONS_PER_ORIGIN;
use crate::units::Millis;

/// A target that waits for its next attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Waiting {
    /// The target.
    pub(super) target: u32,
    /// Since when it could have been started: the run's start, or the end of its attempt before.
    pub(super) since: Millis,
    /// What it has been through.
    pub(super) tries: Tries,
}

/// A target that has left its lane to be asked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Departure {
    /// The target.
    pub(super) waiting: Waiting,
    /// Whether more are in flight in this lane, itself included, than the browser has connections for.
    pub(super) crowded: bool,
}

/// The queue of one origin.
///
/// A narrow target leaves only while a connection of the browser is free. From the moment one is due until it has
/// ended, the whole lane keeps to that number: else the others would take every connection before it.
#[derive(Debug)]
pub(super) struct Lane {
    /// What was never started, last piece first, so that pieces are taken from the end.
    unstarted: Vec<Backlog>,
    /// Targets to be asked again, by now due.
    due: VecDeque<Waiting>,
    /// The same, narrowly: they go first.
    due_narrow: VecDeque<Waiting>,
    in_flight: u32,
    narrow_in_flight: u32,
}

impl Lane {
    /// A lane with `pieces` to be started, in this order.
    pub(super) fn new(mut pieces: Vec<Backlog>) -> Self {
        pieces.reverse();
        Self {
            unstarted: pieces,
            due: VecDeque::new(),
            due_narrow: VecDeque::new(),
            in_flight: 0,
            narrow_in_flight: 0,
        }
    }

    /// Whether it has a target to start and room for it, where at most `limit` may be in flight.
    pub(super) fn can_start(&self, limit: u32) -> bool {
        let narrow = self.narrow_in_flight > 0 || !self.due_narrow.is_empty();
        let limit = if narrow { limit.min(BROWSER_CONNECTIONS_PER_ORIGIN) } else { limit };
        let idle = self.unstarted.is_empty() && self.due.is_empty() && self.due_narrow.is_empty();
        self.in_flight < limit && !idle
    }

    /// Lets the next target go, if there is one and room for it. `ids` is what [`Backlog::Ids`] points into.
    pub(super) fn start(&mut self, limit: u32, ids: &[u32]) -> Option<Departure> {
        if !self.can_start(limit) {
            return None;
        }
        let again = self.due_narrow.pop_front().or_else(|| self.due.pop_front());
        let waiting = again.or_else(|| self.take_unstarted(ids))?;
        self.in_flight += 1;
        self.narrow_in_flight += u32::from(waiting.tries.narrow);
        Some(Departure { waiting, crowded: self.in_flight > BROWSER_CONNECTIONS_PER_ORIGIN })
    }

    /// Frees the slot of an attempt that has ended.
    pub(super) fn end(&mut self, narrow: bool) {
        self.in_flight -= 1;
        self.narrow_in_flight -= u32::from(narrow);
    }

    /// Takes back a target that is due again.
    pub(super) fn requeue(&mut self, waiting: Waiting) {
        let queue = if waiting.tries.narrow { &mut self.due_narrow } else { &mut self.due };
        queue.push_back(waiting);
    }

    /// Gives up all targets that are due again.
    pub(super) fn drain_due(&mut self) -> impl Iterator<Item = Waiting> {
        self.due_narrow.drain(..).chain(self.due.drain(..))
    }

    fn take_unstarted(&mut self, ids: &[u32]) -> Option<Waiting> {
        while let Some(piece) = self.unstarted.last_mut() {
            let target = piece.take_first(ids);
            if piece.is_empty() {
                self.unstarted.pop();
            }
            if let Some(target) = target {
                return Some(Waiting { target, since: Millis::ZERO, tries: Tries::default() });
            }
        }
        None
    }
}
