//! Commands of the user and of the scheduler's driver, legal at any time.

use serde::{Deserialize, Serialize};

use super::{Life, Scheduler};
use crate::ids::{LaneId, TargetId};
use crate::schedule::action::{AbortReason, Action, Cause};
use crate::schedule::arrivals::Arrivals;
use crate::schedule::hold::PauseReason;
use crate::schedule::retry::AttemptHistory;
use crate::schedule::work::PendingTarget;
use crate::settings::{Limits, Strategy, Verb};
use crate::units::Millis;

/// A target to request again after it has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetryRequest {
    /// Its lane: see [`lanes_of_origins`](crate::schedule::plan::lanes_of_origins).
    pub lane: LaneId,
    /// The target.
    pub target: TargetId,
    /// Number of attempts it has had: the next one counts on from there, up to 255.
    pub started: u8,
    /// What it is requested by, where that is not the run's method: no HEAD comes before a visit.
    pub verb: Option<Verb>,
}

impl Scheduler {
    /// Starts nothing more until [`resume`](Self::resume). What is in flight continues, deadlines included; to end that
    /// too, [`recall`](Self::recall) it. The same as [`hold`](Self::hold) for [`PauseReason::User`].
    pub fn pause(&mut self, now: Millis) {
        self.hold(PauseReason::User, now);
    }

    /// Ends the user's pause; what else holds the run still does.
    pub fn resume(&mut self, now: Millis) {
        self.release(PauseReason::User, now);
    }

    /// Starts nothing more while `why` holds. Several reasons may hold at once. Without effect once stopped or done,
    /// but that a stop waits for a backlog.
    pub fn hold(&mut self, why: PauseReason, now: Millis) {
        let now = self.advance(now);
        if self.life == Life::Running {
            self.holds.add(why);
            if self.holds.are_rest() {
                self.stopwatch.stop(now);
            }
        } else if why == PauseReason::Backlog && self.life == Life::Stopping {
            // What is withdrawn is reported no faster than it is consumed.
            self.holds.add(why);
        }
    }

    /// Removes one reason; the run resumes when none is left.
    pub fn release(&mut self, why: PauseReason, now: Millis) {
        let now = self.advance(now);
        self.holds.remove(why);
        if self.life == Life::Running && !self.holds.are_rest() {
            self.stopwatch.go_on(now);
        }
        if let Some(arrivals) = self.arrivals.as_mut().filter(|_| self.holds.is_empty()) {
            arrivals.go_on(now);
        }
    }

    /// Recalls everything in flight that has not passed its deadline: it is aborted, and its target goes back to its lane as
    /// if it had not been requested, its attempt no retry. A faster answer counts. Without effect once stopped or done.
    pub fn recall(&mut self, now: Millis) {
        let now = self.advance(now);
        if self.life == Life::Running {
            self.call_back(Cause::Paused, now);
        }
    }

    /// Ends the run early, for good. The next drain returns an `Abort` for every attempt in flight that was not
    /// aborted, and a `Withdraw` for every target between two attempts. Attempts settle as they end, or are abandoned;
    /// then comes `Finished`, with the number of those never started. Without effect once stopped or done.
    pub fn stop(&mut self, now: Millis) {
        let now = self.advance(now);
        if self.life != Life::Running {
            return;
        }
        self.life = Life::Stopping;
        while let Some(attempt) = self.flights.pop(None, now) {
            self.pending.push_back(Action::Abort { attempt, reason: AbortReason::Stopped });
        }
        self.lanes.begin_withdrawing();
    }

    /// Changes the limits (clamped), at once, and undoes what refusals took from the global limit. What is in flight
    /// keeps its deadline; retries count for all later decisions; lanes that may fail more often resume. Looks at every
    /// lane once.
    pub fn set_limits(&mut self, limits: Limits, now: Millis) {
        let now = self.advance(now);
        self.limits = limits.clamped().in_force();
        let is_open = self.limits.strategy == Strategy::Arrivals;
        self.arrivals = is_open.then(|| self.arrivals.unwrap_or(Arrivals::from(now)));
        let notice = self.concurrency_limit.set(&self.limits, now);
        self.notify(notice.filter(|_| self.life == Life::Running));
        self.lanes.set_limits(self.limits, now);
    }

    /// Resumes a stopped lane, its failures forgotten. Without effect on any other.
    pub fn resume_lane(&mut self, lane: LaneId, now: Millis) {
        let now = self.advance(now);
        if !self.lanes.is_skipped(lane) {
            self.lanes.reopen(lane, now);
        }
    }

    /// Skips a lane: the next drain returns a `Skip` of every target that waits in it, many at once, in the user's pause
    /// too. What is in flight there continues and settles. Without effect once stopped or done.
    pub fn skip_lane(&mut self, lane: LaneId, now: Millis) {
        let now = self.advance(now);
        if self.life != Life::Running || !self.lanes.has(lane) {
            return;
        }
        for pending in self.backoffs.take_lane(lane) {
            self.lanes.requeue(lane, pending, now);
        }
        self.lanes.skip(lane, now);
    }

    /// Queues targets again that have ended, with all retries before them. A run that was over lives again and its time
    /// budget restarts; skipped lanes are open for them, and stopped ones after the end. The caller names only ended
    /// targets with their own lanes; a lane that does not exist is ignored. In
    /// [`TargetCounts`](crate::schedule::progress::TargetCounts) each counts once more. Without effect during a stop.
    /// Takes as long as `targets` are many; reviving a run also looks at every lane once.
    pub fn retry(&mut self, targets: impl IntoIterator<Item = RetryRequest>, now: Millis) {
        let now = self.advance(now);
        if self.life == Life::Stopping {
            return;
        }
        for RetryRequest { lane, target, started, verb } in targets {
            if !self.lanes.has(lane) {
                continue;
            }
            if self.life != Life::Running {
                self.life = Life::Running;
                self.stopwatch.go_on(now);
                self.stopwatch.begin_span(now);
                if self.holds.are_rest() {
                    self.stopwatch.stop(now);
                }
                self.lanes.reopen_stopped(now);
            }
            if self.lanes.is_skipped(lane) {
                self.lanes.reopen(lane, now);
            }
            let history = AttemptHistory { started, verb, ..AttemptHistory::default() };
            self.lanes.requeue(lane, PendingTarget { target, since: now, history }, now);
            self.progress.backing_off += 1;
        }
    }

    /// Tidies up when the last target has ended.
    pub(super) fn end_of_life(&mut self, now: Millis) {
        self.stopwatch.stop(now);
        // A pause is over with its run; what is offline or behind still is.
        self.holds.remove(PauseReason::User);
        if self.life == Life::Stopped {
            self.lanes.forget_unstarted(now);
        }
    }
}
