//! The run loop: carries out the scheduler's actions.
//!
//! `commands` changes a run, `reporting` sends its batches.

mod commands;
mod reporting;

use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen_futures::spawn_local;

use super::fetch::{Fetch, Fetcher};
use super::machine::{self, Lock, SleepDetector};
use super::observing::{self, RunnerAccess};
use super::self_test::{self, SelfTest};
use super::timings::Watch;
use super::visiting;
use crate::attempt::answer::Answer;
use crate::attempt::entry::write_fragment;
use crate::attempt::table::{AttemptTable, Settlement};
use crate::ids::{RunId, TargetId};
use crate::input::target::Targets;
use crate::network::Transport;
use crate::protocol::{Bodies, LocalDenied, MAX_NOTICES, NewestCommands, RunKind};
use crate::request::RequestPayload;
use crate::result::outcome::AttemptEnd;
use crate::schedule::action::{AbortReason, Action, AttemptId, Cause};
use crate::schedule::drain_budget::DrainBudget;
use crate::schedule::hold::PauseReason;
use crate::schedule::notice::Notice;
use crate::schedule::plan::Plan;
use crate::schedule::scheduler::Scheduler;
use crate::schedule::sleep::Gap;
use crate::settings::{RunSettings, Verb};
use crate::units::Millis;
use crate::web::ipc::clock::Clock;
use crate::web::ipc::listener::Listener;

pub(super) use commands::{advance, apply, observe, retry};
use commands::{bounded, network_changed, take_entries};
pub(super) use reporting::ReportOutbox;
use reporting::{send, set_flush};

#[derive(Debug)]
pub(super) struct Start {
    pub(super) run: RunId,
    pub(super) kind: RunKind,
    pub(super) settings: RunSettings,
    pub(super) payload: RequestPayload,
    pub(super) denied: LocalDenied,
    pub(super) with_cookies: bool,
    pub(super) targets: Targets,
    pub(super) plan: Plan,
    pub(super) bodies: Bodies,
}

/// One run, from its Work to its last batch.
#[derive(Debug)]
pub(super) struct RunnerRun {
    number: RunId,
    scheduler: Scheduler,
    /// How targets are requested since the last retry.
    transport: Transport,
    /// Whether each target is requested at most once, since its server may act upon it each time.
    once: bool,
    targets: Targets,
    /// The URL of the attempt that starts.
    url: String,
    fetcher: Rc<Fetcher>,
    access: Rc<RunnerAccess>,
    self_test: Rc<SelfTest>,
    clock: Clock,
    started: Millis,
    attempts: AttemptTable<Rc<Fetch>>,
    outbox: ReportOutbox,
    withdrawn: Vec<TargetId>,
    skipped: Vec<TargetId>,
    notices: Vec<(Millis, Notice)>,
    finished: bool,
    /// The newest commands, which no older Retry may undo.
    newest: NewestCommands,
    sleep_detector: SleepDetector,
    /// Held during the run.
    lock: Option<Lock>,
    network: Option<Listener>,
    wake: Option<(Millis, Timeout)>,
    /// When the desk was last told what the run waits for.
    unsettled_at: Option<Millis>,
    /// The timer of the next batch, and its delay in milliseconds.
    flush: Option<(u32, Timeout)>,
    /// Watches the timeline while it lives.
    watch: Option<Watch>,
}

pub(super) type SharedRun = Rc<RefCell<RunnerRun>>;

pub(super) fn start(start: Start, outbox: ReportOutbox, access: &Rc<RunnerAccess>) -> SharedRun {
    let Start { run: number, kind, settings, payload, denied, with_cookies, targets, plan, bodies } = start;
    let clock = Clock::new();
    let now = clock.now();
    let once = !payload.may_repeat();
    let needs_network = kind == RunKind::Real && machine::needs_network(&plan, &targets);
    let run = Rc::new(RefCell::new(RunnerRun {
        number,
        scheduler: Scheduler::new(
            plan,
            bounded(settings.limits, once),
            settings.method,
            u64::from(number.0),
            now,
        ),
        transport: Transport::Fetch,
        once,
        targets,
        url: String::new(),
        fetcher: Rc::new(Fetcher::new(&settings, payload, kind, clock.clone()).with(
            denied,
            with_cookies,
            bodies,
        )),
        access: match kind {
            RunKind::Real => Rc::clone(access),
            // Nobody observes what the practice server answers.
            RunKind::Practice => Rc::default(),
        },
        self_test: Rc::default(),
        started: now,
        clock: clock.clone(),
        attempts: AttemptTable::new(now, kind == RunKind::Practice),
        outbox,
        withdrawn: Vec::new(),
        skipped: Vec::new(),
        notices: Vec::new(),
        finished: false,
        newest: NewestCommands::default(),
        sleep_detector: SleepDetector::now(now),
        lock: Some(Lock::hold()),
        network: None,
        wake: None,
        unsettled_at: None,
        flush: None,
        watch: None,
    }));
    let weak = Rc::downgrade(&run);
    let watch = Watch::start(clock, move |entries| {
        if let Some(run) = weak.upgrade() {
            take_entries(&run, entries);
        }
    });
    run.borrow_mut().watch = Some(watch);
    if needs_network {
        let weak = Rc::downgrade(&run);
        run.borrow_mut().network = machine::watch_network(move |offline| {
            if let Some(run) = weak.upgrade() {
                network_changed(&run, offline);
            }
        });
        if machine::is_offline() {
            run.borrow_mut().scheduler.hold(PauseReason::Offline, now);
        }
    }
    run
}

