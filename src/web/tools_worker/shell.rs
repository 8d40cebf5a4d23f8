//! The loop around the tools: inputs, effects, slices of long work between messages, a timer.

use hashbrown::HashMap;
use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use super::files;
use crate::ids::RunnerId;
use crate::protocol::ToolsNotice;
use crate::tools::{Tools, ToolsEffect};
use crate::units::Millis;
use crate::web::ipc::alarm::Alarm;
use crate::web::ipc::clock::Clock;
use crate::web::ipc::link::{Link, buffers};
use crate::web::ipc::worker::last_words;
use crate::web::ipc::yield_now::yield_now;

#[derive(Debug)]
pub(super) struct ToolsShell {
    tools: Tools,
    page: Link,
    desk: Link,
    runners: HashMap<RunnerId, Link>,
    last_runner: u32,
    clock: Clock,
    alarm: Alarm,
    /// Whether long work is under way.
    is_working: bool,
}

pub(super) type SharedToolsShell = Rc<RefCell<ToolsShell>>;

impl ToolsShell {
    pub(super) fn new(page: Link, desk: Link) -> Self {
        Self {
            tools: Tools::default(),
            page,
            desk,
            runners: HashMap::new(),
            last_runner: 0,
            clock: Clock::new(),
            alarm: Alarm::default(),
            is_working: false,
        }
    }

    pub(super) fn keep_runner(&mut self, link: Link) -> RunnerId {
        self.last_runner = self.last_runner.wrapping_add(1);
        let id = RunnerId(self.last_runner);
        self.runners.insert(id, link);
        id
    }

    /// Hands a file to the page, or says why not.
    fn save(&self, name: String, made: Result<Blob, String>) {
        let failure = format!("“{name}” could not be made");
        let saved = ToolsNotice::Exported { name };
        if let Err(error) = made.and_then(|blob| self.page.post_with(&saved, &[blob.into()], &[])) {
            let message = format!("{failure}: {error}.");
            let hint = "Try again, or another format.".to_owned();
            self.page.post_or_end(&ToolsNotice::Trouble { message, hint });
        }
    }
}

/// Gives the tools an input and carries out their effects.
pub(super) fn drive(shell: &SharedToolsShell, input: impl FnOnce(&mut Tools, Millis)) {
    {
        let mut this = shell.borrow_mut();
        let now = this.clock.now();
        input(&mut this.tools, now);
    }
    carry_out(shell);
    if !core::mem::replace(&mut shell.borrow_mut().is_working, true) {
        spawn_local(work(Rc::clone(shell)));
    }
}

/// Works until nothing is left, letting messages in between slices.
async fn work(shell: SharedToolsShell) {
    loop {
        let has_more = shell.borrow_mut().tools.step();
        carry_out(&shell);
        if !has_more {
            shell.borrow_mut().is_working = false;
            return;
        }
        yield_now().await;
    }
}

/// Carries out all effects and sets the alarm.
fn carry_out(shell: &SharedToolsShell) {
    loop {
        let effect = shell.borrow_mut().tools.poll_effect();
        let Some(effect) = effect else { break };
        carry_out_one(shell, effect);
    }
    set_alarm(shell);
}

fn carry_out_one(shell: &SharedToolsShell, effect: ToolsEffect) {
    let reached = |who: &str, posted: Result<(), String>| {
        if let Err(error) = posted {
            last_words(&format!("could not reach {who}: {error}"));
        }
    };
    match effect {
        ToolsEffect::Report(report, bytes) => {
            let bytes = (!bytes.is_empty()).then(|| Uint8Array::from(bytes.as_slice()).into());
            reached("the desk", shell.borrow().desk.post_with(&report, &[], bytes.as_slice()));
        }
        ToolsEffect::Notify(notice) => shell.borrow().page.post_or_end(&notice),
        ToolsEffect::Post { to, work, targets } => {
            let this = shell.borrow();
            let Some(runner) = this.runners.get(&to) else { return };
            let moved = targets.map(|targets| buffers(&targets.list, targets.ids));
            let moved: &[_] = moved.as_ref().map_or(&[], |moved| moved.as_slice());
            reached("a runner", runner.post_with(&work, &[], moved));
        }
        ToolsEffect::ForgetRunner(runner) => drop(shell.borrow_mut().runners.remove(&runner)),
        ToolsEffect::SaveComparison { format, report } => {
            let shell = Rc::clone(shell);
            spawn_local(async move {
                let (name, made) = files::comparison(&report, format).await;
                shell.borrow().save(name, made);
            });
        }
    }
}

fn set_alarm(shell: &SharedToolsShell) {
    let mut this = shell.borrow_mut();
    let ToolsShell { tools, clock, alarm, .. } = &mut *this;
    let weak = Rc::downgrade(shell);
    alarm.set(tools.next_wakeup(), clock, move || {
        let Some(shell) = weak.upgrade() else { return };
        shell.borrow_mut().alarm.clear();
        drive(&shell, Tools::handle_tick);
    });
}
