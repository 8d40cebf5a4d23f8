//! The runner: a worker that schedules and fetches, with nothing else on its event loop, so that its timing is accurate.
//!
//! It gets Work from the desk and commands straight from the page, and sends back batches of outcomes.

mod fetch;
mod inspect;
mod machine;
mod observing;
mod run;
mod self_test;
mod timings;
mod visiting;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Uint8Array, Uint32Array};
use web_sys::MessagePort;

use crate::attempt::entry::write_fragment;
use crate::ids::{RunId, TargetId};
use crate::input::target::Targets;
use crate::protocol::{BUILD, Control, EarlyCommands, Generation, Report, RunCommand, RunnerNotice, Work};
use crate::schedule::action::AttemptId;
use crate::schedule::plan::Plan;
use crate::settings::Verb;
use crate::units::Millis;
use crate::web::ipc::link::Link;
use crate::web::ipc::message::Received;
use crate::web::ipc::worker::{last_words, report_panics};

use fetch::Fetch;
use observing::RunnerAccess;
use run::{ReportOutbox, SharedRun, Start};

/// Starts the runner in the worker whose script loaded this wasm.
pub fn start() {
    report_panics();
    let Some(page) = Link::to_page() else { return };
    let runner = Rc::new(RefCell::new(Runner {
        page: page.clone(),
        desk: None,
        current: None,
        early_commands: EarlyCommands::default(),
        access: Rc::default(),
        inspected: None,
    }));
    page.listen_for(move |control, message| match control {
        Control::Connect => connect(&runner, &message),
        Control::Command { run, generation, command } => on_command(&runner, run, generation, command),
        Control::Observe => observe(&runner, &message),
        Control::SetAccess { is_granted, has_addresses } => {
            runner.borrow().access.set(is_granted, has_addresses);
        }
    });
    page.post_or_end(&RunnerNotice::Ready { build: BUILD.to_owned() });
}

#[derive(Debug)]
struct Runner {
    page: Link,
    desk: Option<Link>,
    current: Option<(RunId, SharedRun)>,
    /// Commands for runs whose Work has not arrived.
    early_commands: EarlyCommands,
    access: Rc<RunnerAccess>,
    /// The last request outside any run.
    inspected: Option<(u32, Rc<Fetch>)>,
}

fn connect(runner: &Rc<RefCell<Runner>>, message: &Received) {
    let Some(port) = message.attachment::<MessagePort>(0) else {
        return last_words("no port to the desk");
    };
    let desk = Link::Port(port);
    runner.borrow_mut().desk = Some(desk.clone());
    let runner = Rc::clone(runner);
    desk.listen_for(move |work, message| on_work(&runner, work, &message));
}

/// Passes on what the page observes of the requests, to the run or the inspection that it is of.
fn observe(runner: &Rc<RefCell<Runner>>, message: &Received) {
    let Some(port) = message.attachment::<MessagePort>(0) else { return };
    runner.borrow().access.connect(port.clone());
    let runner = Rc::downgrade(runner);
    observing::listen(&port, move |run, attempt, observation| {
        let Some(runner) = runner.upgrade() else { return };
        if run == RunId::NONE {
            let inspected = runner.borrow().inspected.clone().filter(|(number, _)| *number == attempt.0);
            return inspected.map_or((), |(_, fetch)| fetch.observing.observe(observation));
        }
        with_run(&runner, run, |shared| run::observe(shared, attempt, observation));
    });
}

fn on_command(runner: &Rc<RefCell<Runner>>, run: RunId, generation: Generation, command: RunCommand) {
    let mut this = runner.borrow_mut();
    let current = this.current.as_ref().map(|(number, shared)| (*number, Rc::clone(shared)));
    match current {
        Some((number, shared)) if number == run => {
            drop(this);
            run::apply(&shared, generation, command);
        }
        // Runs count from 1.
        _ if run == RunId::NONE => this.report_unknown_run(run),
        // Too late: the run has ended.
        Some((number, _)) if run < number => {}
        _ if this.early_commands.keep(run, generation, command) => {}
        _ => this.report_unknown_run(run),
    }
}

impl Runner {
    fn report_unknown_run(&self, run: RunId) {
        self.page.post_or_end(&RunnerNotice::UnknownRun { run });
    }
}

fn on_work(runner: &Rc<RefCell<Runner>>, work: Work, message: &Received) {
    match work {
        Work::Start {
            run,
            generation,
            kind,
            settings,
            payload,
            denied,
            with_cookies,
            spans,
            lanes,
            bodies,
        } => {
            let buffers = (message.attachment::<Uint8Array>(0), message.attachment(1), message.attachment(2));
            let (Some(arena), Some(ends), Some(ids)) = buffers else {
                return last_words("work without its buffers");
            };
            let (ends, ids): (Uint32Array, Uint32Array) = (ends, ids);
            // Before the new list is copied: wasm memory never shrinks, so never hold two lists.
            if let Some((_, before)) = runner.borrow_mut().current.take() {
                run::abandon(&before);
            }
            let Some(targets) = Targets::from_parts(arena.to_vec(), ends.to_vec(), spans) else {
                return last_words("work whose parts do not fit together");
            };
            let plan = Plan { lanes, ids: ids.to_vec().into_iter().map(TargetId).collect() };
            let start = Start { run, kind, settings, payload, denied, with_cookies, targets, plan, bodies };
            start_run(runner, start, generation);
        }
        Work::Inspect { inspection, kind, mut url, payload, timeout_ms } => {
            let mut this = runner.borrow_mut();
            write_fragment(&mut url, RunId::NONE, AttemptId(inspection));
            // Nobody times it.
            let fetch = Fetch::new(&url, Verb::Get, timeout_ms, &this.access, Millis::ZERO);
            let access = Rc::clone(&this.access);
            this.inspected = Some((inspection, Rc::clone(&fetch)));
            if let Some(desk) = this.desk.clone() {
                inspect::start(desk, access, fetch, inspection, kind, url, payload);
            }
        }
        Work::Retry { run, generation, limits, targets, transport } => {
            let mut is_admitted = false;
            with_run(runner, run, |shared| {
                is_admitted = run::retry(shared, generation, limits, targets, transport);
            });
            // Before any batch in which they end: until then their rows keep their verdicts.
            if let Some(desk) = &runner.borrow().desk {
                desk.post_or_end(&Report::Retried { run, is_admitted });
            }
            with_run(runner, run, run::advance);
        }
        // Such a run gets commands from the desk alone.
        Work::Command { run, command } => on_command(runner, run, Generation::default(), command),
        Work::Ack { run } => with_run(runner, run, run::acknowledged),
    }
}

/// Calls `act` if the current run has this number.
fn with_run(runner: &Rc<RefCell<Runner>>, run: RunId, act: impl FnOnce(&SharedRun)) {
    let current = runner.borrow().current.as_ref().map(|(number, shared)| (*number, Rc::clone(shared)));
    if let Some((_, shared)) = current.filter(|(number, _)| *number == run) {
        act(&shared);
    }
}

fn start_run(runner: &Rc<RefCell<Runner>>, start: Start, generation: Generation) {
    let number = start.run;
    let (shared, commands) = {
        let mut this = runner.borrow_mut();
        let Some(desk) = this.desk.clone() else { return };
        let shared = run::start(start, ReportOutbox::new(desk), &this.access);
        this.current = Some((number, Rc::clone(&shared)));
        (shared, this.early_commands.take(number, generation))
    };
    // Before the first request: a Stop can never be overtaken by its Start.
    for (generation, command) in commands {
        run::apply(&shared, generation, command);
    }
    run::pump(&shared);
}
