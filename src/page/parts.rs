//! Desk and runner as the page sees them: commands and orders go out, events come in.

use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::{Blob, MessageChannel};

use super::part::Part;
pub use super::part::PartTrouble;
use crate::protocol::{Command, Control, Event, Notice, Order, RunNumber};
use crate::wire::js_error;

/// Which worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// The one that owns the data.
    Desk,
    /// The one that sends.
    Runner,
}

/// What comes in.
#[derive(Debug)]
pub enum Incoming {
    /// The desk tells something; an export's `Blob` comes with it.
    Event(Event, Option<Blob>),
    /// The runner got an order for a run that never was.
    UnknownRun(RunNumber),
    /// Something is wrong with a worker.
    Trouble(Which, PartTrouble),
}

/// Both workers.
#[derive(Clone, Debug)]
pub struct Parts {
    desk: Option<Rc<Part>>,
    runner: Option<Rc<Part>>,
}

impl Parts {
    /// Starts both workers and hands each one end of a channel. All that comes goes to `take`.
    pub fn start(take: impl Fn(Incoming) + 'static) -> Self {
        let take: Rc<dyn Fn(Incoming)> = Rc::new(take);
        let parts = Self { desk: start_desk(&take), runner: start_runner(&take) };
        match MessageChannel::new() {
            Ok(channel) => {
                if let Some(desk) = &parts.desk {
                    desk.post(Command::Connect, Vec::new(), vec![channel.port1().into()]);
                }
                if let Some(runner) = &parts.runner {
                    runner.post(Control::Connect, Vec::new(), vec![channel.port2().into()]);
                }
            }
            Err(thrown) => {
                take(Incoming::Trouble(Which::Desk, PartTrouble::NotLoaded(js_error::describe(&thrown))));
            }
        }
        parts
    }

    /// Sends a command to the desk.
    pub fn command(&self, command: Command) {
        self.command_with(command, Vec::new());
    }

    /// Sends a command with things beside it, which are cloned.
    pub fn command_with(&self, command: Command, beside: Vec<JsValue>) {
        if let Some(desk) = &self.desk {
            desk.post(command, beside, Vec::new());
        }
    }

    /// Sends an order for a run straight to the runner.
    pub fn order(&self, run: RunNumber, order: Order) {
        if let Some(runner) = &self.runner {
            runner.post(Control::Order { run, order }, Vec::new(), Vec::new());
        }
    }
}

fn start_desk(take: &Rc<dyn Fn(Incoming)>) -> Option<Rc<Part>> {
    let (on_message, on_trouble) = (Rc::clone(take), Rc::clone(take));
    Part::start(
        "desk",
        move |part, message| match message.decode::<Event>() {
            Ok(Event::Ready { build }) => part.is_ready(&build),
            Ok(event) => on_message(Incoming::Event(event, message.beside(0))),
            Err(error) => part.misunderstood(&error.to_string()),
        },
        move |trouble| on_trouble(Incoming::Trouble(Which::Desk, trouble)),
    )
}

fn start_runner(take: &Rc<dyn Fn(Incoming)>) -> Option<Rc<Part>> {
    let (on_message, on_trouble) = (Rc::clone(take), Rc::clone(take));
    Part::start(
        "runner",
        move |part, message| match message.decode::<Notice>() {
            Ok(Notice::Ready { build }) => part.is_ready(&build),
            Ok(Notice::UnknownRun { run }) => on_message(Incoming::UnknownRun(run)),
            Err(error) => part.misunderstood(&error.to_string()),
        },
        move |trouble| on_trouble(Incoming::Trouble(Which::Runner, trouble)),
    )
}
