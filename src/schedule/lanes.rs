//! All lanes and whose turn it is.

use std::collections::VecDeque;

use super::lane::{Departure, Lane, Waiting};
use super::plan::Plan;

/// The lanes of a run, taken in turn.
///
/// A lane that has work and room stands in `ready`, once. The first of them starts one target and goes to the back,
/// so nobody waits for more than one start of every other lane. Lanes come and go at events of their own; none is
/// ever searched for, and a start costs the same however many lanes there are.
#[derive(Debug)]
pub(super) struct Lanes {
    by_number: Vec<Lane>,
    ids: Vec<u32>,
    /// Numbers of lanes that could start when they were put here. A limit may have fallen since, so the lane is asked
    /// again when its turn comes.
    ready: VecDeque<u32>,
    /// Whether a lane stands in `ready`.
    is_ready: Vec<bool>,
    per_origin: u32,
}

impl Lanes {
    /// The lanes of `plan`, each with at most `per_origin` in flight.
    pub(super) fn new(plan: Plan, per_origin: u32) -> Self {
        let by_number: Vec<Lane> = plan.lanes.into_iter().map(Lane::new).collect();
        let is_ready = vec![false; by_number.len()];
        let mut this = Self { by_number, ids: plan.ids, ready: VecDeque::new(), is_ready, per_origin };
        this.wake_all();
        this
    }

    /// Changes how many may be in flight in one lane. Looks at every lane once.
    pub(super) fn set_per_origin(&mut self, per_origin: u32) {
        self.per_origin = per_origin;
        self.wake_all();
    }

    /// Lets the next target go, with the number of its lane; `None` when no lane has both work and room.
    pub(super) fn start_next(&mut self) -> Option<(u32, Departure)> {
        while let Some(number) = self.ready.pop_front() {
            self.is_ready[number as usize] = false;
            let departure = self.by_number[number as usize].start(self.per_origin, &self.ids);
            self.wake(number);
            if let Some(departure) = departure {
                return Some((number, departure));
            }
        }
        None
    }

    /// Whether no lane waits for its turn. With nothing in flight that means that no lane has work.
    pub(super) fn are_idle(&self) -> bool {
        self.ready.is_empty()
    }

    /// Frees the slot of an attempt that has ended in lane `number`.
    pub(super) fn end(&mut self, number: u32, narrow: bool) {
        self.by_number[number as usize].end(narrow);
        self.wake(number);
    }

    /// Puts a target that is due again into lane `number`.
    pub(super) fn requeue(&mut self, number: u32, waiting: Waiting) {
        self.by_number[number as usize].requeue(waiting);
        self.wake(number);
    }

    /// Gives up all targets that are due again. Looks at every lane once.
    pub(super) fn drain_due(&mut self) -> impl Iterator<Item = Waiting> {
        self.by_number.iter_mut().flat_map(Lane::drain_due)
    }

    /// Puts lane `number` in the row if it can start and does not stand there yet.
    fn wake(&mut self, number: u32) {
        let at = number as usize;
        if !self.is_ready[at] && self.by_number[at].can_start(self.per_origin) {
            self.is_ready[at] = true;
            self.ready.push_back(number);
        }
    }

    fn wake_all(&mut self) {
        for (number, _) in (0..).zip(0..self.by_number.len()) {
            self.wake(number);
        }
    }
}
