//! What a run will ask of whom and how long that may take, said before the first byte.

use leptos::prelude::*;

use crate::format::{count, counted};
use crate::protocol::ReadingView;
use crate::request::WriteMethod;
use crate::settings::{Method, RunSettings};
use crate::units::Millis;
use crate::web::ui::part::Part;
use crate::web::ui::state::{PageState, State};

/// What an answer is supposed to take before any came, and said so.
const SUPPOSED_ANSWER: Millis = Millis::new(300.0);

/// Binds what the list costs at the settings as they are.
pub(super) fn bind(card: &Part, state: State, phase: Memo<PageState>) {
    let said = card.part("cost");
    said.shown(move || state.list.reading.with(|reading| reading.done && reading.targets > 0));
    // Of the last run, not of the one that goes on, with which it would change all the time.
    let middle = Memo::new(move |before: Option<&Option<Millis>>| match before {
        Some(before) if phase.get().is_active() => *before,
        _ => state.run.summary.with(|summary| summary.spread.p50),
    });
    said.text(move || {
        let (settings, write) = (state.settings.values.get(), state.list.write.get());
        let middle = middle.get();
        state.list.reading.with(|reading| {
            let preflights = preflights(state.preflights(reading));
            format!("{}{preflights} {}", cost(reading, &settings, write), time(reading, &settings, middle))
        })
    });
}

/// The number of requests, and to whom they go.
fn cost(reading: &ReadingView, settings: &RunSettings, write: Option<WriteMethod>) -> String {
    let requests = requests(reading.targets, settings, write);
    let then_get = match (write, settings.method) {
        (None, Method::HeadThenGet) => " Where HEAD is refused or not answered, a GET follows.",
        _ => "",
    };
    let then_probe = probes(settings, write);
    format!("{requests} to {}{then_get}{then_probe}", spread(reading, settings))
}

/// What may follow a request, as a sentence with a blank before it; empty where nothing does.
pub(in crate::web::ui) fn probes(settings: &RunSettings, write: Option<WriteMethod>) -> &'static str {
    if settings.limits.probe && write.is_none() {
        " Each that shows no answer is followed by a HEAD, without cookies."
    } else {
        ""
    }
}

/// The number of requests with their method, where that is not GET.
pub(in crate::web::ui) fn requests(
    targets: u32,
    settings: &RunSettings,
    write: Option<WriteMethod>,
) -> String {
    let method = match (write, settings.method) {
        (Some(method), _) => method.name(),
        (None, Method::Get) => return counted(targets, "request", "requests"),
        (None, Method::Head | Method::HeadThenGet) => "HEAD",
    };
    let noun = if targets == 1 { "request" } else { "requests" };
    format!("{} {method} {noun}", count(targets))
}

/// What the browser will ask of its own, as a sentence with a blank before it; empty where it will not.
pub(in crate::web::ui) fn preflights(preflights: u32) -> String {
    match preflights {
        0 => String::new(),
        preflights => format!(
            " Before that the browser sends {} of its own, to ask whether these headers or this method may be used.",
            counted(preflights, "request", "requests")
        ),
    }
}

/// How long it may take: at the middle of the answers of the last run, or at a duration that is named.
fn time(reading: &ReadingView, settings: &RunSettings, middle: Option<Millis>) -> String {
    let answer = middle.unwrap_or(SUPPOSED_ANSWER);
    let takes = reading.duration(&settings.limits.in_force(), answer);
    match middle {
        Some(_) => format!("≈ {takes}, from the last run’s median."),
        None => format!("≈ {takes}, if each answer takes {answer}."),
    }
}

/// The number of hosts, of requests at a time, and what holds the run up.
pub(in crate::web::ui) fn spread(reading: &ReadingView, settings: &RunSettings) -> String {
    let hosts = counted(reading.hosts, "host", "hosts");
    let limits = settings.limits.in_force();
    let at_once = count(reading.most_in_flight(&limits));
    let queue = match reading.longest_queue(&limits) {
        Some((host, targets)) if reading.hosts > 1 => {
            let at_once = count(limits.per_origin);
            format!(" The longest queue: {} to {host}, {at_once} at a time.", count(targets))
        }
        _ => String::new(),
    };
    format!("{hosts}, at most {at_once} at a time.{queue}")
}
