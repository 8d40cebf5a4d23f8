//! The last run: its list, status and timeline.

use std::rc::Rc;

use super::timeline::Timeline;
use super::waiting::WaitingTargets;
use crate::ids::{RunId, RunnerId};
use crate::input::list::LinkList;
use crate::network::Transport;
use crate::protocol::{
    Batch, Generation, LocalDenied, RunKind, RunPhase, RunProgress, RunStatus, TimelineView,
};
use crate::request::RequestPayload;
use crate::result::outcome::{AttemptEnd, Outcome};
use crate::result::table::ResultTable;
use crate::schedule::plan::Planner;
use crate::settings::{RunSettings, Strategy};
use crate::stats::throughput::Throughput;
use crate::units::Millis;

/// A run that the page requested.
#[derive(Clone, Copy, Debug)]
pub(super) struct RunStart {
    pub(super) number: RunId,
    pub(super) generation: Generation,
    /// The change of the input to run.
    pub(super) input: u32,
    pub(super) kind: RunKind,
    pub(super) settings: RunSettings,
    pub(super) denied: LocalDenied,
    pub(super) with_cookies: bool,
}

/// Who runs it.
#[derive(Clone, Copy, Debug)]
pub(super) enum Carrier {
    /// Nobody yet: it begins when a runner connects.
    Awaited(RunStart),
    Runner(RunnerId),
    /// Its runner is gone, or never came.
    Lost,
    /// Another tool: it was imported.
    Elsewhere,
}

#[derive(Debug)]
pub(super) struct DeskRun {
    pub(super) number: RunId,
    pub(super) kind: RunKind,
    pub(super) carrier: Carrier,
    /// What it sends its runner, while that is being made.
    pub(super) planner: Option<Planner>,
    pub(super) status: RunStatus,
    /// What its requests carry, as of its start.
    pub(super) payload: Rc<RequestPayload>,
    pub(super) denied: LocalDenied,
    pub(super) with_cookies: bool,
    /// Whether its starts come whatever the answers.
    pub(super) is_open_load: bool,
    throughput: Throughput,
    pub(super) timeline: Timeline,
    pub(super) waiting: WaitingTargets,
    /// Targets whose last attempt has ended, without those cancelled or given up.
    ended: u32,
    /// The running time at which a retry revived it.
    revived_at: Option<Millis>,
    /// How its last retry requests.
    transport: Transport,
}

impl DeskRun {
    /// A run that begins now.
    pub(super) fn new(start: RunStart, payload: Rc<RequestPayload>, now: Millis) -> Self {
        let mut timeline = Timeline::default();
        timeline.set_per_host(start.settings.limits.per_origin);
        Self {
            number: start.number,
            kind: start.kind,
            carrier: Carrier::Awaited(start),
            planner: None,
            status: RunStatus { limit: start.settings.limits.concurrency, ..RunStatus::default() },
            payload,
            denied: start.denied,
            with_cookies: start.with_cookies,
            is_open_load: start.settings.limits.strategy == Strategy::Arrivals,
            throughput: Throughput::starting_at(now),
            timeline,
            waiting: WaitingTargets::default(),
            ended: 0,
            revived_at: None,
            transport: Transport::Fetch,
        }
    }

    /// An imported run, which took `took`.
    pub(super) fn imported(number: RunId, list: &LinkList, took: Millis, now: Millis) -> Self {
        Self {
            number,
            kind: RunKind::Real,
            carrier: Carrier::Elsewhere,
            planner: None,
            status: RunStatus { phase: RunPhase::Done, elapsed: took, ..RunStatus::default() },
            payload: Rc::default(),
            denied: LocalDenied::default(),
            with_cookies: false,
            is_open_load: false,
            throughput: Throughput::starting_at(now),
            timeline: Timeline::default(),
            waiting: WaitingTargets::default(),
            ended: list.targets().len(),
            revived_at: None,
            transport: Transport::Fetch,
        }
    }

    /// Whether it is running or paused.
    pub(super) fn is_active(&self) -> bool {
        matches!(self.status.phase, RunPhase::Running | RunPhase::Paused)
    }

    /// Whether its targets are being visited.
    pub(super) fn is_visiting(&self) -> bool {
        self.is_active() && self.transport.is_visit()
    }

    /// The runner has admitted a retry.
    pub(super) fn revive(&mut self, transport: Transport) {
        self.transport = transport;
        if !self.is_active() {
            self.revived_at = Some(self.status.elapsed);
        }
        if self.status.phase != RunPhase::Paused {
            self.status.phase = RunPhase::Running;
        }
    }

    pub(super) fn end(&mut self) {
        let RunStatus { elapsed, limit, .. } = self.status;
        self.status = RunStatus { phase: RunPhase::Stopped, elapsed, limit, ..RunStatus::default() };
        self.carrier = Carrier::Lost;
        self.planner = None;
        self.waiting = WaitingTargets::default();
    }

