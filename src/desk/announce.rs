//! Tells the page what moved, at most ten times a second; five while a run is on, when drawing it costs the run.

use std::rc::Rc;

use gloo_timers::callback::Timeout;

use super::{Desk, SharedDesk, run, table};
use crate::input::addresses::{is_loopback, is_private};
use crate::input::list::LinkList;
use crate::input::reader::Reader;
use crate::protocol::{Event, LocalTargets, Problem, Reading};
use crate::result::not_sent::NotSent;
use crate::stats::summary::Summary;

/// Time between two announcements, in milliseconds.
const EVERY_MS: u32 = 100;
/// The same while a run is on: on two processors at full rate, the page's part of the work is what the requests lack.
const EVERY_MS_IN_RUN: u32 = 200;
/// Problems that are told; their number is told in full.
const PROBLEMS_TOLD: usize = 100;
/// Hosts that are told of.
const BUSIEST_TOLD: usize = 8;

/// When the next announcement is due.
#[derive(Debug, Default)]
pub(super) struct Announcer {
    timer: Option<Timeout>,
}

/// Something moved: the page hears of it soon.
pub(super) fn soon(desk: &SharedDesk) {
    let mut this = desk.borrow_mut();
    if this.announcer.timer.is_some() {
        return;
    }
    let weak = Rc::downgrade(desk);
    let every = if this.runs.is_running() { EVERY_MS_IN_RUN } else { EVERY_MS };
    this.announcer.timer = Some(Timeout::new(every, move || {
        let Some(desk) = weak.upgrade() else { return };
        desk.borrow_mut().announcer.timer = None;
        now(&desk);
    }));
}

/// Tells everything that moved at once.
pub(super) fn now(desk: &SharedDesk) {
    if !desk.borrow().readings.done {
        reading(desk);
    }
    summary(desk);
    run::tell_story(desk);
    table::rows_moved(desk);
    table::results_came(desk);
}

/// Tells how far the input is read.
pub(super) fn reading(desk: &SharedDesk) {
    let this = desk.borrow();
    this.tell(&Event::Reading(Box::new(view(&this))));
}

/// Tells the totals and the run's progress.
pub(super) fn summary(desk: &SharedDesk) {
    let mut this = desk.borrow_mut();
    let spread = this.shown.spread();
    let Desk { shown, runs, clock, .. } = &*this;
    let summary = Summary::of(this.list(), shown.results(), spread);
    let progress = runs.progress(shown.results(), clock.now());
    this.tell(&Event::Summary { summary, progress });
}

fn view(desk: &Desk) -> Reading {
    let readings = &desk.readings;
    let reader = &readings.reader;
    let counts = reader.counts();
    let text_area = readings.text_area();
    Reading {
        input: readings.input,
        done: readings.done,
        links: counts.links,
        targets: counts.targets,
        hosts: counts.hosts,
        practice: readings.done && readings.practice,
        practice_among: if readings.done { readings.practice_among } else { 0 },
        rejected: counts.rejected,
        left_out: counts.left_out,
        include_problem: readings.sift_problems[0].clone(),
        exclude_problem: readings.sift_problems[1].clone(),
        commented_out: counts.commented_out,
        form: reader.form(text_area),
        sources_in_all: u32::from(text_area),
        sources: readings.sources_told(),
        problems: problems(reader, text_area),
        busiest: if readings.done { busiest(reader.list()) } else { Vec::new() },
        schemes: if readings.done { reader.list().schemes() } else { Vec::new() },
        reasons: if readings.done { reasons(reader.list()) } else { Vec::new() },
        preflights: if readings.done { desk.preflights(reader.list()) } else { 0 },
        local: if readings.done { local(reader.list()) } else { LocalTargets::default() },
        header_problems: desk
            .header_problems
            .iter()
            .map(|problem| (problem.line, problem.fault.to_string()))
            .collect(),
        has_secrets: false,
        bytes: counts.bytes,
        bytes_in_all: readings.bytes_in_all,
    }
}

/// The first target on this machine, and the first elsewhere in its network.
fn local(list: &LinkList) -> LocalTargets {
    let mut found = LocalTargets::default();
    let private = (0..).zip(list.origins()).filter(|(_, origin)| is_private(&origin.text));
    for (number, origin) in private {
        let place = if is_loopback(&origin.text) { &mut found.machine } else { &mut found.network };
        if place.is_none() && list.targets_at(number) > 0 {
            *place = Some(format!("{}/", origin.text));
        }
    }
    found
}

/// The hosts with the most targets, the busiest first.
fn busiest(list: &LinkList) -> Vec<(String, u32)> {
    let mut hosts: Vec<(u32, &str)> = (0..)
        .zip(list.origins())
        .map(|(number, origin)| (list.targets_at(number), origin.shown_host()))
        .collect();
    hosts.retain(|(targets, _)| *targets > 0);
    if hosts.len() > BUSIEST_TOLD {
        hosts.select_nth_unstable_by(BUSIEST_TOLD, |a, b| b.cmp(a));
        hosts.truncate(BUSIEST_TOLD);
    }
    hosts.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(b.1)));
    hosts.into_iter().map(|(targets, host)| (host.to_owned(), targets)).collect()
}

/// Why links are not sent, the most frequent reason first.
fn reasons(list: &LinkList) -> Vec<(String, u32)> {
    let of = |reason: NotSent| (reason.reason().to_owned(), list.rejected_for(reason));
    let mut reasons: Vec<_> = NotSent::ALL.into_iter().map(of).filter(|(_, links)| *links > 0).collect();
    reasons.sort_by_key(|(_, links)| core::cmp::Reverse(*links));
    reasons
}

/// The first problems: those of the text area, which the user is typing in, before those of files.
fn problems(reader: &Reader, text_area: u16) -> Vec<Problem> {
    let of_area = |problem: &crate::input::reader::Problem<'_>| problem.position.source == text_area;
    let first = reader.problems().filter(of_area);
    let others = reader.problems().filter(|problem| !of_area(problem));
    first.chain(others).take(PROBLEMS_TOLD).map(|problem| told(&problem, text_area)).collect()
}

/// `problem` in words; sources from `text_area` on are not listed beside it.
fn told(problem: &crate::input::reader::Problem<'_>, text_area: u16) -> Problem {
    let source = Some(problem.position.source).filter(|&source| source < text_area);
    let (line, column) = (problem.position.line, problem.position.column);
    let place = if problem.source.is_empty() {
        format!("{line}:{column}")
    } else {
        format!("{}:{line}:{column}", problem.source)
    };
    let message = if problem.detail.is_empty() {
        problem.reason.to_owned()
    } else {
        format!("{}: {}", problem.reason, problem.detail.trim_end_matches(':'))
    };
    Problem {
        source,
        place,
        line,
        column,
        text: problem.text.to_owned(),
        message,
        hint: problem.hint.to_owned(),
    }
}
