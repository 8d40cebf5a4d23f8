//! The loop around the desk: inputs, effects, slices of long work between messages, a timer.

use hashbrown::HashMap;
use std::cell::RefCell;
use std::rc::Rc;

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::MessagePort;

use super::files::Files;
use crate::desk::{Attached, Desk, Effect, TargetBuffers, ToolsAttachment, ToolsTargets};
use crate::ids::RunnerId;
use crate::protocol::{Command, Event, ToolsWork, Work};
use crate::units::Millis;
use crate::web::ipc::alarm::Alarm;
use crate::web::ipc::clock::Clock;
use crate::web::ipc::link::{Link, buffers};
use crate::web::ipc::worker::last_words;
use crate::web::ipc::yield_now::yield_now;

/// How long the desk works between messages, in milliseconds.
const SLICE_MS: f64 = 12.0;

#[derive(Debug)]
pub(super) struct Shell {
    desk: Desk,
    page: Link,
    runners: HashMap<RunnerId, Link>,
    last_runner: u32,
    tools: Option<Link>,
    /// How many tools were lost: the number of those that are there.
    tools_lost: u32,
    /// Ports to runners, on their way to the tools.
    passing: HashMap<RunnerId, MessagePort>,
    pub(super) files: Files,
    clock: Clock,
    alarm: Alarm,
    /// Whether long work is under way.
    is_working: bool,
}

pub(super) type SharedShell = Rc<RefCell<Shell>>;

impl Shell {
    pub(super) fn new(page: Link, desk: Desk) -> Self {
        Self {
            desk,
            page,
            runners: HashMap::new(),
            last_runner: 0,
            tools: None,
            tools_lost: 0,
            passing: HashMap::new(),
            files: Files::default(),
            clock: Clock::new(),
            alarm: Alarm::default(),
            is_working: false,
        }
    }

    pub(super) fn keep_runner(&mut self, link: Link) -> RunnerId {
        let id = self.next_runner();
        self.runners.insert(id, link);
        id
    }

    /// Keeps the tools; returns their number.
    pub(super) fn keep_tools(&mut self, tools: Link) -> u32 {
        self.tools = Some(tools);
        self.tools_lost
    }

    /// The tools are gone, with the runners that they were to have.
    pub(super) fn lose_tools(&mut self) {
        self.tools = None;
        self.tools_lost = self.tools_lost.wrapping_add(1);
        self.passing.clear();
    }

    /// Whether the tools of this number are the ones that are there.
    pub(super) fn has_tools(&self, number: u32) -> bool {
        self.tools.is_some() && self.tools_lost == number
    }

    /// Keeps a port to a runner until it is handed on to the tools.
    pub(super) fn keep_passing(&mut self, port: MessagePort) -> RunnerId {
        let id = self.next_runner();
        self.passing.insert(id, port);
        id
    }

    fn next_runner(&mut self) -> RunnerId {
        self.last_runner = self.last_runner.wrapping_add(1);
        RunnerId(self.last_runner)
    }

    /// Hands a file to the page, or says why not.
    pub(super) fn save(&self, name: String, masked: u32, made: Result<web_sys::Blob, String>) {
        let failure = format!("“{name}” could not be made");
        let sent =
            made.and_then(|blob| self.page.post_with(&Event::Exported { name, masked }, &[blob.into()], &[]));
        if let Err(error) = sent {
            self.page.post_or_end(&Event::Trouble {
                message: format!("{failure}: {error}."),
                hint: "Try again, or save less: fewer rows by a filter, or another format.".to_owned(),
            });
        }
    }

    fn post(&self, to: RunnerId, work: &Work, targets: Option<TargetBuffers>) {
        let Some(runner) = self.runners.get(&to) else { return };
        let posted = match targets {
            None => runner.post_with(work, &[], &[]),
            Some(TargetBuffers { list, ids }) => runner.post_with(work, &[], &buffers(&list, ids)),
        };
        if let Err(error) = posted {
            last_words(&format!("could not reach a runner: {error}"));
        }
    }

