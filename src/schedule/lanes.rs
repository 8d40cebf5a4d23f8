//! All lanes and whose turn it is.

use std::collections::VecDeque;

use super::attempt_sample::AttemptSample;
use super::lane::{Dispatch, Lane, LaneTransition};
use super::lane_status::LaneStatus;
use super::plan::{Backlog, Plan};
use super::timer_queue::TimerQueue;
use super::work::{LaneWork, PendingTarget};
use crate::ids::{LaneId, TargetId};
use crate::settings::Limits;
use crate::units::Millis;

/// The queue a lane is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LaneQueue {
    /// None: it has no work or no room, or is shut.
    None,
    /// In `ready`, for its turn.
    Ready,
    /// In `timed`, for this instant.
    Timed(Millis),
}

/// The next piece of work out of skipped lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SkippedWork {
    Unstarted(Backlog),
    Pending(PendingTarget),
}

/// The lanes of a run, taken in turn. A lane with work and room is in `ready`, once, or in `timed` when it may not
/// start yet. The first ready one starts one target and goes to the back, so none waits for more than one start of each
/// other. Lanes move by their own events: a start costs the same however many there are.
#[derive(Debug)]
pub(super) struct Lanes {
    by_id: Vec<Lane>,
    ids: Vec<TargetId>,
    /// Lanes that could start when they were put here. That may have changed since: the lane checks on its turn.
    ready: VecDeque<LaneId>,
    /// Lanes that may start from an instant on.
    timed: TimerQueue,
    queue_of: Vec<LaneQueue>,
    /// Those slow or stopped, in order.
    troubled: Vec<LaneId>,
    /// What waited in skipped lanes and is not reported yet. The lane itself is empty, so it may reopen at once.
    skipped: Vec<LaneWork>,
    /// Index of the first lane that may still have targets to withdraw.
    withdrawing: usize,
    limits: Limits,
}

impl Lanes {
    pub(super) fn new(plan: Plan, limits: Limits) -> Self {
        let by_id: Vec<Lane> = plan.lanes.into_iter().map(Lane::new).collect();
        let mut this = Self {
            queue_of: vec![LaneQueue::None; by_id.len()],
            by_id,
            ids: plan.ids,
            ready: VecDeque::new(),
            timed: TimerQueue::default(),
            troubled: Vec::new(),
            skipped: Vec::new(),
            withdrawing: 0,
            limits,
        };
        this.enqueue_all(Millis::ZERO);
        this
    }

    // Turns.

    /// Takes the next target to start, with its lane; `None` when no lane may start one now.
    pub(super) fn start_next(&mut self, now: Millis) -> Option<(LaneId, Dispatch)> {
        while let Some(id) = self.ready.pop_front() {
            self.queue_of[id.index()] = LaneQueue::None;
            let dispatch = self.by_id[id.index()].start(&self.limits, &self.ids, now);
            self.enqueue(id, now);
            if let Some(dispatch) = dispatch {
                return Some((id, dispatch));
            }
        }
        None
    }

    pub(super) fn has_ready(&self) -> bool {
        !self.ready.is_empty()
    }

    /// When the next timed lane will be ready; see [`tick`](Self::tick).
    pub(super) fn next_timed(&self) -> Option<Millis> {
        self.timed.next()
    }

    /// Makes the timed lanes ready that are due.
    pub(super) fn tick(&mut self, now: Millis) {
        while let Some(id) = self.timed.pop_due(now).map(LaneId) {
            self.queue_of[id.index()] = LaneQueue::None;
            self.enqueue(id, now);
        }
    }

    /// Whether every lane is without work or shut, once nothing is in flight.
    pub(super) fn are_at_rest(&self) -> bool {
        self.ready.is_empty() && self.timed.next().is_none() && self.skipped.is_empty()
    }

    /// Whether a stopped lane has work.
    pub(super) fn wait_for_the_user(&self) -> bool {
        let lanes = self.troubled.iter().map(|&id| &self.by_id[id.index()]);
        lanes.into_iter().any(|lane| lane.is_stopped() && !lane.work.is_empty())
    }

    // What happens in a lane. An unknown id does nothing.

    /// Frees the slot of an attempt that has ended in a lane, and adapts the lane to how it ended.
    pub(super) fn end(
        &mut self,
        id: LaneId,
        capped: bool,
        sample: &AttemptSample,
        now: Millis,
    ) -> LaneTransition {
        let Some(lane) = self.by_id.get_mut(id.index()) else { return LaneTransition::default() };
        lane.end(capped);
        let transition = lane.adapt_to(sample, &self.limits, now);
        if transition.slowed.is_some() || transition.stopped.is_some() {
            set_member(&mut self.troubled, id, true);
        } else if transition.recovered && !lane.is_stopped() {
            set_member(&mut self.troubled, id, false);
        }
        self.enqueue(id, now);
        transition
    }

    pub(super) fn requeue(&mut self, id: LaneId, pending: PendingTarget, now: Millis) {
        if let Some(lane) = self.by_id.get_mut(id.index()) {
            lane.work.requeue(pending);
            if lane.is_skipped() {
                self.skipped.push(core::mem::take(&mut lane.work));
            }
            self.enqueue(id, now);
        }
    }

