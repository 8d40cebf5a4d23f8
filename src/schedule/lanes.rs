//! All lanes and whose turn it is.

use std::collections::{BTreeSet, VecDeque};

use super::attempt_sample::AttemptSample;
use super::lane::{Dispatch, Lane, LaneTransition};
use super::lane_status::LaneStatus;
use super::plan::{Backlog, Plan};
use super::timer_queue::TimerQueue;
use super::work::{LaneWork, PendingTarget};
use crate::settings::Limits;
use crate::units::Millis;

/// Where a lane waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LanePlace {
    /// Nowhere: it has no work or no room, or is shut.
    Away,
    /// In `ready`, for its turn.
    Ready,
    /// In `timed`, for this instant.
    Timed(Millis),
}

/// What comes next out of lanes that were given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum GivenUp {
    /// Targets that were never started.
    Fresh(Backlog),
    /// One that waited for a further attempt.
    Again(PendingTarget),
}

/// The lanes of a run, taken in turn.
///
/// A lane that has work and room stands in `ready`, once, or in `timed` when it may not start yet. The first that is
/// ready starts one target and goes to the back, so nobody waits for more than one start of every other lane. Lanes come
/// and go at events of their own; none is ever searched for, and a start costs the same however many lanes there are.
#[derive(Debug)]
pub(super) struct Lanes {
    by_number: Vec<Lane>,
    ids: Vec<u32>,
    /// Numbers of lanes that could start when they were put here. That may have changed since, so the lane is asked again
    /// when its turn comes.
    ready: VecDeque<u32>,
    /// Lanes that may start from an instant on.
    timed: TimerQueue,
    seats: Vec<LanePlace>,
    /// Lanes that are slow or stopped.
    troubled: BTreeSet<u32>,
    /// What waited in lanes that were given up, and is still to be told of. A lane is empty from then on, so it may be
    /// opened again at once.
    given_up: Vec<LaneWork>,
    /// The first lane that may still have targets to be withdrawn.
    withdrawing: usize,
    limits: Limits,
}

impl Lanes {
    /// The lanes of `plan` within `limits`.
    pub(super) fn new(plan: Plan, limits: Limits) -> Self {
        let by_number: Vec<Lane> = plan.lanes.into_iter().map(Lane::new).collect();
        let mut this = Self {
            seats: vec![LanePlace::Away; by_number.len()],
            by_number,
            ids: plan.ids,
            ready: VecDeque::new(),
            timed: TimerQueue::default(),
            troubled: BTreeSet::new(),
            given_up: Vec::new(),
            withdrawing: 0,
            limits,
        };
        this.seat_all(Millis::ZERO);
        this
    }

    // Turns.

    /// Lets the next target go, with the number of its lane; `None` when no lane may start one now.
    pub(super) fn start_next(&mut self, now: Millis) -> Option<(u32, Dispatch)> {
        while let Some(number) = self.ready.pop_front() {
            self.seats[number as usize] = LanePlace::Away;
            let dispatch = self.by_number[number as usize].start(&self.limits, &self.ids, now);
            self.seat(number, now);
            if let Some(dispatch) = dispatch {
                return Some((number, dispatch));
            }
        }
        None
    }

    /// Whether a lane waits for its turn.
    pub(super) fn has_ready(&self) -> bool {
        !self.ready.is_empty()
    }

    /// When the next lane that waits for time will be ready; see [`tick`](Self::tick).
    pub(super) fn next_timed(&self) -> Option<Millis> {
        self.timed.next()
    }

    /// Lets the lanes take turns again whose time has come.
    pub(super) fn tick(&mut self, now: Millis) {
        while let Some(number) = self.timed.pop_due(now) {
            self.seats[number as usize] = LanePlace::Away;
            self.seat(number, now);
        }
    }

    /// Whether every lane is without work or shut, once nothing is in flight.
    pub(super) fn are_at_rest(&self) -> bool {
        self.ready.is_empty() && self.timed.next().is_none() && self.given_up.is_empty()
    }

    /// Whether a lane that has stopped has work.
    pub(super) fn wait_for_the_user(&self) -> bool {
        let lanes = self.troubled.iter().map(|&number| &self.by_number[number as usize]);
        lanes.into_iter().any(|lane| lane.is_stopped() && lane.has_work())
    }

    // What happens in a lane. A number that no lane has does nothing.

    /// Frees the slot of an attempt that has ended in lane `number`, and takes in what that says of the server.
    pub(super) fn end(
        &mut self,
        number: u32,
        capped: bool,
        sample: &AttemptSample,
        now: Millis,
    ) -> LaneTransition {
        let Some(lane) = self.by_number.get_mut(number as usize) else { return LaneTransition::default() };
        lane.end(capped);
        let transition = lane.judge(sample, &self.limits, now);
        if transition.slowed.is_some() || transition.stopped.is_some() {
            self.troubled.insert(number);
        } else if transition.recovered && !lane.is_stopped() {
            self.troubled.remove(&number);
        }
        self.seat(number, now);
        transition
    }