    /// Applies a batch; returns whether the phase changed.
    pub(super) fn take(&mut self, batch: &Batch, list: Option<&LinkList>, now: Millis) -> bool {
        // An aborted attempt is no answer.
        let has_ended = |outcome: &&Outcome| outcome.last && outcome.end != AttemptEnd::Cancelled;
        let ended = batch.outcomes.iter().filter(has_ended).count();
        let ended = u32::try_from(ended).unwrap_or(u32::MAX);
        self.ended = self.ended.saturating_add(ended);
        self.throughput.record(ended, now);
        self.timeline.take(batch, ended, list);
        let is_new_phase = self.status.phase != batch.status.phase;
        self.status = batch.status;
        is_new_phase
    }

    fn progress(&self, list: Option<&LinkList>, results: &ResultTable, now: Millis) -> RunProgress {
        let is_running = self.status.phase == RunPhase::Running;
        let left = results.targets().saturating_sub(results.settled());
        RunProgress {
            run: self.number,
            kind: self.kind,
            phase: self.status.phase,
            in_flight: self.status.in_flight,
            elapsed: self.status.elapsed,
            retrying: self.revived_at.map(|at| self.status.elapsed.since(at)),
            rate: if is_running {
                self.throughput.per_second(now)
            } else {
                overall_rate(self.ended, self.status.elapsed)
            },
            left: self.throughput.time_left(left, now).filter(|_| is_running),
            limit: self.status.limit,
            offline: self.status.offline,
            awaits_user: self.status.awaits_user,
            waits_for: list.and_then(|list| self.waiting.longest(list, results, self.status.attempts)),
            lanes: self.timeline.lanes(list),
            troubled: self.status.troubled,
            decisions: self.timeline.decisions(),
        }
    }
}

/// Answers a second over all of a run; `None` before any time has passed.
fn overall_rate(ended: u32, elapsed: Millis) -> Option<f64> {
    (elapsed > Millis::ZERO && ended > 0).then(|| f64::from(ended) * 1_000.0 / elapsed.get())
}

/// The last run, its list, and a pending run.
#[derive(Debug, Default)]
pub(super) struct Runs {
    list: Option<Rc<LinkList>>,
    pub(super) last: Option<DeskRun>,
    /// A run that waits for the list to be read.
    pub(super) pending: Option<RunStart>,
}

impl Runs {
    /// Replaces the last run and its list.
    pub(super) fn replace(&mut self, run: DeskRun, list: Rc<LinkList>) {
        self.pending = None;
        self.last = Some(run);
        self.list = Some(list);
    }

    /// The list of the last run; `None` before the first.
    pub(super) fn list(&self) -> Option<&Rc<LinkList>> {
        self.list.as_ref()
    }

    pub(super) fn kind(&self) -> RunKind {
        self.last.as_ref().map_or(RunKind::Real, |run| run.kind)
    }

    /// Whether a run is running, and not paused.
    pub(super) fn is_running(&self) -> bool {
        self.last.as_ref().is_some_and(|run| run.status.phase == RunPhase::Running)
    }

    /// Whether a run is running or paused, or waits for its list.
    pub(super) fn is_active(&self) -> bool {
        self.pending.is_some() || self.last.as_ref().is_some_and(DeskRun::is_active)
    }

    /// The last run's progress; `None` before the first.
    pub(super) fn progress(&self, results: &ResultTable, now: Millis) -> Option<RunProgress> {
        let list = self.list.as_deref();
        self.last.as_ref().map(|run| run.progress(list, results, now))
    }

    pub(super) fn timeline(&self) -> Option<TimelineView> {
        self.last.as_ref().map(|run| run.timeline.view())
    }

    /// From now on the run may have so many requests in flight at one host.
    pub(super) fn set_per_host(&mut self, per_host: u32) {
        if let Some(run) = &mut self.last {
            run.timeline.set_per_host(per_host);
        }
    }

    /// A setting of the run was changed; `per_host` is the limit per host where that may have been.
    pub(super) fn knob_turned(&mut self, text: String, per_host: Option<u32>) {
        if let Some(per_host) = per_host {
            self.set_per_host(per_host);
        }
        if let Some(run) = &mut self.last {
            run.timeline.knob_turned(run.status.elapsed, text);
        }
    }

    /// The tab was hidden or shown.
    pub(super) fn tab_hidden(&mut self, hidden: bool) {
        if let Some(run) = &mut self.last
            // A run that ended while hidden stays annotated to its end.
            && (run.is_active() || !hidden)
        {
            run.timeline.tab_hidden(run.status.elapsed, hidden);
        }
    }
}
