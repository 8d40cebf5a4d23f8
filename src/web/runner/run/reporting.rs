//! Sends the desk batches of outcomes with the run's status and notices.
//!
//! Times are converted from the runner's clock to the run's own time, which excludes pauses.

use std::rc::Rc;

use gloo_timers::callback::Timeout;

use super::{RunnerRun, SharedRun, pump};
use crate::protocol::{Batch, MAX_LANES_REPORTED, RunPhase, RunStatus};
use crate::schedule::hold::PauseReason;
use crate::schedule::lane_status::{LaneStatus, Trouble};
use crate::schedule::notice::Notice;
use crate::schedule::progress::Phase;
use crate::units::Millis;

/// Delay of a batch with outcomes.
const FLUSH_MS: u32 = 50;
/// Interval of batches without outcomes.
const HEARTBEAT_MS: u32 = 200;

/// Sets the timer of the next batch.
pub(super) fn set_flush(run: &SharedRun) {
    let mut this = run.borrow_mut();
    let has_ended = this.timings.has_ready() || !this.skipped.is_empty() || !this.withdrawn.is_empty();
    let pending = has_ended || this.timings.is_waiting() || this.finished;
    let within = if pending { FLUSH_MS } else { HEARTBEAT_MS };
    if this.flush.as_ref().is_some_and(|(set, _)| *set <= within) {
        return;
    }
    let weak = Rc::downgrade(run);
    let timer = Timeout::new(within, move || {
        let Some(run) = weak.upgrade() else { return };
        {
            let mut this = run.borrow_mut();
            this.flush = None;
            let now = this.clock.now();
            this.check_sleep(now);
        }
        if send(&run) {
            pump(&run);
        }
    });
    this.flush = Some((within, timer));
}

/// Sends a batch unless the desk is behind; returns whether another may follow.
pub(super) fn send(run: &SharedRun) -> bool {
    let mut this = run.borrow_mut();
    if this.outbox.is_full() {
        return true;
    }
    let now = this.clock.now();
    let outcomes = this.timings.take_ready(now);
    let batch = Batch {
        run: this.number,
        status: this.status(),
        outcomes,
        withdrawn: std::mem::take(&mut this.withdrawn),
        skipped: std::mem::take(&mut this.skipped),
        notices: std::mem::take(&mut this.notices),
        lanes: this.lanes(),
        held_bytes: this.fetcher.held_bytes(),
    };
    let more = this.outbox.send(batch);
    this.update_backlog_hold();
    more
}

impl RunnerRun {
    /// Adds a notice to the next batch.
    pub(super) fn note(&mut self, mut notice: Notice) {
        let now = self.clock.now();
        if let Notice::LaneSlowed { closed_until, .. } = &mut notice {
            *closed_until = self.in_running_time(*closed_until, now);
        }
        self.notices.push((self.scheduler.running_time(now), notice));
    }

    /// The first lanes in trouble.
    fn lanes(&self) -> Vec<LaneStatus> {
        if self.finished {
            return Vec::new();
        }
        let now = self.clock.now();
        let on_running_time = |mut status: LaneStatus| {
            if let Trouble::Slow { closed_until, .. } = &mut status.trouble {
                *closed_until = self.in_running_time(*closed_until, now);
            }
            status
        };
        // Those that wait for the user first.
        let is_stopped = |status: &LaneStatus| matches!(status.trouble, Trouble::Stopped { .. });
        let (mut lanes, slow): (Vec<_>, Vec<_>) = self.scheduler.troubled_lanes().partition(is_stopped);
        lanes.extend(slow);
        lanes.truncate(MAX_LANES_REPORTED);
        lanes.into_iter().map(on_running_time).collect()
    }

    /// A future instant in running time.
    fn in_running_time(&self, at: Millis, now: Millis) -> Millis {
        self.scheduler.running_time(now) + at.since(now)
    }

    fn status(&self) -> RunStatus {
        let phase = match self.scheduler.phase() {
            Phase::Done if self.finished && !self.timings.is_waiting() => RunPhase::Done,
            Phase::Stopped if self.finished && !self.timings.is_waiting() => RunPhase::Stopped,
            _ if self.scheduler.holds().has(PauseReason::User) => RunPhase::Paused,
            _ => RunPhase::Running,
        };
        RunStatus {
            phase,
            in_flight: self.scheduler.progress().in_flight,
            elapsed: self.scheduler.running_time(self.clock.now()),
            limit: self.scheduler.limits().concurrency,
            offline: !self.finished && self.scheduler.holds().has(PauseReason::Offline),
            awaits_user: self.scheduler.phase() == Phase::AwaitingUser,
            // A finished run reports no troubled lanes.
            troubled: if self.finished {
                0
            } else {
                u32::try_from(self.scheduler.troubled_lanes().count()).unwrap_or(u32::MAX)
            },
        }
    }

    /// Holds the scheduler while the desk is behind.
    pub(super) fn update_backlog_hold(&mut self) {
        let now = self.clock.now();
        let full = self.outbox.is_full();
        if full {
            self.scheduler.hold(PauseReason::Backlog, now);
        } else {
            self.scheduler.release(PauseReason::Backlog, now);
        }
    }
}
