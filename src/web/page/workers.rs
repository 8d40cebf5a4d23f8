//! Desk and runners as the page sees them: commands go out, events come in.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::{Blob, MessageChannel, MessagePort};

use super::access::Observers;
use super::first_paint;
use super::worker_handle::WorkerHandle;
pub use super::worker_handle::WorkerTrouble;
use crate::ids::RunId;
use crate::protocol::{
    Command, CompareCommand, Control, Event, Generation, Message as _, Outbox, RunCommand, RunKind,
    RunnerNotice, ToolsControl, ToolsNotice,
};
use crate::web::ipc::js_error;
use crate::web::ipc::place::PRACTICE_FOLDER;

/// What a worker does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkerRole {
    /// The one that owns the data.
    Desk,
    /// The one that reads documents and results, generates code and compares.
    Tools,
    /// The one that sends the requests of such runs.
    Runner(RunKind),
    /// One of those that share the trials of such comparisons.
    CompareRunner(RunKind),
}

/// What comes in.
#[derive(Debug)]
pub enum Incoming {
    /// From the desk or the tools; an export's `Blob` comes with it.
    Event(Box<Event>, Option<Blob>),
    /// A runner got a command for a run it never had.
    UnknownRun(RunId),
    /// Something is wrong with a worker.
    Trouble(WorkerRole, WorkerTrouble),
}

type Take = Rc<dyn Fn(Incoming)>;

/// All workers: the desk after the first paint, every other once it is wanted.
#[derive(Clone)]
pub struct Workers {
    take: Take,
    desk: Rc<WorkerHandle>,
    /// Whether the runner for real runs was started ahead of its first run.
    is_ahead: Rc<Cell<bool>>,
    runner: Rc<RefCell<Option<Rc<WorkerHandle>>>>,
    tools: Rc<RefCell<Option<Rc<WorkerHandle>>>>,
    practice: Rc<RefCell<Practice>>,
    /// The runners of comparisons, for real ones and for practice.
    compare: Rc<RefCell<[Vec<Rc<WorkerHandle>>; 2]>>,
    /// What the extension may see, passed on to the runners for real runs.
    observers: Rc<RefCell<Observers>>,
}

/// The practice runner. It starts after the practice server: a worker keeps the server that was active when it began.
#[derive(Debug, Default)]
enum Practice {
    #[default]
    Closed,
    /// The server is being opened; these commands wait for the runner.
    Opening(Outbox<Control>),
    Open(Rc<WorkerHandle>),
}

impl core::fmt::Debug for Workers {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Workers").field("practice", &self.practice).finish_non_exhaustive()
    }
}

impl Workers {
    /// Starts the desk after the first paint; what it is told until then waits. All that comes goes to `take`.
    pub fn start(take: impl Fn(Incoming) + 'static) -> Self {
        let take: Take = Rc::new(take);
        let desk = prepare_desk(&take);
        let starting = Rc::clone(&desk);
        first_paint::after(move || {
            starting.begin();
        });
        Self {
            take,
            desk,
            is_ahead: Rc::default(),
            runner: Rc::default(),
            tools: Rc::default(),
            practice: Rc::default(),
            compare: Rc::default(),
            observers: Rc::default(),
        }
    }

    /// There is a list to run: starts the runner, so that Start need not wait for it. Once: where it fails, the next Start
    /// tries again, and not each change of the list.
    pub fn want_runner_ahead(&self) {
        if !self.is_ahead.replace(true) {
            self.want_runner();
        }
    }

    /// Starts a runner for real runs unless there is one.
    fn want_runner(&self) {
        if self.runner.borrow().is_some() {
            return;
        }
        let runner = start_runner(WorkerRole::Runner(RunKind::Real), RunKind::Real, &self.take);
        let has_started = runner.is_some();
        *self.runner.borrow_mut() = runner;
        if has_started {
            self.connect(RunKind::Real);
        } else {
            self.command(Command::Disconnect { kind: RunKind::Real });
        }
    }

    /// The runner for real runs is unusable: its run ends, and the next run gets another.
    pub fn drop_runner(&self) {
        let runner = self.runner.borrow_mut().take();
        if let Some(runner) = runner {
            self.observers.borrow_mut().leave(&runner);
            runner.end();
        }
        self.command(Command::Disconnect { kind: RunKind::Real });
    }

