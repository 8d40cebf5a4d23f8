//! The settings as data: how each is read and set. What they are called and do is in index.html.

use core::ops::RangeInclusive;

use leptos::prelude::With as _;

use super::number_field::Knob;
use crate::settings::{
    BROWSER_CONNECTIONS_PER_ORIGIN, Duplicates, Limits, MAX_CONCURRENCY, MAX_RETRIES, MAX_SPACING_MS,
    MAX_TIME_BUDGET_MS, MAX_TIMEOUT_MS, Method, Preset, RunSettings, Strategy,
};
use crate::web::ui::state::State;

/// A limit that is a number.
#[derive(Debug)]
pub(super) struct LimitKnob {
    /// The name of its field.
    name: &'static str,
    range: RangeInclusive<u32>,
    get: fn(&Limits) -> u32,
    set: fn(&mut Limits, u32),
    remark: fn(u32) -> Option<&'static str>,
    short: fn(&Limits) -> String,
}

impl LimitKnob {
    const fn new(
        name: &'static str,
        range: RangeInclusive<u32>,
        get: fn(&Limits) -> u32,
        set: fn(&mut Limits, u32),
    ) -> Self {
        Self { name, range, get, set, remark: |_| None, short: |_| String::new() }
    }

    /// The same with what is to be said of some values.
    const fn with_remark(mut self, remark: fn(u32) -> Option<&'static str>) -> Self {
        self.remark = remark;
        self
    }

    /// The same with a few words for a value other than the default.
    const fn with_short(mut self, short: fn(&Limits) -> String) -> Self {
        self.short = short;
        self
    }

    /// A few words where it is other than by default, for when its field is folded away.
    pub(super) fn in_short(&self, limits: &Limits) -> Option<String> {
        ((self.get)(limits) != (self.get)(&Limits::default())).then(|| (self.short)(limits))
    }

    pub(super) fn knob(&'static self, state: State) -> Knob {
        Knob {
            name: self.name,
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
        1..=MAX_CONCURRENCY,
        |limits| limits.concurrency,
        |limits, number| limits.concurrency = number,
    ),
    LimitKnob::new(
        "per-origin",
        1..=MAX_CONCURRENCY,
        |limits| limits.per_origin,
        |limits, number| limits.per_origin = number,
    )
    .with_remark(|number| {
        (number > BROWSER_CONNECTIONS_PER_ORIGIN)
            .then_some("Browsers open 6 connections per HTTP/1.1 host; above 6, requests queue.")
    }),
    LimitKnob::new(
        "timeout-ms",
        1..=MAX_TIMEOUT_MS,
        |limits| limits.timeout_ms,
        |limits, number| limits.timeout_ms = number,
    ),
    LimitKnob::new(
        "retries",
        0..=MAX_RETRIES as u32,
        |limits| u32::from(limits.retries),
        |limits, number| limits.retries = u8::try_from(number).unwrap_or(MAX_RETRIES),
    ),
];

/// The limits that few need, shown apart, in their order.
pub(super) static MORE_LIMITS: &[LimitKnob] = &[
    LimitKnob::new(
        "spacing-ms",
        0..=MAX_SPACING_MS,
        |limits| limits.spacing_ms,
        |limits, number| limits.spacing_ms = number,
    )
    .with_short(|limits| format!("{} apart", limits.spacing())),
    LimitKnob::new(
        "stop-after",
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
        0..=MAX_TIME_BUDGET_MS / MINUTE_MS,
        // Rounded up: a run with a budget never shows as one without.
        |limits| limits.time_budget_ms.map_or(0, |budget| budget.div_ceil(MINUTE_MS)),
        |limits, number| limits.time_budget_ms = (number > 0).then_some(number * MINUTE_MS),
    )
    .with_short(|limits| limits.time_budget().map_or_else(String::new, |budget| format!("at most {budget}"))),
    LimitKnob::new(
        "retry-share",
        0..=MOST_PERCENT as u32,
        |limits| u32::from(limits.retry_share_percent),
        |limits, number| limits.retry_share_percent = u8::try_from(number).unwrap_or(MOST_PERCENT),
    )
    .with_short(|limits| format!("retries ≤ {} %", limits.retry_share_percent)),
];

/// A setting that is one of a few, each with a name.
#[derive(Debug)]
pub(super) struct ChoiceKnob {
    /// The name of its field.
    pub(super) name: &'static str,
    pub(super) get: fn(&RunSettings) -> &'static str,
    pub(super) set: fn(&mut RunSettings, &str),
    /// Whether it sets others too, whose fields then show the new values.
    pub(super) replaces_others: bool,
}

pub(super) static CHOICES: &[ChoiceKnob] = &[
    ChoiceKnob {
        name: "politeness",
        // `own` is what other settings come to.
        get: |settings| Preset::of(&settings.limits).map_or("own", |preset| name_in(PRESETS, preset)),
        set: |settings, name| {
            if let Some(preset) = named_in(PRESETS, name) {
                settings.limits = preset.apply(settings.limits);
            }
        },
        replaces_others: true,
    },
    ChoiceKnob {
        name: "strategy",
        get: |settings| name_in(STRATEGIES, settings.limits.strategy),
        set: |settings, name| {
            settings.limits.strategy = named_in(STRATEGIES, name).unwrap_or(settings.limits.strategy);
        },
        replaces_others: false,
    },
    ChoiceKnob {
        name: "method",
        get: |settings| name_in(METHODS, settings.method),
        set: |settings, name| settings.method = named_in(METHODS, name).unwrap_or(settings.method),
        replaces_others: false,
    },
    ChoiceKnob {
        name: "duplicates",
        get: |settings| name_in(DUPLICATES, settings.duplicates),
        set: |settings, name| settings.duplicates = named_in(DUPLICATES, name).unwrap_or(settings.duplicates),
        replaces_others: false,
    },
];

/// What is offered, each with its name in index.html.
type Named<T> = &'static [(T, &'static str)];

const PRESETS: Named<Preset> = &[
    (Preset::Gentle, "gentle"),
    (Preset::Normal, "normal"),
    (Preset::Fast, "fast"),
    (Preset::OwnServer, "own-server"),
];
const STRATEGIES: Named<Strategy> =
    &[(Strategy::Fixed, "fixed"), (Strategy::SelfTuning, "self-tuning"), (Strategy::Arrivals, "arrivals")];
const METHODS: Named<Method> =
    &[(Method::Get, "get"), (Method::Head, "head"), (Method::HeadThenGet, "head-get")];
const DUPLICATES: Named<Duplicates> = &[(Duplicates::Once, "once"), (Duplicates::Each, "each")];

fn name_in<T: Copy + PartialEq>(all: Named<T>, value: T) -> &'static str {
    all.iter().find(|(known, _)| *known == value).map_or("", |(_, name)| name)
}

fn named_in<T: Copy>(all: Named<T>, name: &str) -> Option<T> {
    all.iter().find(|(_, known)| *known == name).map(|(value, _)| *value)
}
