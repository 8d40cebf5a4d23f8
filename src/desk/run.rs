//! Gives a list to the runner, and takes in what comes back.

mod imported;

use std::rc::Rc;

use js_sys::{Uint8Array, Uint32Array};

use super::again;
use super::chronicle::Chronicle;
use super::{SharedDesk, announce, table};
use crate::input::link::Asks;
use crate::input::list::LinkList;
use crate::protocol::{
    Batch, Bodies, Event, LocalDenied, Progress, RunKind, RunNumber, RunPhase, RunStatus, Which, Work,
};
use crate::result::table::ResultTable;
use crate::schedule::plan::Plan;
use crate::settings::{Limits, Method, RunSettings};
use crate::stats::throughput::Throughput;
use crate::units::Millis;
use crate::wire::worker::last_words;

pub(super) use imported::show_imported;

/// The last run and the list it was of.
#[derive(Debug, Default)]
pub(super) struct Runs {
    list: Option<Rc<LinkList>>,
    /// Which change of the input the list is of.
    input: u32,
    current: Option<Current>,
    /// A run that waits for the list to be read.
    pending: Option<RunStart>,
}

/// A run as the page asks for it.
#[derive(Clone, Copy, Debug)]
pub(super) struct RunStart {
    pub(super) number: RunNumber,
    pub(super) kind: RunKind,
    pub(super) settings: RunSettings,
    pub(super) denied: LocalDenied,
}

#[derive(Debug)]
struct Current {
    number: RunNumber,
    kind: RunKind,
    /// Its Work, until there is a runner for it.
    unsent: Option<RunStart>,
    status: RunStatus,
    throughput: Throughput,
    chronicle: Chronicle,
    /// Whether its requests may change data.
    writes: bool,
    /// Whether it came from elsewhere: no runner knows it.
    is_imported: bool,
    /// Targets whose last attempt has ended; those cancelled or given up are none.
    ended: u32,
}

impl Runs {
    /// The list of the last run; `None` before the first.
    pub(super) fn list(&self) -> Option<&LinkList> {
        self.list.as_deref()
    }

    /// The same, to be held.
    pub(super) fn held(&self) -> Option<Rc<LinkList>> {
        self.list.clone()
    }

    /// Who answers the last run.
    pub(super) fn kind(&self) -> RunKind {
        self.current.as_ref().map_or(RunKind::Real, |current| current.kind)
    }

    /// Whether a run is on, and not paused.
    pub(super) fn is_running(&self) -> bool {
        self.current.as_ref().is_some_and(|current| current.status.phase == RunPhase::Running)
    }

    /// Whether a run is on, or paused.
    pub(super) fn is_active(&self) -> bool {
        let is_on = |current: &Current| matches!(current.status.phase, RunPhase::Running | RunPhase::Paused);
        self.pending.is_some() || self.current.as_ref().is_some_and(is_on)
    }

    /// The list of the last run, where the input has not changed since.
    pub(super) fn list_of(&self, input: u32) -> Option<&Rc<LinkList>> {
        self.list.as_ref().filter(|_| self.input == input)
    }

    /// Where the last run stands; `None` before the first.
    pub(super) fn progress(&self, results: &ResultTable, now: Millis) -> Option<Progress> {
        let current = self.current.as_ref()?;
        let running = current.status.phase == RunPhase::Running;
        let left = results.targets().saturating_sub(results.settled());
        Some(Progress {
            run: current.number,
            kind: current.kind,
            phase: current.status.phase,
            in_flight: current.status.in_flight,
            elapsed: current.status.elapsed,
            rate: if running {
                current.throughput.per_second(now)
            } else {
                overall_rate(current.ended, current.status.elapsed)
            },
            left: current.throughput.time_left(left, now).filter(|_| running),
            limit: current.status.limit,
            offline: current.status.offline,
            asking: current.status.asking,
            lanes: current.chronicle.lanes(self.list()),
            troubled: current.status.troubled,
            news: current.chronicle.news(),
        })
    }
}

/// Answers a second over all of a run; `None` before any time has passed.
fn overall_rate(ended: u32, elapsed: Millis) -> Option<f64> {
    (elapsed > Millis::ZERO && ended > 0).then(|| f64::from(ended) * 1_000.0 / elapsed.get())
}

/// Starts a run, as soon as the list is read.
pub(super) fn start(desk: &SharedDesk, run: RunStart) {
    let is_read = {
        let mut this = desk.borrow_mut();
        if !this.readings.done {
            this.runs.pending = Some(run);
        }
        this.readings.done
    };
    if is_read {
        start_now(desk, run);
    }
}

