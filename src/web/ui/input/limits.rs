//! The settings as data: what each is called, what it does, how it is read and set.

use core::ops::RangeInclusive;

use leptos::prelude::With as _;

use super::number_field::Knob;
use crate::settings::{
    BROWSER_CONNECTIONS_PER_ORIGIN, Duplicates, Limits, MAX_CONCURRENCY, MAX_RETRIES, MAX_SPACING_MS,
    MAX_TIME_BUDGET_MS, MAX_TIMEOUT_MS, Method, Preset, RunSettings, Strategy,
};
use crate::web::ui::state::State;

/// A setting's test hook, its label, and what it does, in one sentence.
type Texts = [&'static str; 3];

/// A limit that is a number.
#[derive(Debug)]
pub(super) struct LimitKnob {
    texts: Texts,
    range: RangeInclusive<u32>,
    get: fn(&Limits) -> u32,
    set: fn(&mut Limits, u32),
    remark: fn(u32) -> Option<&'static str>,
    short: Option<fn(&Limits) -> String>,
}

impl LimitKnob {
    const fn new(
        name: &'static str,
        label: &'static str,
        about: &'static str,
        range: RangeInclusive<u32>,
        get: fn(&Limits) -> u32,
        set: fn(&mut Limits, u32),
    ) -> Self {
        Self { texts: [name, label, about], range, get, set, remark: |_| None, short: None }
    }

    /// The same with what is to be said of some values.
    const fn with_remark(mut self, remark: fn(u32) -> Option<&'static str>) -> Self {
        self.remark = remark;
        self
    }

    /// The same with a few words for a value other than the default.
    const fn with_short(mut self, short: fn(&Limits) -> String) -> Self {
        self.short = Some(short);
        self
    }

    /// A few words where it is other than by default, for when its field is folded away.
    pub(super) fn in_short(&self, limits: &Limits) -> Option<String> {
        let number = (self.get)(limits);
        let in_short =
            || self.short.map_or_else(|| format!("{} {number}", self.texts[1]), |short| short(limits));
        (number != (self.get)(&Limits::default())).then(in_short)
    }

    pub(super) fn knob(&'static self, state: State) -> Knob {
        let [name, label, _] = self.texts;
        Knob {
            name,
            label,
            range: self.range.clone(),
            get: Box::new(move || state.settings.values.with(|settings| (self.get)(&settings.limits))),
            set: Box::new(move |number| state.change_settings(|all| (self.set)(&mut all.limits, number))),
            remark: self.remark,
        }
    }
}

const MOST_PERCENT: u8 = 100;
/// More failures in a row than a list has links stop nothing.
const MOST_FAILURES: u32 = 5_000_000;
const MINUTE_MS: u32 = 60_000;

/// The limits, in their order on screen.
pub(super) static LIMITS: &[LimitKnob] = &[
    LimitKnob::new(
        "concurrency",
        "In flight",
        "Most requests at a time, over all hosts; 1,000 is the ceiling.",
        1..=MAX_CONCURRENCY,
        |limits| limits.concurrency,
        |limits, number| limits.concurrency = number,
    ),
    LimitKnob::new(
        "per-origin",
        "Per host",
        "Most requests at a time to one host: a browser opens six connections to a plain HTTP/1.1 one.",
        1..=MAX_CONCURRENCY,
        |limits| limits.per_origin,
        |limits, number| limits.per_origin = number,
    )
    .with_remark(|number| {
        (number > BROWSER_CONNECTIONS_PER_ORIGIN)
            .then_some("Over 6, times may include a wait inside the browser.")
    }),
    LimitKnob::new(
        "timeout-ms",
        "Timeout, ms",
        "How long one request may take, in milliseconds; 10,000 is ten seconds.",
        1..=MAX_TIMEOUT_MS,
        |limits| limits.timeout_ms,
        |limits, number| limits.timeout_ms = number,
    ),
    LimitKnob::new(
        "retries",
        "Retries",
        "Further tries after a timeout or an answer of 429, 502, 503 or 504, with growing waits.",
        0..=MAX_RETRIES as u32,
        |limits| u32::from(limits.retries),
        |limits, number| limits.retries = u8::try_from(number).unwrap_or(MAX_RETRIES),
    ),
];

/// The limits that few need, shown apart, in their order.
pub(super) static MORE_LIMITS: &[LimitKnob] = &[
    LimitKnob::new(
        "spacing-ms",
        "Spacing, ms",
        "Least time between two starts to one host, in milliseconds.",
        0..=MAX_SPACING_MS,
        |limits| limits.spacing_ms,
        |limits, number| limits.spacing_ms = number,
    )
    .with_short(|limits| format!("{} apart", limits.spacing())),
    LimitKnob::new(
        "stop-after",
        "Stop after failures",
        "A host at which so many links fail in a row stops and waits for you; 0 is never.",
        0..=MOST_FAILURES,
        |limits| limits.stop_after.unwrap_or(0),
        |limits, number| limits.stop_after = (number > 0).then_some(number),
    )
    .with_remark(|number| {
        (number == 0).then_some("Never: all links of a host are requested, however many fail.")
    })
    .with_short(|limits| match limits.stop_after {
        Some(failures) => format!("stop after {failures}"),
        None => "never stop".to_owned(),
    }),
    LimitKnob::new(
        "time-budget-min",
        "Stop after minutes",
        "The run stops by itself after so long, pauses not counted; 0 is never.",
        0..=MAX_TIME_BUDGET_MS / MINUTE_MS,
        // Rounded up: a run with a budget never shows as one without.
        |limits| limits.time_budget_ms.map_or(0, |budget| budget.div_ceil(MINUTE_MS)),
        |limits, number| limits.time_budget_ms = (number > 0).then_some(number * MINUTE_MS),
    )
    .with_short(|limits| limits.time_budget().map_or_else(String::new, |budget| format!("at most {budget}"))),
    LimitKnob::new(
        "retry-share",
        "Retries at most, %",
        "Of all requests of a run no more than this part may be retries, in percent; 100 is no limit.",
        0..=MOST_PERCENT as u32,
        |limits| u32::from(limits.retry_share_percent),
        |limits, number| limits.retry_share_percent = u8::try_from(number).unwrap_or(MOST_PERCENT),
    )
    .with_short(|limits| format!("retries ≤ {} %", limits.retry_share_percent)),
];

/// A setting that is one of a few.
#[derive(Debug)]
pub(super) struct ChoiceKnob<T: 'static> {
    pub(super) texts: Texts,
    /// What is offered, each with its name in test hooks and its words.
    pub(super) options: &'static [(T, &'static str, &'static str)],
    pub(super) get: fn(&RunSettings) -> T,
    pub(super) set: fn(&mut RunSettings, T),
}

