//! A runner: the real scheduler and the real rules of commands, without a browser.

use std::collections::{BTreeMap, VecDeque};

use volley::desk::TargetBuffers;
use volley::ids::{RunId, TargetId};
use volley::input::target::Targets;
use volley::network::Transport;
use volley::protocol::{
    Batch, Generation, Inspection, NewestCommands, Report, RunCommand, RunPhase, RunStatus, Work,
};
use volley::result::outcome::{AttemptEnd, BodyEnd, Outcome};
use volley::schedule::action::{AbortReason, Action, AttemptId, Cause};
use volley::schedule::hint::ServerHint;
use volley::schedule::hold::PauseReason;
use volley::schedule::plan::Plan;
use volley::schedule::progress::Phase;
use volley::schedule::scheduler::Scheduler;
use volley::units::{Bytes, Millis};

struct Run {
    number: RunId,
    transport: Transport,
    scheduler: Scheduler,
    targets: Targets,
    newest: NewestCommands,
    in_flight: BTreeMap<AttemptId, u32>,
    ended: BTreeMap<AttemptId, AttemptEnd>,
    outcomes: Vec<Outcome>,
    withdrawn: Vec<TargetId>,
    skipped: Vec<TargetId>,
    has_reported_end: bool,
    /// The newest Stop and the newest Retry or Start that came.
    stopped: Option<Generation>,
    begun: Generation,
}

#[derive(Default)]
pub(crate) struct Runner {
    run: Option<Run>,
    kept: Vec<(RunId, Generation, RunCommand)>,
    pub(crate) reports: VecDeque<Report>,
    /// Every request, with its run.
    pub(crate) requested: Vec<(RunId, String)>,
    /// Whether the last run carries cookies.
    pub(crate) with_cookies: bool,
    /// Those of them that were visits.
    pub(crate) visited: Vec<String>,
    /// Inspections that wait for their answer: number and URL.
    pub(crate) inspecting: Vec<(u32, String)>,
    /// Whether the browser takes its time to end an aborted request.
    pub(crate) holds_aborts: bool,
}

impl Runner {
    pub(crate) fn work(&mut self, work: Work, targets: Option<TargetBuffers>, now: Millis) {
        match work {
            Work::Start { run, generation, settings, spans, lanes, with_cookies, .. } => {
                self.with_cookies = with_cookies;
                let TargetBuffers { list, ids } = targets.expect("a start has targets");
                let (arena, ends, _) = list.targets().parts();
                let targets = Targets::from_parts(arena.to_vec(), ends.to_vec(), spans).expect("they fit");
                let plan = Plan { lanes, ids };
                self.run = Some(Run {
                    number: run,
                    transport: Transport::Fetch,
                    scheduler: Scheduler::new(plan, settings.limits, settings.method, 1, now),
                    targets,
                    newest: NewestCommands::default(),
                    in_flight: BTreeMap::new(),
                    ended: BTreeMap::new(),
                    outcomes: Vec::new(),
                    withdrawn: Vec::new(),
                    skipped: Vec::new(),
                    has_reported_end: false,
                    stopped: None,
                    begun: generation,
                });
                let kept = std::mem::take(&mut self.kept);
                for (of, given, command) in kept {
                    if of == run {
                        self.command(of, given, command, now);
                    } else if of > run {
                        self.kept.push((of, given, command));
                    }
                }
            }
            Work::Retry { run, generation, limits, targets, transport } => {
                let mut is_admitted = false;
                let own = self.run.as_mut().filter(|own| own.number == run);
                if let Some(own) = own
                    && let Some(overtaken) = own.newest.admit(generation)
                {
                    let is_mixed =
                        !own.scheduler.phase().is_over() && own.transport.is_visit() != transport.is_visit();
                    if is_mixed || own.scheduler.phase() == Phase::Stopping {
                        own.newest.refuse(generation);
                        self.reports.push_back(Report::Retried { run, is_admitted });
                        return;
                    }
                    is_admitted = true;
                    own.begun = own.begun.max(generation);
                    own.transport = transport;
                    let limits = transport.limits().unwrap_or_else(|| overtaken.limits.unwrap_or(limits));
                    own.scheduler.set_limits(limits, now);
                    own.scheduler.retry(targets, now);
                    if overtaken.is_paused {
                        own.scheduler.pause(now);
                    }
                    own.has_reported_end = false;
                }
                self.reports.push_back(Report::Retried { run, is_admitted });
            }
            Work::Command { run, command } => self.command(run, Generation::default(), command, now),
            Work::Inspect { inspection, url, .. } => self.inspecting.push((inspection, url)),
            Work::Ack { .. } => {}
        }
        self.pump(now);
    }

