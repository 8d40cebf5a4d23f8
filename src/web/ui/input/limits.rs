//! The limits as knobs, and what each setting does, in one sentence.

use leptos::prelude::With as _;

use super::number_field::Knob;
use crate::settings::{
    BROWSER_CONNECTIONS_PER_ORIGIN, Limits, MAX_CONCURRENCY, MAX_RETRIES, MAX_SPACING_MS, MAX_TIME_BUDGET_MS,
    MAX_TIMEOUT_MS,
};
use crate::web::ui::state::State;

/// The limits, in their order on screen.
pub(super) const LIMITS: [Knob; 4] = [CONCURRENCY, PER_ORIGIN, TIMEOUT, RETRIES];

/// The limits that few need, shown apart, in their order.
pub(super) const MORE_LIMITS: [Knob; 4] = [SPACING, STOP_AFTER, TIME_BUDGET, RETRY_SHARE];

fn of(state: State, get: fn(&Limits) -> u32) -> u32 {
    state.settings.values.with(|settings| get(&settings.limits))
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

const MOST_PERCENT: u8 = 100;

const RETRY_SHARE: Knob = Knob {
    name: "retry-share",
    label: "Retries at most, %",
    least: 0,
    most: MOST_PERCENT as u32,
    get: |state| of(state, |limits| u32::from(limits.retry_share_percent)),
    set: |state, number| {
        change(state, |limits| limits.retry_share_percent = u8::try_from(number).unwrap_or(MOST_PERCENT));
    },
    remark: |_| None,
};

const SPACING: Knob = Knob {
    name: "spacing-ms",
    label: "Spacing, ms",
    least: 0,
    most: MAX_SPACING_MS,
    get: |state| of(state, |limits| limits.spacing_ms),
    set: |state, number| change(state, |limits| limits.spacing_ms = number),
    remark: |_| None,
};

/// More failures in a row than a list has links stop nothing.
const MOST_FAILURES: u32 = 5_000_000;

const STOP_AFTER: Knob = Knob {
    name: "stop-after",
    label: "Stop after failures",
    least: 0,
    most: MOST_FAILURES,
    get: |state| of(state, |limits| limits.stop_after.unwrap_or(0)),
    set: |state, number| change(state, |limits| limits.stop_after = (number > 0).then_some(number)),
    remark: |number| (number == 0).then_some("Never: all links of a host are asked, however many fail."),
};

const MINUTE_MS: u32 = 60_000;

const TIME_BUDGET: Knob = Knob {
    name: "time-budget-min",
    label: "Stop after minutes",
    least: 0,
    most: MAX_TIME_BUDGET_MS / MINUTE_MS,
    // Rounded up: what runs is no run without end.
    get: |state| of(state, |limits| limits.time_budget_ms.map_or(0, |budget| budget.div_ceil(MINUTE_MS))),
    set: |state, number| {
        change(state, |limits| limits.time_budget_ms = (number > 0).then_some(number * MINUTE_MS));
    },
    remark: |_| None,
};

/// What each setting does, in the order in which they stand: its hook, its name, the sentence.
pub(super) const ABOUT: [(&str, &str, &str); 15] = [
    (
        "politeness",
        "Politeness",
        "One word for several settings: gentle is 2 per host and a pause between, normal 6, fast 24; my own server is not spared when it fails.",
    ),
    (
        "strategy",
        "Strategy",
        "Fixed keeps as many in flight as allowed; self-tuning finds out how many pay, and says what it changes and why.",
    ),
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
        "GET asks for the whole answer, HEAD for its headers only; where a server refuses HEAD, the third asks again by GET.",
    ),
    (
        "duplicates",
        "Same link twice",
        "Fetch it once for all places it stands in, or once for each, to time it.",
    ),
    (
        "rate",
        "Rate a second",
        "Never more starts than this in any second, over all hosts; empty or 0 is no limit.",
    ),
    ("spacing-ms", "Spacing", "Least time between two starts to one host, in milliseconds."),
    (
        "stop-after",
        "Stop after failures",
        "A host at which so many links fail in a row stops and asks you; 0 is never.",
    ),
    (
        "time-budget-min",
        "Stop after minutes",
        "The run stops by itself after so long, pauses not counted; 0 is never.",
    ),
    (
        "retry-share",
        "Retries at most",
        "Of all requests of a run no more than this part may be retries, in percent; 100 is no limit.",
    ),
    (
        "back-off",
        "Slow down for hosts in trouble",
        "A host that answers 429 or 503, or fails again and again, is asked more slowly until it has recovered.",
    ),
    (
        "whole",
        "Whole download",
        "Bodies are read up to 64 KiB and dropped; this reads them to their end, to time and size them.",
    ),
];
