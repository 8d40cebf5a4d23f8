//! The desk: a worker that owns all data. It reads lists, keeps the rows, sorts, filters, exports.
//!
//! Long work is done in pieces, with a breath between them in which windows are answered, and is given up when
//! something newer takes its place: each kind of work has a `turn::Turn`.

mod again;
mod announce;
mod breathe;
mod chronicle;
mod compare;
mod excerpt;
mod export;
mod freight;
mod given;
mod import;
mod reading;
mod run;
mod sources;
mod table;
mod take_away;
mod turn;

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::{Blob, MessagePort};

use crate::input::list::LinkList;
use crate::protocol::{BUILD, Command, Event, Report, RunKind};
use crate::request::Freight;
use crate::request::headers::HeaderProblem;
use crate::wire::clock::Clock;
use crate::wire::link::Link;
use crate::wire::message::Received;
use crate::wire::worker::{last_words, tell_page_of_panics};

use announce::Announcer;
use compare::Comparing;
use reading::Readings;
use run::{RunStart, Runs};
use table::Shown;

/// All that the desk has.
#[derive(Debug)]
struct Desk {
    page: Link,
    runners: Runners,
    clock: Clock,
    readings: Readings,
    runs: Runs,
    /// What requests carry; never stored.
    freight: Freight,
    /// Lines of the headers that cannot be sent.
    header_problems: Vec<HeaderProblem>,
    shown: Shown,
    compare: Comparing,
    /// Results that were brought back and are not on screen yet.
    imports: import::Imports,
    announcer: Announcer,
}

/// The runners, by what they run.
#[derive(Debug, Default)]
struct Runners {
    real: Option<Link>,
    practice: Option<Link>,
}

impl Runners {
    fn get(&self, kind: RunKind) -> Option<&Link> {
        match kind {
            RunKind::Real => self.real.as_ref(),
            RunKind::Practice => self.practice.as_ref(),
        }
    }

    fn set(&mut self, kind: RunKind, runner: Option<Link>) {
        *match kind {
            RunKind::Real => &mut self.real,
            RunKind::Practice => &mut self.practice,
        } = runner;
    }
}

type SharedDesk = Rc<RefCell<Desk>>;

impl Desk {
    /// The list whose rows are on screen: the last run's, or before the first the one that is being read.
    fn list(&self) -> &LinkList {
        self.runs.list().unwrap_or_else(|| self.readings.list())
    }

    fn tell(&self, event: &Event) {
        if let Err(error) = self.page.post(event) {
            last_words(&error);
        }
    }

    fn trouble(&self, message: &str, hint: &str) {
        self.tell(&Event::Trouble { message: message.to_owned(), hint: hint.to_owned() });
    }
}

/// Starts the desk in the worker whose script loaded this wasm.
pub fn start() {
    tell_page_of_panics();
    let Some(page) = Link::to_page() else { return };
    let readings = Readings::new();
    let shown = Shown::new(readings.list());
    let desk = Rc::new(RefCell::new(Desk {
        page: page.clone(),
        runners: Runners::default(),
        clock: Clock::new(),
        readings,
        runs: Runs::default(),
        freight: Freight::default(),
        header_problems: Vec::new(),
        shown,
        compare: Comparing::default(),
        imports: import::Imports::default(),
        announcer: Announcer::default(),
    }));
    page.listen(move |message| match message.decode::<Command>() {
        Ok(command) => obey(&desk, command, &message),
        Err(error) => last_words(&error.to_string()),
    });
    if let Err(error) = page.post(&Event::Ready { build: BUILD.to_owned() }) {
        last_words(&error);
    }
}

fn obey(desk: &SharedDesk, command: Command, message: &Received) {
    match command {
        Command::Connect { kind } => connect(desk, kind, message),
        Command::Disconnect { kind } => {
            desk.borrow_mut().runners.set(kind, None);
            run::runner_went(desk, kind);
        }
        Command::SetText { input, text } => given::set_text(desk, input, text),
        Command::AddSources { input, names } => {
            let content = |place: usize| message.beside::<Blob>(u32::try_from(place).unwrap_or(u32::MAX));
            given::add_sources(desk, input, names, content);
        }
        Command::SetSourceForm { input, source, form } => given::set_source_form(desk, input, source, form),
        Command::ShowSources { first } => given::show_sources(desk, first),
        Command::RemoveSources { input } => given::remove_sources(desk, input),
        Command::RemoveSource { input, source } => given::remove_source(desk, input, source),
        Command::SetReading { input, choice } => given::set_choice(desk, input, choice),
        Command::CancelReading { input } => given::cancel(desk, input),
        Command::ReadWhole { input, source } => given::read_whole(desk, input, source),
        Command::GetExcerpt { source, line, target } => excerpt::send(desk, source, line, target),
        Command::Start { run, kind, settings, denied } => {
            run::start(desk, RunStart { number: run, kind, settings, denied });
        }
        Command::SetFreight { headers, write } => freight::set(desk, &headers, write),
        Command::Again { which, limits } => run::again(desk, which, limits),
        Command::KnobTurned { text } => run::knob_turned(desk, text),
        Command::TabHidden { hidden } => {
            run::tab_hidden(desk, hidden);
            compare::tab_hidden(desk, hidden);
        }
        Command::SetOrder { keys } => table::set_order(desk, &keys),
        Command::SetFilter { text, totals } => table::set_filter(desk, &text, &totals),
        Command::GetWindow { first, count } => table::send_window(desk, first, count),
        Command::GetDetail { link } => table::send_detail(desk, link),
        Command::Inspect { link, timeout_ms } => run::inspect(desk, link, timeout_ms),
        Command::Compare(command) => compare::obey(desk, command, message),
        Command::TakeAway(command) => take_away::obey(desk, command),
        Command::Import { name } => {
            if let Some(content) = message.beside::<Blob>(0) {
                import::read(desk, name, content);
            }
        }
        Command::Export { format, scope, secrets } => export::start(desk, format, scope, secrets),
    }
}

fn connect(desk: &SharedDesk, kind: RunKind, message: &Received) {
    let Some(port) = message.beside::<MessagePort>(0) else {
        return last_words("no port to the runner");
    };
    let runner = Link::Port(port);
    desk.borrow_mut().runners.set(kind, Some(runner.clone()));
    run::runner_came(desk, kind);
    let desk = Rc::clone(desk);
    runner.listen(move |message| match message.decode::<Report>() {
        Ok(Report::Batch(batch)) => run::take_batch(&desk, &batch),
        Ok(Report::Inspected { link, inspection }) => {
            desk.borrow().tell(&Event::Inspected { link, inspection });
        }
        Err(error) => last_words(&error.to_string()),
    });
}
