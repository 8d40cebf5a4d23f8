//! Compare on the desk: plans wishes, carries experiments out trial by trial, tells the page what comes of it.
//!
//! Its trials run on runners of their own, so that what the Check tab ran last can still be asked again, and so that
//! several can share a trial. They are the same runners with the same fetch path, and nothing else runs meanwhile: a
//! comparison does not begin while a run is on, nor a run while a comparison is.

mod files;
mod job;
mod plan;
mod targets;
mod tell;

use std::rc::Rc;

use web_sys::MessagePort;

use super::SharedDesk;
use crate::compare::brought::{Brought, MAX_ROWS};
use crate::compare::report::Report;
use crate::compare::row::ResultRow;
use crate::protocol::{CompareCommand, CompareEvent, Event, Report as FromRunner, RunKind, RunNumber};
use crate::wire::link::Link;
use crate::wire::message::Received;
use crate::wire::worker::last_words;

use job::Job;
pub(super) use job::tab_hidden;
use plan::Planned;
use tell::Teller;

/// All that Compare has.
#[derive(Debug, Default)]
pub(super) struct Comparing {
    real: Vec<Link>,
    practice: Vec<Link>,
    /// The last number that a trial's run had.
    run: RunNumber,
    planned: Option<Planned>,
    job: Option<Job>,
    /// What was measured last, or is shown of what was kept.
    report: Option<Report>,
    /// Rows from elsewhere, which stand beside it.
    brought: Brought,
    is_hidden: bool,
    teller: Teller,
}

impl Comparing {
    /// Whether a comparison is on.
    pub(super) fn is_on(&self) -> bool {
        self.job.is_some()
    }

    /// The result on screen.
    fn shown(&self) -> Option<Report> {
        self.brought.beside(self.report.as_ref())
    }

    fn runners(&self, kind: RunKind) -> &[Link] {
        match kind {
            RunKind::Real => &self.real,
            RunKind::Practice => &self.practice,
        }
    }

    fn runners_mut(&mut self, kind: RunKind) -> &mut Vec<Link> {
        match kind {
            RunKind::Real => &mut self.real,
            RunKind::Practice => &mut self.practice,
        }
    }
}

pub(super) fn obey(desk: &SharedDesk, command: CompareCommand, message: &Received) {
    match command {
        CompareCommand::Plan { number, wish, settings, processors } => {
            plan::make(desk, number, &wish, &settings, processors);
        }
        CompareCommand::Connect { kind } => connect(desk, kind, message),
        CompareCommand::Disconnect { kind } => {
            desk.borrow_mut().compare.runners_mut(kind).clear();
            job::runners_went(desk, kind);
        }
        CompareCommand::Start { number, denied } => job::start(desk, number, denied),
        CompareCommand::Stop => job::stop(desk),
        CompareCommand::Show(bytes) => show(desk, &bytes),
        CompareCommand::Export(format) => files::start(desk, format),
        CompareCommand::LeaveOutBrought => leave_out_brought(desk),
    }
}

/// Takes a row from elsewhere, out of `file`, in: it stands beside what is compared, and alone until then.
pub(super) fn add_row(desk: &SharedDesk, file: &str, row: ResultRow) {
    let left = desk.borrow_mut().compare.brought.add(file, row);
    if let Some(name) = left {
        desk.borrow().trouble(
            &format!("“{name}” made room in Compare: it keeps {MAX_ROWS} rows that were brought back."),
            "Leave out there what you need no more.",
        );
    }
    tell::view(desk);
}

fn leave_out_brought(desk: &SharedDesk) {
    desk.borrow_mut().compare.brought.clear();
    tell::view(desk);
}

fn connect(desk: &SharedDesk, kind: RunKind, message: &Received) {
    let Some(port) = message.beside::<MessagePort>(0) else {
        return last_words("no port to a runner");
    };
    let runner = Link::Port(port);
    desk.borrow_mut().compare.runners_mut(kind).push(runner.clone());
    let desk = Rc::clone(desk);
    let to_runner = runner.clone();
    runner.listen(move |message| match message.decode::<FromRunner>() {
        Ok(FromRunner::Batch(batch)) => job::take_batch(&desk, &to_runner, &batch),
        // Nothing else is asked of these runners.
        Ok(FromRunner::Inspected { .. }) => {}
        Err(error) => last_words(&error.to_string()),
    });
}

/// Shows a result that was kept; not while another is being made.
fn show(desk: &SharedDesk, bytes: &[u8]) {
    {
        let mut this = desk.borrow_mut();
        if this.compare.is_on() {
            return this
                .trouble("A comparison is on, and takes the place of what is shown.", "Stop it first.");
        }
        // What another build has kept may read as anything, as one that is still on too.
        match postcard::from_bytes::<Report>(bytes) {
            Ok(report) if report.is_over() => this.compare.report = Some(report),
            _ => {
                return this.trouble(
                    "This result cannot be read any more: it was kept by another build.",
                    "Compare again.",
                );
            }
        }
    }
    tell::view(desk);
}

impl super::Desk {
    /// Starts nothing, and says why.
    fn refuse(&self, why: &str, hint: &str) {
        self.trouble(why, hint);
        self.tell_compare(CompareEvent::NotStarted);
    }

    fn tell_compare(&self, event: CompareEvent) {
        self.tell(&Event::Compare(event));
    }
}