    fn post_to_tools(&mut self, work: &ToolsWork, attached: ToolsAttachment) -> Result<(), String> {
        let Some(tools) = &self.tools else { return Ok(()) };
        match attached {
            ToolsAttachment::Nothing => tools.post_with(work, &[], &[]),
            ToolsAttachment::Targets(ToolsTargets { list, picked }) => {
                tools.post_with(work, &[], &buffers(&list, picked.unwrap_or_default()))
            }
            ToolsAttachment::Runner(runner) => {
                let port = self.passing.remove(&runner).map(JsValue::from);
                tools.post_with(work, &[], port.as_slice())
            }
        }
    }

    /// Drops tools that `error` kept a message from. The desk is as well without them.
    fn give_up_tools(&mut self, error: &str) {
        self.lose_tools();
        self.page.post_or_end(&Event::Trouble {
            message: format!("A part of Volley could not be reached: {error}."),
            hint: "Try again, with fewer links.".to_owned(),
        });
        let now = self.clock.now();
        self.desk.handle_command(Command::DisconnectTools, Attached::Nothing, now);
    }
}

/// Gives the desk an input and carries out its effects.
pub(super) fn drive(shell: &SharedShell, input: impl FnOnce(&mut Desk, Millis)) {
    {
        let mut this = shell.borrow_mut();
        let now = this.clock.now();
        input(&mut this.desk, now);
    }
    carry_out(shell);
    let mut this = shell.borrow_mut();
    if this.desk.has_work() && !core::mem::replace(&mut this.is_working, true) {
        drop(this);
        spawn_local(work(Rc::clone(shell)));
    }
}

/// Does long work, yielding to messages.
async fn work(shell: SharedShell) {
    // Without yielding first: for many small files that would double the cost of each piece.
    loop {
        let until = {
            let this = shell.borrow();
            this.clock.now() + Millis::new(SLICE_MS)
        };
        loop {
            let (more, now) = {
                let mut this = shell.borrow_mut();
                let now = this.clock.now();
                (this.desk.step(now), this.clock.now())
            };
            carry_out(&shell);
            if !more {
                shell.borrow_mut().is_working = false;
                return;
            }
            if now >= until {
                break;
            }
        }
        yield_now().await;
    }
}

/// Carries out all effects and sets the alarm.
fn carry_out(shell: &SharedShell) {
    loop {
        let effect = shell.borrow_mut().desk.poll_effect();
        let Some(effect) = effect else { break };
        carry_out_one(shell, effect);
    }
    set_alarm(shell);
}

fn carry_out_one(shell: &SharedShell, effect: Effect) {
    match effect {
        Effect::Publish(event) => shell.borrow().page.post_or_end(&event),
        Effect::Post { to, work, targets } => shell.borrow().post(to, &work, targets),
        Effect::PostToTools { work, attached } => {
            let mut this = shell.borrow_mut();
            if let Err(error) = this.post_to_tools(&work, attached) {
                this.give_up_tools(&error);
            }
        }
        Effect::ReadPiece { read, file, piece } => {
            // The browser begins to read at once, not when it is awaited.
            let bytes = shell.borrow().files.read(file, piece);
            let shell = Rc::clone(shell);
            spawn_local(async move {
                let bytes = bytes.await;
                drive(&shell, |desk, now| desk.handle_piece(read, bytes, now));
            });
        }
        Effect::ForgetRunner(runner) => drop(shell.borrow_mut().runners.remove(&runner)),
        Effect::ForgetFile(file) => shell.borrow_mut().files.forget(file),
        Effect::Append { output, bytes } => shell.borrow_mut().files.append(output, &bytes),
        Effect::Save { output, name, mime, masked } => {
            let made = shell.borrow_mut().files.finish(output, mime);
            shell.borrow().save(name, masked, made);
        }
        Effect::Discard(output) => shell.borrow_mut().files.discard(output),
    }
}

fn set_alarm(shell: &SharedShell) {
    let mut this = shell.borrow_mut();
    let Shell { desk, clock, alarm, .. } = &mut *this;
    let weak = Rc::downgrade(shell);
    alarm.set(desk.next_wakeup(), clock, move || {
        let Some(shell) = weak.upgrade() else { return };
        shell.borrow_mut().alarm.clear();
        drive(&shell, Desk::handle_tick);
    });
}