    /// Starts the tools and connects them with the desk, which has none: any that are there have failed it.
    pub fn want_tools(&self) {
        let failed = self.tools.borrow_mut().take();
        if let Some(failed) = failed {
            failed.end();
        }
        // Reports its failure, upon which they are dropped.
        let Some(tools) = start_tools(&self.take) else { return };
        *self.tools.borrow_mut() = Some(Rc::clone(&tools));
        if let Some((to_desk, to_tools)) = self.channel(WorkerRole::Tools) {
            self.desk.post(Command::ConnectTools, Vec::new(), vec![to_desk.into()]);
            tools.post(ToolsControl::Connect, Vec::new(), vec![to_tools.into()]);
        }
    }

    /// The tools are unusable: the desk asks for others when it next needs them.
    pub fn drop_tools(&self) {
        let tools = self.tools.borrow_mut().take();
        if let Some(tools) = tools {
            tools.end();
        }
        self.command(Command::DisconnectTools);
        // They were connected with it.
        for kind in [RunKind::Real, RunKind::Practice] {
            self.drop_compare_runners(kind);
        }
    }

    /// Whether the practice runner is still to be started: `true` once, and then
    /// [`practice_opened`](Self::practice_opened) must follow.
    pub fn begin_practice(&self) -> bool {
        let is_closed = matches!(*self.practice.borrow(), Practice::Closed);
        if is_closed {
            *self.practice.borrow_mut() = Practice::Opening(Outbox::default());
        }
        is_closed
    }

    /// Starts the practice runner where `is_open` says that its server answers; else reports to the desk that there is none.
    pub fn practice_opened(&self, is_open: bool) {
        // Before the worker is started, which may fail at once and close it all.
        let Practice::Opening(mut queued) = self.practice.replace(Practice::Closed) else { return };
        let kind = RunKind::Practice;
        let runner = is_open.then(|| start_runner(WorkerRole::Runner(kind), kind, &self.take)).flatten();
        self.practice.replace(runner.map_or(Practice::Closed, Practice::Open));
        if matches!(*self.practice.borrow(), Practice::Open(_)) {
            self.connect(kind);
        } else {
            self.command(Command::Disconnect { kind });
        }
        let runner = self.runner(kind);
        for control in queued.open() {
            if let Some(runner) = &runner {
                runner.post(control, Vec::new(), Vec::new());
            }
        }
    }

    /// The practice runner is unusable: the next practice run starts another.
    pub fn drop_practice_runner(&self) {
        if let Practice::Open(runner) = self.practice.replace(Practice::Closed) {
            runner.end();
        }
        self.command(Command::Disconnect { kind: RunKind::Practice });
    }

    /// Starts runners for comparisons of this kind until there are so many. For practice its server must be open.
    pub fn want_compare_runners(&self, kind: RunKind, count: u32) {
        let count = usize::try_from(count).unwrap_or(1);
        let place = usize::from(kind == RunKind::Practice);
        while self.compare.borrow()[place].len() < count {
            // One that fails at once drops them all.
            let role = WorkerRole::CompareRunner(kind);
            let Some(runner) = start_runner(role, kind, &self.take) else { return };
            self.compare.borrow_mut()[place].push(Rc::clone(&runner));
            if !self.join(role, &runner, Command::Compare(CompareCommand::Connect { kind })) {
                return;
            }
        }
    }

    /// The runners for comparisons of this kind are unusable: the next comparison starts others.
    pub fn drop_compare_runners(&self, kind: RunKind) {
        for runner in self.compare.borrow_mut()[usize::from(kind == RunKind::Practice)].drain(..) {
            self.observers.borrow_mut().leave(&runner);
            runner.end();
        }
        self.command(Command::Compare(CompareCommand::Disconnect { kind }));
    }

    /// Hands the desk and the runner for such runs one end each of a new channel.
    fn connect(&self, kind: RunKind) {
        if let Some(runner) = self.runner(kind) {
            self.join(WorkerRole::Runner(kind), &runner, Command::Connect { kind });
        }
    }

    /// Hands the desk, with `command`, and `runner` one end each of a new channel; returns whether there is one.
    fn join(&self, role: WorkerRole, runner: &Rc<WorkerHandle>, command: Command) -> bool {
        let Some((to_desk, to_runner)) = self.channel(role) else { return false };
        self.desk.post(command, Vec::new(), vec![to_desk.into()]);
        runner.post(Control::Connect, Vec::new(), vec![to_runner.into()]);
        if matches!(role, WorkerRole::Runner(RunKind::Real) | WorkerRole::CompareRunner(RunKind::Real)) {
            let control = self.observers.borrow_mut().join(runner);
            if let Some((observe, port, access)) = control {
                runner.post(observe, Vec::new(), vec![port.into()]);
                runner.post(access, Vec::new(), Vec::new());
            }
        }
        true
    }

