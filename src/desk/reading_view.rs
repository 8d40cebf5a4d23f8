//! The reading, as the page shows it.

use super::list_input::ListInput;
use super::reading::ListReading;
use crate::ids::SourceId;
use crate::input::addresses::{is_loopback, is_private};
use crate::input::list::LinkList;
use crate::input::list_reader::{ListReader, UnsentLink};
use crate::input::not_sent::NotSent;
use crate::protocol::{self, LocalTargets, ProblemView, SOURCES_PER_PAGE, SourceView};
use crate::request::RequestPayload;
use crate::request::headers::HeaderProblem;
use crate::result::mask::mask;
use crate::sort::sort_by;

/// Most problems shown; all are counted.
const MAX_PROBLEMS_SHOWN: usize = 100;
/// Most hosts shown.
const MAX_BUSIEST_SHOWN: usize = 8;

/// How much of `input` is read, and what a run of it would cost.
pub(super) fn view(
    input: &ListInput,
    reading: &ListReading,
    (payload, header_problems): (&RequestPayload, &[HeaderProblem]),
    own_origin: &str,
) -> protocol::ReadingView {
    let (reader, list, is_done) = (&reading.reader, reading.list(), reading.is_done());
    let counts = reader.counts();
    let text_area = input.text_area();
    let [include_problem, exclude_problem] = input.filter_problems.clone();
    let view = protocol::ReadingView {
        input: input.number,
        done: is_done,
        links: counts.links,
        targets: counts.targets,
        hosts: counts.hosts,
        practice: reading.is_practice(),
        practice_among: reading.practice_among(),
        rejected: counts.rejected,
        left_out: counts.left_out,
        include_problem,
        exclude_problem,
        commented_out: counts.commented_out,
        form: reader.form(text_area),
        sources_in_all: u32::from(text_area.0),
        sources: sources(input, reading),
        has_secrets: is_done && input.has_secrets,
        problems: problems(reader, text_area),
        header_problems: header_problems
            .iter()
            .map(|problem| (problem.line, problem.fault.to_string()))
            .collect(),
        bytes: counts.bytes,
        bytes_in_all: input.bytes(),
        ..protocol::ReadingView::default()
    };
    if !is_done {
        return view;
    }
    protocol::ReadingView {
        busiest: busiest(list, &|origin| list.targets_at(origin)),
        schemes: list.schemes(),
        reasons: reasons(list),
        preflights: preflights(list, payload, own_origin),
        local: local(list),
        ..view
    }
}

/// The sources that the page lists.
fn sources(input: &ListInput, reading: &ListReading) -> Vec<SourceView> {
    // Sources may have been removed meanwhile.
    let sources = input.text_area().0;
    let first = input.first_shown.0.min(sources.saturating_sub(1) / SOURCES_PER_PAGE * SOURCES_PER_PAGE);
    let numbers = first..sources.min(first.saturating_add(SOURCES_PER_PAGE));
    let source_view = |number: u16| {
        let number = SourceId(number);
        let source = input.sources.get(number.index())?;
        let is_read = number.index() < reading.sources_read;
        Some(SourceView {
            number,
            name: source.name.clone(),
            links: is_read.then(|| reading.list().links_in(number)),
            form: reading.reader.form(number).unwrap_or_default(),
            chosen: source.form,
            is_cut: source.is_cut(),
        })
    };
    numbers.filter_map(source_view).collect()
}

/// Preflights that the browser will send for the targets of `list`.
pub(super) fn preflights(list: &LinkList, payload: &RequestPayload, own_origin: &str) -> u32 {
    if payload.is_empty() {
        return 0;
    }
    // Once, not for each of a million hosts.
    let preflights = payload.preflights();
    let preflighted = (0..)
        .zip(list.origins())
        .filter(|(_, origin)| own_origin != &*origin.text && preflights.needs(origin.host()));
    preflighted.map(|(number, _)| list.targets_at(number)).fold(0, u32::saturating_add)
}

/// The first target on this machine, and the first elsewhere in its network.
pub(super) fn local(list: &LinkList) -> LocalTargets {
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

/// The hosts with the most targets, the busiest first; `targets_at`: how many an origin of this number has.
pub(super) fn busiest(list: &LinkList, targets_at: &dyn Fn(u32) -> u32) -> Vec<(String, u32)> {
    let mut busiest: Vec<(u32, &str)> = Vec::with_capacity(MAX_BUSIEST_SHOWN + 1);
    for (number, origin) in (0..).zip(list.origins()) {
        let host = (targets_at(number), origin.shown_host());
        let before = |other: &(u32, &str)| other.0 > host.0 || (other.0 == host.0 && other.1 <= host.1);
        let place = busiest.iter().take_while(|other| before(other)).count();
        if host.0 > 0 && place < MAX_BUSIEST_SHOWN {
            busiest.insert(place, host);
            busiest.truncate(MAX_BUSIEST_SHOWN);
        }
    }
    busiest.into_iter().map(|(targets, host)| (host.to_owned(), targets)).collect()
}

/// Why links are not sent, the most frequent reason first.
fn reasons(list: &LinkList) -> Vec<(String, u32)> {
    let of = |reason: NotSent| (reason.reason().to_owned(), list.rejected_for(reason));
    let mut reasons: Vec<_> = NotSent::ALL.into_iter().map(of).filter(|(_, links)| *links > 0).collect();
    sort_by(&mut reasons, |a, b| b.1.cmp(&a.1));
    reasons
}

/// The first problems: those of the text area, which the user is editing, before those of files.
fn problems(reader: &ListReader, text_area: SourceId) -> Vec<ProblemView> {
    reader
        .first_problems(text_area, MAX_PROBLEMS_SHOWN)
        .map(|problem| problem_view(&problem, text_area))
        .collect()
}

/// `problem` in words; sources from `text_area` on are not named.
fn problem_view(problem: &UnsentLink<'_>, text_area: SourceId) -> ProblemView {
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
        format!("{}: {}", problem.reason, mask(problem.detail.trim_end_matches(':')))
    };
    ProblemView {
        source,
        place,
        line,
        column,
        text: mask(problem.text).into_owned(),
        message,
        hint: problem.hint.to_owned(),
    }
}
