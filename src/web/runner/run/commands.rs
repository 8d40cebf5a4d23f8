//! Changes a run: commands of the user and the desk, the network, and what is observed of its requests.

use super::reporting::send;
use super::{RunnerRun, SharedRun, pump, update};
use crate::attempt::entry::TimingEntry;
use crate::ids::RunId;
use crate::network::{Observation, Transport};
use crate::protocol::{Generation, RunCommand};
use crate::schedule::action::AttemptId;
use crate::schedule::hold::PauseReason;
use crate::schedule::progress::Phase;
use crate::schedule::scheduler::RetryRequest;
use crate::settings::{BROWSER_CONNECTIONS_PER_ORIGIN, Limits};
use crate::web::runner::machine::{self, Lock, SleepDetector};

/// Holds the run while the machine is offline, and retries what was in flight.
pub(super) fn network_changed(run: &SharedRun, offline: bool) {
    update(run, |this, now| {
        if offline {
            this.scheduler.hold(PauseReason::Offline, now);
            this.interrupt(now);
        } else {
            this.scheduler.release(PauseReason::Offline, now);
        }
    });
    advance(run);
}

/// Admits settled targets again unless a newer Stop was pressed or one is being carried out; returns whether it did. They
/// are requested by [`advance`].
pub(in crate::web::runner) fn retry(
    run: &SharedRun,
    generation: Generation,
    limits: Limits,
    targets: Vec<RetryRequest>,
    transport: Transport,
) -> bool {
    let mut this = run.borrow_mut();
    let now = this.clock.now();
    this.check_sleep(now);
    let Some(overtaken) = this.newest.admit(generation) else { return false };
    // What is visited is not fetched meanwhile, nor the other way round: each has limits of its own.
    let is_mixed = !this.finished && this.transport.is_visit() != transport.is_visit();
    if is_mixed || this.scheduler.phase() == Phase::Stopping {
        this.newest.refuse(generation);
        return false;
    }
    this.transport = transport;
    let limits = this.bounded(overtaken.limits.unwrap_or(limits));
    this.scheduler.set_limits(limits, now);
    this.scheduler.retry(targets, now);
    if overtaken.is_paused {
        this.scheduler.pause(now);
    }
    if this.network.is_some() && machine::is_offline() {
        this.scheduler.hold(PauseReason::Offline, now);
    }
    if this.finished && !this.scheduler.phase().is_over() {
        this.finished = false;
        this.outbox.reopen();
        this.sleep_detector = SleepDetector::now(now);
        this.lock = Some(Lock::hold());
    }
    true
}

pub(in crate::web::runner) fn advance(run: &SharedRun) {
    pump(run);
    send(run);
}

pub(in crate::web::runner) fn apply(run: &SharedRun, generation: Generation, command: RunCommand) {
    let is_applied = update(run, |this, now| {
        this.newest.note(generation, command);
        this.check_sleep(now);
        if this.finished {
            // Too late; it must not restart the run's clock.
            return false;
        }
        match command {
            RunCommand::Pause => this.scheduler.pause(now),
            RunCommand::Resume => {
                this.scheduler.resume(now);
                // The user may know better: browsers can be wrong about being offline.
                this.scheduler.release(PauseReason::Offline, now);
            }
            RunCommand::Recall if this.is_made_once() => {}
            RunCommand::Recall => this.scheduler.recall(now),
            RunCommand::ResumeLane(lane) => this.scheduler.resume_lane(lane, now),
            RunCommand::SkipLane(lane) => this.scheduler.skip_lane(lane, now),
            RunCommand::Stop => this.scheduler.stop(now),
            RunCommand::SetLimits(limits) => {
                let limits = this.bounded(limits);
                this.scheduler.set_limits(limits, now);
            }
        }
        true
    });
    if is_applied {
        advance(run);
    }
}

impl RunnerRun {
    fn bounded(&self, limits: Limits) -> Limits {
        self.transport.limits().unwrap_or_else(|| bounded(limits, self.once))
    }
}

/// `limits` for a run that must request each target at most `once`: no retries, no probes, and per origin no more than the browser's
/// connections, so that no timeout is suspect.
pub(super) fn bounded(limits: Limits, once: bool) -> Limits {
    if !once {
        return limits;
    }
    let per_origin = limits.per_origin.min(BROWSER_CONNECTIONS_PER_ORIGIN);
    Limits { retries: 0, second_tries: false, probe: false, per_origin, ..limits }
}

/// The page tells what it observed of an attempt.
pub(in crate::web::runner) fn observe(run: &SharedRun, attempt: AttemptId, observation: Observation) {
    if let Some(fetch) = run.borrow().attempts.handle(attempt) {
        fetch.observing.observe(observation);
    }
}

/// The browser's timing entries came. An abandoned run and an inspection count their attempts by the same numbers.
pub(super) fn take_entries(
    run: &SharedRun,
    entries: &mut dyn Iterator<Item = (RunId, AttemptId, TimingEntry)>,
) {
    let mut this = run.borrow_mut();
    let number = this.number;
    for (_, attempt, entry) in entries.filter(|(run, ..)| *run == number) {
        // Chromium tells its worker by this alone that there was no status line.
        if let (Some(protocol), Some(fetch)) = (&entry.protocol, this.attempts.handle(attempt)) {
            fetch.observing.observe(Observation::StatusLine(&**protocol != "http/0.9"));
        }
        this.attempts.take_entry(attempt, entry);
    }
}