    /// Opens a lane with a clean slate.
    pub(super) fn reopen(&mut self, id: LaneId, now: Millis) {
        if self.by_id.get_mut(id.index()).is_some_and(Lane::reopen) {
            if self.by_id[id.index()].status(id, now).is_none() {
                set_member(&mut self.troubled, id, false);
            }
            self.enqueue(id, now);
        }
    }

    /// Skips a lane; its targets come out of [`next_skipped`](Self::next_skipped).
    pub(super) fn skip(&mut self, id: LaneId, now: Millis) {
        if let Some(lane) = self.by_id.get_mut(id.index()) {
            lane.skip();
            self.skipped.push(core::mem::take(&mut lane.work));
            set_member(&mut self.troubled, id, false);
            self.enqueue(id, now);
        }
    }

    /// Takes the next work out of skipped lanes: a target, or up to `most` in one piece.
    pub(super) fn next_skipped(&mut self, most: u32) -> Option<SkippedWork> {
        while let Some(work) = self.skipped.last_mut() {
            if let Some(pending) = work.take_again() {
                return Some(SkippedWork::Pending(pending));
            }
            if let Some(piece) = work.take_piece(&self.ids, most) {
                return Some(SkippedWork::Unstarted(piece));
            }
            self.skipped.pop();
        }
        None
    }

    pub(super) fn targets_of(&self, piece: Backlog) -> impl Iterator<Item = TargetId> {
        piece.targets(&self.ids)
    }

    pub(super) fn is_skipped(&self, id: LaneId) -> bool {
        self.by_id.get(id.index()).is_some_and(Lane::is_skipped)
    }

    pub(super) fn has(&self, id: LaneId) -> bool {
        self.by_id.len() > id.index()
    }

    // All lanes. Each looks at every one once.

    pub(super) fn set_limits(&mut self, limits: Limits, now: Millis) {
        self.limits = limits;
        for lane in &mut self.by_id {
            lane.obey(&limits);
        }
        self.troubled.retain(|&id| self.by_id[id.index()].status(id, now).is_some());
        self.enqueue_all(now);
    }

    pub(super) fn reopen_stopped(&mut self, now: Millis) {
        self.by_id.iter_mut().for_each(Lane::reopen_if_stopped);
        self.troubled.retain(|&id| self.by_id[id.index()].status(id, now).is_some());
        self.enqueue_all(now);
    }

    pub(super) fn begin_withdrawing(&mut self) {
        self.withdrawing = 0;
    }

    /// Takes the next target that is due again out of any lane. Looks at every lane once in all.
    pub(super) fn next_withdrawn(&mut self) -> Option<PendingTarget> {
        while let Some(work) = self.skipped.last_mut() {
            if let Some(pending) = work.take_again() {
                return Some(pending);
            }
            self.skipped.pop();
        }
        while let Some(lane) = self.by_id.get_mut(self.withdrawing) {
            if let Some(pending) = lane.work.take_again() {
                return Some(pending);
            }
            self.withdrawing += 1;
        }
        None
    }

    /// Forgets what was never started, in skipped lanes too.
    pub(super) fn forget_unstarted(&mut self, now: Millis) {
        self.skipped.clear();
        self.by_id.iter_mut().for_each(|lane| lane.work.forget_unstarted());
        self.ready.clear();
        self.timed.clear();
        self.queue_of.fill(LaneQueue::None);
        self.enqueue_all(now);
    }

    /// The state of slow and stopped lanes, in order.
    pub(super) fn troubled(&self, now: Millis) -> impl Iterator<Item = LaneStatus> {
        self.troubled.iter().filter_map(move |&id| self.by_id[id.index()].status(id, now))
    }

    /// Puts a lane into the queue where it belongs. One that is ready stays there until its turn.
    fn enqueue(&mut self, id: LaneId, now: Millis) {
        let at = id.index();
        let old = self.queue_of[at];
        if old == LaneQueue::Ready {
            return;
        }
        let new = match self.by_id[at].opens(&self.limits) {
            None => LaneQueue::None,
            Some(opens) if opens <= now => LaneQueue::Ready,
            Some(opens) => LaneQueue::Timed(opens),
        };
        if new == old {
            return;
        }
        if let LaneQueue::Timed(opens) = old {
            self.timed.remove(opens, id.0);
        }
        match new {
            LaneQueue::None => {}
            LaneQueue::Ready => self.ready.push_back(id),
            LaneQueue::Timed(opens) => self.timed.insert(opens, id.0),
        }
        self.queue_of[at] = new;
    }

    fn enqueue_all(&mut self, now: Millis) {
        for (id, _) in (0..).zip(0..self.by_id.len()) {
            self.enqueue(LaneId(id), now);
        }
    }
}

/// Puts `id` into the ordered `ids`, or takes it out.
fn set_member(ids: &mut Vec<LaneId>, id: LaneId, is_member: bool) {
    match (ids.binary_search(&id), is_member) {
        (Err(at), true) => ids.insert(at, id),
        (Ok(at), false) => drop(ids.remove(at)),
        _ => {}
    }
}