    /// The ends of a new channel between the desk and another worker; its failure is that of the worker.
    fn channel(&self, role: WorkerRole) -> Option<(MessagePort, MessagePort)> {
        match MessageChannel::new() {
            Ok(channel) => Some((channel.port1(), channel.port2())),
            Err(thrown) => {
                let trouble = WorkerTrouble::NotLoaded(js_error::describe(&thrown));
                (self.take)(Incoming::Trouble(role, trouble));
                None
            }
        }
    }

    /// Whether the extension may see all sites from now on, and whether server addresses are wanted.
    pub fn set_access(&self, is_granted: bool, has_addresses: bool) {
        let control = self.observers.borrow_mut().set(is_granted, has_addresses);
        // One that fails at once is dropped from where it is found.
        let mut runners: Vec<_> = self.runner.borrow().iter().cloned().collect();
        runners.extend(self.compare.borrow()[usize::from(false)].iter().cloned());
        for runner in runners {
            runner.post(control, Vec::new(), Vec::new());
        }
    }

    fn runner(&self, kind: RunKind) -> Option<Rc<WorkerHandle>> {
        match (kind, &*self.practice.borrow()) {
            (RunKind::Practice, Practice::Open(runner)) => Some(Rc::clone(runner)),
            // Where there is no practice, the runner for real runs gets such a run.
            _ => self.runner.borrow().clone(),
        }
    }

    /// Sends a command to the desk, after the connection to the runner that it needs.
    pub fn command(&self, command: Command) {
        self.command_with(command, Vec::new());
    }

    /// Sends a command with attached values, which are cloned.
    pub fn command_with(&self, command: Command, attached: Vec<JsValue>) {
        if command.needs_runner() {
            // Also in place of one that died: what it was running has ended.
            self.want_runner();
        }
        self.desk.post(command, attached, Vec::new());
    }

    /// Sends a command for a run straight to the runner for such runs.
    pub fn run_command(&self, kind: RunKind, run: RunId, generation: Generation, command: RunCommand) {
        let control = Control::Command { run, generation, command };
        if let (RunKind::Practice, Practice::Opening(queued)) = (kind, &mut *self.practice.borrow_mut()) {
            // None comes back before the box is opened.
            queued.post(control.topic(), control);
            return;
        }
        if let Some(runner) = self.runner(kind) {
            runner.post(control, Vec::new(), Vec::new());
        }
    }
}

fn prepare_desk(take: &Take) -> Rc<WorkerHandle> {
    let (on_message, on_trouble) = (Rc::clone(take), Rc::clone(take));
    WorkerHandle::prepare(
        "desk",
        "",
        move |worker, message| match message.decode::<Event>() {
            Ok(Event::Ready { build }) => worker.is_ready(&build),
            Ok(event) => on_message(Incoming::Event(Box::new(event), message.attachment(0))),
            Err(error) => worker.misunderstood(&error.to_string()),
        },
        move |trouble| on_trouble(Incoming::Trouble(WorkerRole::Desk, trouble)),
    )
}

fn start_runner(role: WorkerRole, kind: RunKind, take: &Take) -> Option<Rc<WorkerHandle>> {
    let folder = match kind {
        RunKind::Real => "",
        RunKind::Practice => PRACTICE_FOLDER,
    };
    let (on_message, on_trouble) = (Rc::clone(take), Rc::clone(take));
    WorkerHandle::start(
        "runner",
        folder,
        move |worker, message| match message.decode::<RunnerNotice>() {
            Ok(RunnerNotice::Ready { build }) => worker.is_ready(&build),
            Ok(RunnerNotice::UnknownRun { run }) => on_message(Incoming::UnknownRun(run)),
            Err(error) => worker.misunderstood(&error.to_string()),
        },
        move |trouble| on_trouble(Incoming::Trouble(role, trouble)),
    )
}

fn start_tools(take: &Take) -> Option<Rc<WorkerHandle>> {
    let on_trouble = Rc::clone(take);
    let on_message = Rc::clone(take);
    WorkerHandle::start(
        "tools",
        "",
        move |worker, message| match message.decode::<ToolsNotice>() {
            Ok(notice) => {
                let event = match notice {
                    ToolsNotice::Ready { build } => return worker.is_ready(&build),
                    ToolsNotice::Compare(event) => Event::Compare(*event),
                    ToolsNotice::Exported { name } => Event::Exported { name, masked: 0 },
                    ToolsNotice::Trouble { message, hint } => Event::Trouble { message, hint },
                };
                on_message(Incoming::Event(Box::new(event), message.attachment(0)));
            }
            Err(error) => worker.misunderstood(&error.to_string()),
        },
        move |trouble| on_trouble(Incoming::Trouble(WorkerRole::Tools, trouble)),
    )
}
