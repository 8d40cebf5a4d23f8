//! The loop around the desk: inputs, effects, slices of long work between messages, a timer.

use hashbrown::HashMap;
use std::cell::RefCell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{Uint8Array, Uint32Array};
use wasm_bindgen_futures::spawn_local;

use super::files::{self, Files};
use super::yield_now::yield_now;
use crate::desk::{Desk, Effect, RunnerId, TargetBuffers};
use crate::protocol::{Event, Work};
use crate::units::Millis;
use crate::web::ipc::clock::Clock;
use crate::web::ipc::link::Link;
use crate::web::ipc::worker::last_words;

/// How long the desk works between messages, in milliseconds.
const SLICE_MS: f64 = 12.0;

#[derive(Debug)]
pub(super) struct Shell {
    desk: Desk,
    page: Link,
    runners: HashMap<RunnerId, Link>,
    last_runner: u32,
    pub(super) files: Files,
    clock: Clock,
    timer: Option<(Millis, Timeout)>,
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
            files: Files::default(),
            clock: Clock::new(),
            timer: None,
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
            Some(TargetBuffers { list, ids }) => {
                let (arena, ends, _) = list.targets().parts();
                let (arena, ends) = (Uint8Array::from(arena), Uint32Array::from(ends));
                let ids: Vec<u32> = ids.into_iter().map(|target| target.0).collect();
                let ids = Uint32Array::from(ids.as_slice());
                runner.post_with(work, &[], &[arena.into(), ends.into(), ids.into()])
            }
        };
        if let Err(error) = posted {
            last_words(&format!("could not reach a runner: {error}"));
        }
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

/// Carries out all effects and sets the timer.
fn carry_out(shell: &SharedShell) {
    loop {
        let effect = shell.borrow_mut().desk.poll_effect();
        let Some(effect) = effect else { break };
        carry_out_one(shell, effect);
    }
    set_timer(shell);
}

fn carry_out_one(shell: &SharedShell, effect: Effect) {
    match effect {
        Effect::Publish(event) => shell.borrow().page.post_or_end(&event),
        Effect::Post { to, work, targets } => shell.borrow().post(to, &work, targets),
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
        Effect::SaveComparison { format, report } => {
            let shell = Rc::clone(shell);
            spawn_local(async move {
                let (name, made) = files::comparison(&report, format).await;
                shell.borrow().save(name, 0, made);
            });
        }
    }
}

fn set_timer(shell: &SharedShell) {
    let mut this = shell.borrow_mut();
    let Some(at) = this.desk.next_wakeup() else {
        this.timer = None;
        return;
    };
    if this.timer.as_ref().is_some_and(|(set, _)| *set == at) {
        return;
    }
    let delay = at.since(this.clock.now()).get().ceil().clamp(0.0, f64::from(i32::MAX));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to a timer's range")]
    let delay = delay as u32;
    let weak = Rc::downgrade(shell);
    let timer = Timeout::new(delay, move || {
        let Some(shell) = weak.upgrade() else { return };
        shell.borrow_mut().timer = None;
        drive(&shell, Desk::handle_tick);
    });
    this.timer = Some((at, timer));
}
