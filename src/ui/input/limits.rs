//! The limits as knobs, and what each setting does, in one sentence.

use leptos::prelude::With as _;

use super::number_field::Knob;
use crate::settings::{BROWSER_CONNECTIONS_PER_ORIGIN, Limits, MAX_CONCURRENCY, MAX_RETRIES, MAX_TIMEOUT_MS};
use crate::ui::state::State;

/// The limits, in the order in which they stand.
pub(super) const LIMITS: [Knob; 4] = [CONCURRENCY, PER_ORIGIN, TIMEOUT, RETRIES];

fn of(state: State, get: fn(&Limits) -> u32) -> u32 {
    state.settings.with(|settings| get(&settings.limits))
}

fn change(state: State, change: impl FnOnce(&mut Limits)) {
    state.change_settings(|settings| change(&mut settings.limits));
}

const CONCURRENCY: Knob = Knob {
    name: "concurrency",
    label: "In flight",
    least: 1,
    most: MAX_CONCURRENCY,
    get: |state| of(state, |limits| limits.concurrency),
    set: |state, number| change(state, |limits| limits.concurrency = number),
    remark: |_| None,
};

const PER_ORIGIN: Knob = Knob {
    name: "per-origin",
    label: "Per host",
    least: 1,
    most: MAX_CONCURRENCY,
    get: |state| of(state, |limits| limits.per_origin),
    set: |state, number| change(state, |limits| limits.per_origin = number),
    remark: |number| {
        (number > BROWSER_CONNECTIONS_PER_ORIGIN)
            .then_some("Over 6, times may include a wait inside the browser.")
    },
};

const TIMEOUT: Knob = Knob {
    name: "timeout-ms",
    label: "Timeout, ms",
    least: 1,
    most: MAX_TIMEOUT_MS,
    get: |state| of(state, |limits| limits.timeout_ms),
    set: |state, number| change(state, |limits| limits.timeout_ms = number),
    remark: |_| None,
};

const MOST_RETRIES: u32 = MAX_RETRIES as u32;

const RETRIES: Knob = Knob {
    name: "retries",
    label: "Retries",
    least: 0,
    most: MOST_RETRIES,
    get: |state| of(state, |limits| u32::from(limits.retries)),
    set: |state, number| change(state, |limits| limits.retries = u8::try_from(number).unwrap_or(MAX_RETRIES)),
    remark: |_| None,
};

/// What each setting does, in the order in which they stand: its hook, its name, the sentence.
pub(super) const ABOUT: [(&str, &str, &str); 7] = [
    ("concurrency", "In flight", "Most requests at a time, over all hosts; 1,000 is the ceiling."),
    (
        "per-origin",
        "Per host",
        "Most requests at a time to one host: a browser opens six connections to a plain HTTP/1.1 one.",
    ),
    ("timeout-ms", "Timeout", "How long one request may take, in milliseconds; 10,000 is ten seconds."),
    (
        "retries",
        "Retries",
        "Further tries after a timeout or an answer of 429, 502, 503 or 504, with growing waits.",
    ),
    (
        "method",
        "Method",
        "GET asks for the whole answer, HEAD for its headers only; some servers answer HEAD wrongly.",
    ),
    (
        "duplicates",
        "Same link twice",
        "Fetch it once for all places it stands in, or once for each, to time it.",
    ),
    (
        "whole",
        "Whole download",
        "Bodies are read up to 64 KiB and dropped; this reads them to their end, to time and size them.",
    ),
];