/// Starts the run that waited for the list, if one did.
pub(super) fn start_pending(desk: &SharedDesk) {
    let pending = desk.borrow_mut().runs.pending.take();
    if let Some(run) = pending {
        start_now(desk, run);
    }
}

fn start_now(desk: &SharedDesk, mut run: RunStart) {
    run.settings.limits = run.settings.limits.clamped();
    let list = {
        let mut this = desk.borrow_mut();
        let input = this.readings.input;
        let list = match this.runs.list.take() {
            Some(list) if this.runs.input == input => list,
            _ => Rc::new(this.readings.take_list()),
        };
        this.runs.list = Some(Rc::clone(&list));
        this.runs.input = input;
        let now = this.clock.now();
        this.runs.current = Some(Current {
            number: run.number,
            kind: run.kind,
            unsent: Some(run),
            status: RunStatus {
                phase: RunPhase::Running,
                in_flight: 0,
                elapsed: Millis::ZERO,
                limit: run.settings.limits.concurrency,
                offline: false,
                asking: false,
                troubled: 0,
            },
            throughput: Throughput::starting_at(now),
            chronicle: Chronicle::of(&list),
            writes: this.freight.write.is_some(),
            is_imported: false,
            ended: 0,
        });
        list
    };
    table::start_anew(desk, &list, run.settings.body_cap);
    send_work(desk);
    announce::now(desk);
}

/// A runner for such runs is there: the run that waits for it begins.
pub(super) fn runner_came(desk: &SharedDesk, kind: RunKind) {
    let waits = desk.borrow().runs.current.as_ref().is_some_and(|current| current.kind == kind);
    if waits {
        send_work(desk);
    }
}

/// There is no runner for such runs any more. A run that has not begun is given to the one for real runs; one that was
/// on ends, and what it had not settled is cancelled.
pub(super) fn runner_went(desk: &SharedDesk, kind: RunKind) {
    {
        let mut guard = desk.borrow_mut();
        let this = &mut *guard;
        let Some(current) = this.runs.current.as_mut().filter(|current| current.kind == kind) else { return };
        if let Some(run) = &mut current.unsent {
            run.kind = RunKind::Real;
            current.kind = RunKind::Real;
        } else if matches!(current.status.phase, RunPhase::Running | RunPhase::Paused) {
            current.status = RunStatus { phase: RunPhase::Stopped, in_flight: 0, ..current.status };
            this.shown.results_mut().cancel_rest();
        }
    }
    send_work(desk);
    announce::now(desk);
}

/// Gives the run that has not begun to its runner, once that is there.
fn send_work(desk: &SharedDesk) {
    let mut guard = desk.borrow_mut();
    let this = &mut *guard;
    let (Some(current), Some(list)) = (&mut this.runs.current, &this.runs.list) else { return };
    let Some(runner) = this.runners.get(current.kind) else { return };
    let Some(run) = current.unsent.take() else { return };
    let plan = Plan::of(list);
    let (arena, ends, spans) = list.targets().parts();
    let (arena, ends) = (Uint8Array::from(arena), Uint32Array::from(ends));
    let ids = Uint32Array::from(plan.ids.as_slice());
    let RunStart { number, kind, settings, denied } = run;
    let mut settings = settings;
    if this.freight.write.is_some() {
        // The method that may change data is in the freight; a HEAD before it would ask something else.
        settings.method = Method::Get;
    }
    let freight = this.freight.clone();
    let work = Work::Start {
        run: number,
        kind,
        settings,
        freight,
        denied,
        spans: spans.to_vec(),
        lanes: plan.lanes,
        bodies: Bodies::Dropped,
    };
    if let Err(error) = runner.post_with(&work, &[], &[arena.into(), ends.into(), ids.into()]) {
        last_words(&format!("could not reach the runner: {error}"));
    }
}

/// Has the runner ask a link once more.
pub(super) fn inspect(desk: &SharedDesk, link: u32, timeout_ms: u32) {
    let this = desk.borrow();
    let list = this.list();
    let mut url = String::new();
    let asked = match list.asks(link) {
        Some(Asks::Target(target)) => list.targets().write_url(target, &mut url),
        _ => false,
    };
    let kind = this.runs.kind();
    if !asked {
        return;
    }
    let Some(runner) = this.runners.get(kind) else {
        return this.trouble("This link cannot be asked: its runner is gone.", "Start the list again.");
    };
    if let Err(error) = runner.post(&Work::Inspect { link, kind, url, timeout_ms }) {
        last_words(&format!("could not reach the runner: {error}"));
    }
}