    pub(crate) fn command(&mut self, run: RunId, generation: Generation, command: RunCommand, now: Millis) {
        match &mut self.run {
            Some(own) if own.number == run => own.apply(generation, command, now),
            Some(own) if own.number > run => {}
            _ => self.kept.push((run, generation, command)),
        }
        self.pump(now);
    }

    pub(crate) fn pump(&mut self, now: Millis) {
        let Some(run) = &mut self.run else { return };
        while let Some(action) = run.scheduler.poll_action(now) {
            match action {
                Action::Start { attempt, target, .. } => {
                    assert!(
                        run.stopped.is_none_or(|stopped| stopped < run.begun),
                        "a request of run {} after its Stop",
                        run.number.0
                    );
                    let mut url = String::new();
                    run.targets.write_url(target, &mut url);
                    run.in_flight.insert(attempt, target.0);
                    if run.transport.is_visit() {
                        assert!(run.in_flight.len() <= 4, "more visits than a few");
                        self.visited.push(url.clone());
                    }
                    self.requested.push((run.number, url));
                }
                Action::Abort { attempt, reason } => {
                    let end = aborted(reason);
                    if !self.holds_aborts && run.in_flight.remove(&attempt).is_some() {
                        run.ended.insert(attempt, end);
                        run.scheduler.handle_end(attempt, &end, ServerHint::default(), now);
                    }
                }
                Action::Settle { attempt, target, ordinal, possibly_browser_queued } => {
                    run.note(attempt, (target, ordinal), None, possibly_browser_queued);
                }
                Action::Retry { attempt, target, ordinal, possibly_browser_queued, cause, .. } => {
                    run.note(attempt, (target, ordinal), Some(cause), possibly_browser_queued);
                }
                Action::Withdraw { target, .. } => run.withdrawn.push(target),
                Action::Skip { targets, .. } => run.skipped.extend(run.scheduler.targets_of(targets)),
                // Told to end, it did not: what the abort meant is how it ended.
                Action::Abandon { attempt, reason } => {
                    run.in_flight.remove(&attempt);
                    run.ended.insert(attempt, aborted(reason));
                }
                Action::Notice(_) | Action::Finished { .. } => {}
            }
        }
    }

    pub(crate) fn in_flight(&self) -> usize {
        self.run.as_ref().map_or(0, |run| run.in_flight.len())
    }

    /// Request number `nth` of those in flight ends.
    pub(crate) fn end(&mut self, nth: usize, end: AttemptEnd, now: Millis) {
        let Some(run) = &mut self.run else { return };
        let Some(attempt) = run.in_flight.keys().nth(nth).copied() else { return };
        run.in_flight.remove(&attempt);
        run.ended.insert(attempt, end);
        run.scheduler.handle_end(attempt, &end, ServerHint::default(), now);
        self.pump(now);
    }

    pub(crate) fn tick(&mut self, now: Millis) {
        if let Some(run) = &mut self.run {
            run.scheduler.handle_tick(now);
        }
        self.pump(now);
    }

    /// Sends what ended, and the state of the run.
    pub(crate) fn flush(&mut self, now: Millis) {
        if let Some(batch) = self.run.as_mut().and_then(|run| run.batch(now)) {
            self.reports.push_back(Report::Batch(batch));
        }
    }