/// Changes the run at the instant of now.
fn update<T>(run: &SharedRun, change: impl FnOnce(&mut RunnerRun, Millis) -> T) -> T {
    let mut this = run.borrow_mut();
    let now = this.clock.now();
    change(&mut this, now)
}

/// A timer that changes the run and then calls `and_then`, unless the run is gone.
fn timer(
    run: &SharedRun,
    delay_ms: u32,
    change: impl FnOnce(&mut RunnerRun, Millis) + 'static,
    and_then: fn(&SharedRun),
) -> Timeout {
    let weak = Rc::downgrade(run);
    Timeout::new(delay_ms, move || {
        if let Some(run) = weak.upgrade() {
            update(&run, change);
            and_then(&run);
        }
    })
}

/// The desk has applied a batch.
pub(super) fn acknowledged(run: &SharedRun) {
    update(run, |this, now| {
        this.check_sleep(now);
        this.outbox.acknowledged();
        this.update_backlog_hold();
    });
    pump(run);
}

/// Aborts everything without a report: another run replaces this one.
pub(super) fn abandon(run: &SharedRun) {
    update(run, |this, now| {
        // Aborted attempts must start nothing more.
        this.scheduler.stop(now);
        for fetch in this.attempts.handles() {
            fetch.abort(AbortReason::Stopped);
        }
        (this.network, this.lock, this.wake, this.flush) = (None, None, None, None);
    });
}

/// Carries out the scheduler's actions, at most one turn of the event loop at a time, and sets the timer for the next.
pub(super) fn pump(run: &SharedRun) {
    let mut budget = DrainBudget::new();
    while budget.has_room() {
        let Some(action) = update(run, |this, now| this.scheduler.poll_action(now)) else {
            let wakeup = run.borrow().scheduler.next_wakeup();
            set_wake(run, wakeup);
            set_flush(run);
            return;
        };
        budget.spend(&action);
        act(run, action);
    }
    // Send at once: a batch is about as large as a turn.
    send(run);
    let now = run.borrow().clock.now();
    set_wake(run, Some(now));
    set_flush(run);
}

fn act(run: &SharedRun, action: Action) {
    let mut this = run.borrow_mut();
    match action {
        Action::Start { attempt, target, verb, queued_since, .. } => {
            this.launch(run, attempt, (target, verb), queued_since);
        }
        Action::Abort { attempt, reason } => {
            if let Some(fetch) = this.attempts.handle(attempt) {
                fetch.abort(reason);
            }
        }
        Action::Abandon { attempt, reason } => this.give_up(attempt, reason),
        Action::Settle { attempt, target, ordinal, possibly_browser_queued } => {
            let (last, is_interrupted) = (true, false);
            let settlement = Settlement { target, ordinal, last, possibly_browser_queued, is_interrupted };
            this.attempts.settle(attempt, settlement);
        }
        Action::Retry { attempt, target, ordinal, possibly_browser_queued, cause, .. } => {
            let (last, is_interrupted) = (false, cause == Cause::Interrupted);
            let settlement = Settlement { target, ordinal, last, possibly_browser_queued, is_interrupted };
            this.attempts.settle(attempt, settlement);
        }
        Action::Withdraw { target, .. } => this.withdrawn.push(target),
        Action::Skip { targets, .. } => {
            let RunnerRun { scheduler, skipped, .. } = &mut *this;
            skipped.extend(scheduler.targets_of(targets));
        }
        Action::Notice(notice) if this.notices.len() < MAX_NOTICES => {
            this.note(notice);
        }
        Action::Notice(_) => {}
        Action::Finished { .. } => {
            this.finished = true;
            this.lock = None;
        }
    }
}