    /// Puts a target that is due again into lane `number`.
    pub(super) fn requeue(&mut self, number: u32, waiting: PendingTarget, now: Millis) {
        if let Some(lane) = self.by_number.get_mut(number as usize) {
            lane.requeue(waiting);
            if lane.is_skipped() {
                self.given_up.push(lane.take_work());
            }
            self.seat(number, now);
        }
    }

    /// Opens lane `number` with a clean slate.
    pub(super) fn reopen(&mut self, number: u32, now: Millis) {
        if self.by_number.get_mut(number as usize).is_some_and(Lane::reopen) {
            if self.by_number[number as usize].status(number, now).is_none() {
                self.troubled.remove(&number);
            }
            self.seat(number, now);
        }
    }

    /// Gives lane `number` up; its targets come out of [`next_given_up`](Self::next_given_up).
    pub(super) fn skip(&mut self, number: u32, now: Millis) {
        if let Some(lane) = self.by_number.get_mut(number as usize) {
            lane.skip();
            self.given_up.push(lane.take_work());
            self.troubled.remove(&number);
            self.seat(number, now);
        }
    }

    /// Takes the next out of what was given up: a target, or up to `most` in one piece.
    pub(super) fn next_given_up(&mut self, most: u32) -> Option<GivenUp> {
        while let Some(work) = self.given_up.last_mut() {
            if let Some(waiting) = work.take_again() {
                return Some(GivenUp::Again(waiting));
            }
            if let Some(piece) = work.take_piece(&self.ids, most) {
                return Some(GivenUp::Fresh(piece));
            }
            self.given_up.pop();
        }
        None
    }

    /// The targets in `piece`.
    pub(super) fn targets_of(&self, piece: Backlog) -> impl Iterator<Item = u32> {
        piece.targets(&self.ids)
    }

    /// Whether lane `number` was given up.
    pub(super) fn is_skipped(&self, number: u32) -> bool {
        self.by_number.get(number as usize).is_some_and(Lane::is_skipped)
    }

    /// Whether there is a lane `number`.
    pub(super) fn has(&self, number: u32) -> bool {
        self.by_number.len() > number as usize
    }

    // All of them. Each looks at every lane once.

    /// Puts other limits in force.
    pub(super) fn set_limits(&mut self, limits: Limits, now: Millis) {
        self.limits = limits;
        for lane in &mut self.by_number {
            lane.obey(&limits);
        }
        self.troubled.retain(|&number| self.by_number[number as usize].status(number, now).is_some());
        self.seat_all(now);
    }

    /// Opens all that have stopped, with a clean slate.
    pub(super) fn reopen_stopped(&mut self, now: Millis) {
        self.by_number.iter_mut().for_each(Lane::reopen_if_stopped);
        self.troubled.retain(|&number| self.by_number[number as usize].status(number, now).is_some());
        self.seat_all(now);
    }

    /// Begins to withdraw the targets that are due again.
    pub(super) fn begin_withdrawing(&mut self) {
        self.withdrawing = 0;
    }

    /// Takes the next target out that is due again, in whatever lane. Looks at every lane once in all.
    pub(super) fn next_withdrawn(&mut self) -> Option<PendingTarget> {
        while let Some(work) = self.given_up.last_mut() {
            if let Some(waiting) = work.take_again() {
                return Some(waiting);
            }
            self.given_up.pop();
        }
        while let Some(lane) = self.by_number.get_mut(self.withdrawing) {
            if let Some(waiting) = lane.take_again() {
                return Some(waiting);
            }
            self.withdrawing += 1;
        }
        None
    }

    /// Forgets what was never started, in lanes that were given up too.
    pub(super) fn forget_unstarted(&mut self, now: Millis) {
        self.given_up.clear();
        self.by_number.iter_mut().for_each(Lane::forget_unstarted);
        self.ready.clear();
        self.timed.clear();
        self.seats.fill(LanePlace::Away);
        self.seat_all(now);
    }

    /// How the lanes stand that are slow or stopped, in the order of their numbers.
    pub(super) fn troubled(&self, now: Millis) -> impl Iterator<Item = LaneStatus> {
        self.troubled.iter().filter_map(move |&number| self.by_number[number as usize].status(number, now))
    }

    /// Puts lane `number` where it belongs. One that stands in the row stays there until its turn comes.
    fn seat(&mut self, number: u32, now: Millis) {
        let at = number as usize;
        let old = self.seats[at];
        if old == LanePlace::Ready {
            return;
        }
        let new = match self.by_number[at].opens(&self.limits) {
            None => LanePlace::Away,
            Some(opens) if opens <= now => LanePlace::Ready,
            Some(opens) => LanePlace::Timed(opens),
        };
        if new == old {
            return;
        }
        if let LanePlace::Timed(opens) = old {
            self.timed.remove(opens, number);
        }
        match new {
            LanePlace::Away => {}
            LanePlace::Ready => self.ready.push_back(number),
            LanePlace::Timed(opens) => self.timed.insert(opens, number),
        }
        self.seats[at] = new;
    }

    fn seat_all(&mut self, now: Millis) {
        for (number, _) in (0..).zip(0..self.by_number.len()) {
            self.seat(number, now);
        }
    }
}