    /// Answers the first inspection: its URL comes back as a header.
    pub(crate) fn answer_inspection(&mut self) {
        if !self.inspecting.is_empty() {
            let (inspection, url) = self.inspecting.remove(0);
            let seen = Inspection {
                error: None,
                end: answered(200),
                headers: vec![("url".to_owned(), url)],
                preview: None,
                cut: false,
            };
            self.reports.push_back(Report::Inspected { inspection, seen });
        }
    }
}

fn aborted(reason: AbortReason) -> AttemptEnd {
    match reason {
        AbortReason::Deadline => AttemptEnd::TimedOut { status: None, after_ms: 10_000 },
        AbortReason::Stopped | AbortReason::Recalled => AttemptEnd::Cancelled,
    }
}

pub(crate) fn answered(status: u16) -> AttemptEnd {
    AttemptEnd::Answered { status, redirected: false, body: BodyEnd::Whole(Bytes(1)) }
}

impl Run {
    fn apply(&mut self, generation: Generation, command: RunCommand, now: Millis) {
        self.newest.note(generation, command);
        if self.scheduler.phase().is_over() {
            if command == RunCommand::Stop {
                self.stopped = self.stopped.max(Some(generation));
            }
            return;
        }
        match command {
            RunCommand::Pause => self.scheduler.pause(now),
            RunCommand::Resume => self.scheduler.resume(now),
            RunCommand::Recall => self.scheduler.recall(now),
            RunCommand::Stop => {
                // A command of the desk's own has no number: it rules out all that came before it.
                self.stopped = self.stopped.max(Some(generation)).max(Some(self.begun));
                self.scheduler.stop(now);
            }
            RunCommand::SetLimits(limits) => {
                self.scheduler.set_limits(self.transport.limits().unwrap_or(limits), now);
            }
            RunCommand::ResumeLane(lane) => self.scheduler.resume_lane(lane, now),
            RunCommand::SkipLane(lane) => self.scheduler.skip_lane(lane, now),
        }
    }

    fn note(
        &mut self,
        attempt: AttemptId,
        of: (TargetId, u8),
        retry_cause: Option<Cause>,
        possibly_browser_queued: bool,
    ) {
        let Some(end) = self.ended.remove(&attempt) else { return };
        self.outcomes.push(Outcome {
            last: retry_cause.is_none(),
            possibly_browser_queued,
            started: Some(Millis::ZERO),
            ..Outcome::new(of.0, of.1, end)
        });
    }

    fn batch(&mut self, now: Millis) -> Option<Batch> {
        let is_over = self.scheduler.phase().is_over();
        if std::mem::replace(&mut self.has_reported_end, is_over) {
            return None;
        }
        let phase = match self.scheduler.phase() {
            Phase::Done => RunPhase::Done,
            Phase::Stopped => RunPhase::Stopped,
            _ if self.scheduler.holds().has(PauseReason::User) => RunPhase::Paused,
            _ => RunPhase::Running,
        };
        Some(Batch {
            run: self.number,
            status: RunStatus {
                phase,
                in_flight: self.scheduler.progress().in_flight,
                elapsed: self.scheduler.running_time(now),
                limit: self.scheduler.limits().concurrency,
                offline: false,
                awaits_user: self.scheduler.phase() == Phase::AwaitingUser,
                troubled: 0,
                attempts: self.scheduler.limits().retries.saturating_add(1),
                is_stopping: self.scheduler.phase() == Phase::Stopping,
            },
            outcomes: std::mem::take(&mut self.outcomes),
            withdrawn: std::mem::take(&mut self.withdrawn),
            skipped: std::mem::take(&mut self.skipped),
            notices: Vec::new(),
            lanes: Vec::new(),
            unsettled: Some(self.scheduler.unsettled(now)),
            held_bytes: None,
        })
    }
}