impl RunnerRun {
    fn launch(
        &mut self,
        run: &SharedRun,
        attempt: AttemptId,
        (target, verb): (TargetId, Verb),
        queued_since: Millis,
    ) {
        let now = self.clock.now();
        self.targets.write_url(target, &mut self.url);
        let length = self.url.len();
        write_fragment(&mut self.url, self.number, attempt);
        let fetch = Fetch::new(&self.url, verb, self.scheduler.limits().timeout_ms, &self.access, now);
        let queued = now.since(queued_since.max(self.started));
        self.attempts.begin(attempt, Rc::clone(&fetch), queued);
        if self.transport.is_visit() {
            return self.visit(run, attempt, fetch, length);
        }
        let prepared = self.fetcher.prepare(verb, &self.url, &fetch);
        // A fetch that never ends must not keep its run alive.
        let (fetcher, self_test, run) =
            (Rc::clone(&self.fetcher), Rc::clone(&self.self_test), Rc::downgrade(run));
        let access = Rc::clone(&self.access);
        // A refused request is sent again, which one that must be sent once may not be.
        let may_be_refused = !self.once;
        spawn_local(async move {
            let mut answer = fetcher.fetch(prepared, &fetch).await;
            observing::complete(&access, &mut answer, &fetch).await;
            let Some(run) = run.upgrade() else { return };
            if may_be_refused && observing::is_refusal(answer.end) {
                answer.end = AttemptEnd::Refused;
            } else if may_be_refused && answer.end == AttemptEnd::NoVisibleAnswer {
                let in_flight = run.borrow().scheduler.progress().in_flight;
                let took = answer.ended.since(answer.started);
                if self_test::is_suspicious(took, in_flight) && self_test.browser_refuses().await {
                    answer.end = AttemptEnd::Refused;
                }
            }
            handle_ended(&run, attempt, answer);
        });
    }

    /// Has the page visit the address: that of the attempt, whose own part is so long.
    fn visit(&self, run: &SharedRun, attempt: AttemptId, fetch: Rc<Fetch>, length: usize) {
        let (transport, clock, run) = (self.transport, self.clock.clone(), Rc::downgrade(run));
        let (access, url) = (Rc::clone(&self.access), self.url[..length].to_owned());
        spawn_local(async move {
            let mut answer = Answer::without(AttemptEnd::Cancelled, fetch.started.get(), fetch.started.get());
            visiting::visit(&access, &mut answer, &fetch, &url, transport).await;
            answer.ended = clock.now();
            if let Some(run) = run.upgrade() {
                handle_ended(&run, attempt, answer);
            }
        });
    }

    /// Ends an attempt that the browser did not abort.
    fn give_up(&mut self, attempt: AttemptId, reason: AbortReason) {
        let Some(fetch) = self.attempts.handle(attempt) else { return };
        fetch.abort(reason);
        let answer = Answer::without(fetch.failure(), fetch.started.get(), self.clock.now());
        self.attempts.answer(attempt, answer);
    }

    /// After a gap in which the machine slept, retries what was in flight.
    fn check_sleep(&mut self, now: Millis) {
        match self.sleep_detector.check(now) {
            Gap::None => {}
            Gap::Suspicious if self.is_made_once() => {}
            Gap::Suspicious => self.scheduler.suspect_sleep(now),
            Gap::Slept => self.interrupt(now),
        }
    }

    fn interrupt(&mut self, now: Millis) {
        if !self.is_made_once() {
            self.scheduler.interrupt(now);
        }
    }

    /// Whether what is in flight is not to be requested again by itself.
    pub(super) fn is_made_once(&self) -> bool {
        self.once || self.transport.is_visit()
    }
}

fn handle_ended(run: &SharedRun, attempt: AttemptId, answer: Answer) {
    update(run, |this, now| {
        // After a sleep broken requests end before any timer fires: they are not the target's failures.
        this.check_sleep(now);
        let (end, hint) = (answer.end, answer.hint);
        // An attempt that was given up is gone.
        if this.attempts.answer(attempt, answer) {
            this.scheduler.handle_end(attempt, &end, hint, now);
        }
    });
    pump(run);
}

/// Sets the timer for the scheduler's next wake-up, unless an earlier one is set.
fn set_wake(run: &SharedRun, wakeup: Option<Millis>) {
    let mut this = run.borrow_mut();
    let Some(at) = wakeup else {
        this.wake = None;
        return;
    };
    if this.wake.as_ref().is_some_and(|(set, _)| *set <= at) {
        return;
    }
    let delay = at.since(this.clock.now()).get().ceil().clamp(1.0, f64::from(i32::MAX));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a timer's range")]
    let delay = delay as u32;
    let tick = |this: &mut RunnerRun, now| {
        this.wake = None;
        this.check_sleep(now);
        this.scheduler.handle_tick(now);
    };
    this.wake = Some((at, timer(run, delay, tick, pump)));
}