/// `None` is what other settings come to.
pub(super) static POLITENESS: ChoiceKnob<Option<Preset>> = ChoiceKnob {
    texts: [
        "politeness",
        "Politeness",
        "One word for several settings: gentle is 2 per host and a pause between, normal 6, fast 24; my own server is not spared when it fails.",
    ],
    options: &[
        (Some(Preset::Gentle), "gentle", "Gentle"),
        (Some(Preset::Normal), "normal", "Normal"),
        (Some(Preset::Fast), "fast", "Fast"),
        (Some(Preset::OwnServer), "own-server", "My own server"),
    ],
    get: |settings| Preset::of(&settings.limits),
    set: |settings, preset| {
        settings.limits = preset.map_or(settings.limits, |preset| preset.apply(settings.limits));
    },
};

pub(super) static STRATEGY: ChoiceKnob<Strategy> = ChoiceKnob {
    texts: [
        "strategy",
        "Strategy",
        "Fixed keeps as many in flight as allowed; self-tuning finds out how many pay, and says what it changes and why.",
    ],
    options: &[(Strategy::Fixed, "fixed", "Fixed"), (Strategy::SelfTuning, "self-tuning", "Self-tuning")],
    get: |settings| settings.limits.strategy,
    set: |settings, strategy| settings.limits.strategy = strategy,
};

pub(super) static METHOD: ChoiceKnob<Method> = ChoiceKnob {
    texts: [
        "method",
        "Method",
        "GET requests the whole answer, HEAD for its headers only; where a server refuses HEAD, the third sends a GET.",
    ],
    options: &[
        (Method::Get, "get", "GET"),
        (Method::Head, "head", "HEAD"),
        (Method::HeadThenGet, "head-get", "HEAD, then GET"),
    ],
    get: |settings| settings.method,
    set: |settings, method| settings.method = method,
};

pub(super) static DUPLICATES: ChoiceKnob<Duplicates> = ChoiceKnob {
    texts: [
        "duplicates",
        "Same link twice",
        "Fetch it once for all places it is in, or once for each, to time it.",
    ],
    options: &[(Duplicates::Once, "once", "Fetch once"), (Duplicates::Each, "each", "Fetch each")],
    get: |settings| settings.duplicates,
    set: |settings, duplicates| settings.duplicates = duplicates,
};

const RATE: Texts = [
    "rate",
    "Rate a second",
    "Never more starts than this in any second, over all hosts; empty or 0 is no limit.",
];
const BACK_OFF: Texts = [
    "back-off",
    "Slow down for hosts in trouble",
    "A host that answers 429 or 503, or fails again and again, gets its requests more slowly until it has recovered.",
];
const WHOLE: Texts = [
    "whole",
    "Whole download",
    "Bodies are read up to 64 KiB and dropped; this reads them to their end, to time and size them.",
];

/// What each setting does, in their order on screen.
pub(super) fn about() -> Vec<Texts> {
    // Without the unit.
    let short = |[name, label, about]: Texts| [name, label.split(',').next().unwrap_or(label), about];
    let mut all = vec![POLITENESS.texts, STRATEGY.texts];
    all.extend(LIMITS.iter().map(|knob| short(knob.texts)));
    all.extend([METHOD.texts, DUPLICATES.texts, RATE]);
    all.extend(MORE_LIMITS.iter().map(|knob| short(knob.texts)));
    all.extend([BACK_OFF, WHOLE]);
    all
}