/// Asks links of the last run again.
pub(super) fn again(desk: &SharedDesk, which: Which, limits: Limits) {
    {
        let this = &mut *desk.borrow_mut();
        if this.compare.is_on() {
            return this.trouble(
                "A comparison is on: requests beside it would be measured with it.",
                "Stop it on the Compare tab, or wait for its end.",
            );
        }
        let (Some(current), Some(list)) = (&mut this.runs.current, this.runs.list.clone()) else { return };
        let Some(runner) = this.runners.get(current.kind).filter(|_| current.unsent.is_none()) else {
            return this.trouble("Nothing can be asked again: the runner is gone.", "Start the list again.");
        };
        if current.is_imported {
            return this.trouble(
                "These results were brought back from elsewhere: no request of this page can be asked again.",
                "Start the list in the form.",
            );
        }
        if current.writes {
            return this.trouble(
                "This run may have changed data: its links are not asked again one by one.",
                "Start the list anew; you will be asked first.",
            );
        }
        let targets = again::chosen(&list, &mut this.shown, which);
        if targets.is_empty() {
            return;
        }
        current.status.phase = match current.status.phase {
            RunPhase::Paused => RunPhase::Paused,
            _ => RunPhase::Running,
        };
        if let Err(error) =
            runner.post(&Work::Again { run: current.number, limits: limits.clamped(), targets })
        {
            last_words(&format!("could not reach the runner: {error}"));
        }
    }
    announce::now(desk);
}

/// The user turned a knob.
pub(super) fn knob_turned(desk: &SharedDesk, text: String) {
    if let Some(current) = &mut desk.borrow_mut().runs.current {
        current.chronicle.knob_turned(current.status.elapsed, text);
    }
}

/// The tab is hidden, or is seen again.
pub(super) fn tab_hidden(desk: &SharedDesk, hidden: bool) {
    if let Some(current) = &mut desk.borrow_mut().runs.current {
        let is_over = matches!(current.status.phase, RunPhase::Done | RunPhase::Stopped);
        // A run that ended meanwhile was hidden to its end.
        if !(is_over && hidden) {
            current.chronicle.tab_hidden(current.status.elapsed, hidden);
        }
    }
}

/// Tells how the last run went so far.
pub(super) fn tell_story(desk: &SharedDesk) {
    let this = desk.borrow();
    if let Some(current) = &this.runs.current {
        this.tell(&Event::Story(current.chronicle.story()));
    }
}

/// Takes in what ended.
pub(super) fn take_batch(desk: &SharedDesk, batch: &Batch) {
    let moved = {
        let mut guard = desk.borrow_mut();
        let this = &mut *guard;
        let now = this.clock.now();
        let Some(current) = this.runs.current.as_mut().filter(|current| current.number == batch.run) else {
            // A run whose place another has taken is no news; a run to come cannot have ended anything.
            if this.runs.current.as_ref().is_none_or(|current| current.number < batch.run) {
                this.trouble(
                    &format!("Results came for run {}, which was never started.", batch.run),
                    "They were dropped. If it happens again, reload the page.",
                );
            }
            return;
        };
        let results = this.shown.results_mut();
        for outcome in &batch.outcomes {
            results.apply(outcome);
        }
        for &target in &batch.withdrawn {
            results.withdraw(target);
        }
        let ended = batch.outcomes.iter().filter(|outcome| outcome.last).count();
        let ended = u32::try_from(ended).unwrap_or(u32::MAX);
        current.ended = current.ended.saturating_add(ended);
        current.throughput.record(ended, now);
        current.chronicle.take(batch, ended, this.runs.list.as_deref());
        for &target in &batch.skipped {
            results.skip(target);
        }
        if batch.status.phase == RunPhase::Stopped {
            results.cancel_rest();
        }
        let moved = current.status.phase != batch.status.phase;
        current.status = batch.status;
        acknowledge(this.runners.get(current.kind), batch.run);
        moved
    };
    if moved {
        announce::now(desk);
    } else {
        announce::soon(desk);
    }
}

fn acknowledge(runner: Option<&crate::wire::link::Link>, run: RunNumber) {
    if let Some(Err(error)) = runner.map(|runner| runner.post(&Work::Ack { run })) {
        last_words(&format!("could not reach the runner: {error}"));
    }
}
