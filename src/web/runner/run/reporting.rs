//! Sends the desk batches of outcomes with the run's status and notices.
//!
//! Times are converted from the runner's clock to the run's own time, which excludes pauses.

use super::{RunnerRun, SharedRun, pump, timer};
use crate::protocol::{Batch, MAX_LANES_REPORTED, MAX_UNACKNOWLEDGED_BATCHES, Report, RunPhase, RunStatus};
use crate::result::waiting::Stage;
use crate::schedule::hold::PauseReason;
use crate::schedule::lane_status::{LaneStatus, Trouble};
use crate::schedule::notice::Notice;
use crate::schedule::progress::Phase;
use crate::schedule::scheduler::UnsettledTarget;
use crate::units::Millis;
use crate::web::ipc::link::Link;

/// Delay of a batch with outcomes.
const FLUSH_MS: u32 = 50;
/// Interval of batches without outcomes.
const HEARTBEAT_MS: u32 = 200;
/// Least time between two reports of what the run waits for; a heartbeat may come a little early.
const UNSETTLED_EVERY_MS: f64 = 190.0;

pub(super) fn set_flush(run: &SharedRun) {
    let mut this = run.borrow_mut();
    let has_ended = this.attempts.has_ready() || !this.skipped.is_empty() || !this.withdrawn.is_empty();
    let pending = has_ended || this.attempts.is_waiting() || this.finished;
    let within = if pending { FLUSH_MS } else { HEARTBEAT_MS };
    if this.flush.as_ref().is_some_and(|(set, _)| *set <= within) {
        return;
    }
    let clear = |this: &mut RunnerRun, now| {
        this.flush = None;
        this.check_sleep(now);
    };
    this.flush = Some((within, timer(run, within, clear, flush)));
}

fn flush(run: &SharedRun) {
    if send(run) {
        pump(run);
    }
}

/// Sends a batch unless the desk is behind; returns whether another may follow.
pub(super) fn send(run: &SharedRun) -> bool {
    let mut this = run.borrow_mut();
    if this.outbox.is_full() {
        return true;
    }
    let now = this.clock.now();
    let outcomes = this.attempts.take_ready(now);
    let batch = Batch {
        run: this.number,
        status: this.status(),
        outcomes,
        withdrawn: std::mem::take(&mut this.withdrawn),
        skipped: std::mem::take(&mut this.skipped),
        notices: std::mem::take(&mut this.notices),
        lanes: this.lanes(),
        unsettled: this.unsettled(now),
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

    /// What the run waits for, unless the desk heard of it a moment ago.
    fn unsettled(&mut self, now: Millis) -> Option<Vec<UnsettledTarget>> {
        let is_due =
            self.finished || self.unsettled_at.is_none_or(|at| now.since(at).get() >= UNSETTLED_EVERY_MS);
        is_due.then(|| {
            self.unsettled_at = Some(now);
            // What the scheduler has settled and the desk does not know yet is not queued again.
            let awaiting = self.attempts.awaiting().map(|outcome| UnsettledTarget {
                target: outcome.target,
                attempt: outcome.attempt,
                stage: Stage::InFlight(outcome.timing.total.unwrap_or_default()),
            });
            let mut unsettled = self.scheduler.unsettled(now);
            unsettled.extend(awaiting);
            unsettled
        })
    }

    /// A future instant in running time.
    fn in_running_time(&self, at: Millis, now: Millis) -> Millis {
        self.scheduler.running_time(now) + at.since(now)
    }

    fn status(&self) -> RunStatus {
        let phase = match self.scheduler.phase() {
            Phase::Done if self.finished && !self.attempts.is_waiting() => RunPhase::Done,
            Phase::Stopped if self.finished && !self.attempts.is_waiting() => RunPhase::Stopped,
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
            attempts: self.scheduler.limits().retries.saturating_add(1),
            is_stopping: !self.finished && self.scheduler.phase() == Phase::Stopping,
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

/// The runner's side of the link to the desk, for one run.
#[derive(Debug)]
pub(in crate::web::runner) struct ReportOutbox {
    desk: Link,
    unacknowledged: u32,
    ended: bool,
}

impl ReportOutbox {
    pub(in crate::web::runner) fn new(desk: Link) -> Self {
        Self { desk, unacknowledged: 0, ended: false }
    }

    /// The desk has applied one batch.
    pub(super) fn acknowledged(&mut self) {
        self.unacknowledged = self.unacknowledged.saturating_sub(1);
    }

    /// Whether to start nothing new until the desk has caught up.
    pub(super) fn is_full(&self) -> bool {
        self.unacknowledged >= MAX_UNACKNOWLEDGED_BATCHES
    }

    /// A retry revived the run: more batches follow.
    pub(super) fn reopen(&mut self) {
        self.ended = false;
    }

    /// Sends one batch; returns whether more follow.
    pub(super) fn send(&mut self, batch: Batch) -> bool {
        if self.ended {
            return false;
        }
        self.ended = matches!(batch.status.phase, RunPhase::Done | RunPhase::Stopped);
        self.unacknowledged += 1;
        self.desk.post_or_end(&Report::Batch(batch));
        !self.ended
    }
}
