//! The settings of a run, each with one sentence of what it does.

use leptos::prelude::*;

use super::choice_field::ChoiceField;
use super::number_field::{Knob, NumberField};
use super::whole_download::WholeDownload;
use crate::settings::{
    BROWSER_CONNECTIONS_PER_ORIGIN, Duplicates, Limits, MAX_CONCURRENCY, MAX_RETRIES, MAX_TIMEOUT_MS, Method, RunSettings,
};
use crate::ui::state::State;
use crate::ui::width;
use crate::units::Millis;
use crate::words::count;

const CONCURRENCY: Knob = Knob {
    name: "concurrency",
    label: "In flight",
    least: 1,
    most: MAX_CONCURRENCY,
    get: |limits| limits.concurrency,
    set: |limits, number| limits.concurrency = number,
    remark: |_| None,
};

const PER_ORIGIN: Knob = Knob {
    name: "per-origin",
    label: "Per host",
    least: 1,
    most: MAX_CONCURRENCY,
    get: |limits| limits.per_origin,
    set: |limits, number| limits.per_origin = number,
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
    get: |limits| limits.timeout_ms,
    set: |limits, number| limits.timeout_ms = number,
    remark: |_| None,
};

const MOST_RETRIES: u32 = MAX_RETRIES as u32;

const RETRIES: Knob = Knob {
    name: "retries",
    label: "Retries",
    least: 0,
    most: MOST_RETRIES,
    get: |limits| u32::from(limits.retries),
    set: |limits, number| limits.retries = u8::try_from(number).unwrap_or(MAX_RETRIES),
    remark: |_| None,
};

/// What each setting does, in the order in which they stand.
const ABOUT: [(&str, &str, &str); 7] = [
    ("concurrency", "In flight", "Most requests at a time, over all hosts; 1,000 is the ceiling."),
    ("per-origin", "Per host", "Most requests at a time to one host: a browser opens six connections to a plain HTTP/1.1 one."),
    ("timeout-ms", "Timeout", "How long one request may take, in milliseconds; 10,000 is ten seconds."),
    ("retries", "Retries", "Further tries after a timeout or an answer of 429, 502, 503 or 504, with growing waits."),
    ("method", "Method", "GET asks for the whole answer, HEAD for its headers only; some servers answer HEAD wrongly."),
    ("duplicates", "Same link twice", "Fetch it once for all places it stands in, or once for each, to time it."),
    ("whole", "Whole download", "Bodies are read up to 64 KiB and dropped; this reads them to their end, to time and size them."),
];

/// All settings, folded away on narrow screens.
#[component]
pub(super) fn Knobs(state: State) -> impl IntoView {
    let resets = RwSignal::new(0);
    let reset = move |_| {
        state.change_settings(|settings| *settings = RunSettings::default());
        resets.update(|resets| *resets += 1);
    };
    let now = move || state.settings.with(|settings| in_short(&settings.limits));
    let about: Vec<_> = ABOUT
        .iter()
        .map(|(name, label, sentence)| {
            view! { <div><dt>{*label}</dt><dd id=format!("about-{name}")>{*sentence}</dd></div> }
        })
        .collect();
    view! {
        <details class="knobs" prop:open=!width::is_a_phones()>
            <summary>"Settings"<span class="knobs-now">{now}</span></summary>
            <div class="knob-grid">
                <NumberField state knob=CONCURRENCY resets/>
                <NumberField state knob=PER_ORIGIN resets/>
                <NumberField state knob=TIMEOUT resets/>
                <NumberField state knob=RETRIES resets/>
                <MethodField state/>
                <DuplicatesField state/>
            </div>
            <WholeDownload state/>
            <div class="knob-foot">
                <details class="about">
                    <summary>"What these do"</summary>
                    <dl>{about}</dl>
                </details>
                <button class="button quiet small" type="button" on:click=reset>"Reset to defaults"</button>
            </div>
        </details>
    }
}

/// The limits in a few words, for when the fields are folded away.
fn in_short(limits: &Limits) -> String {
    let (in_flight, per_origin) = (count(limits.concurrency), count(limits.per_origin));
    let timeout = limits.timeout().get();
    let timeout = if timeout % 1_000.0 == 0.0 { format!("{} s", timeout / 1_000.0) } else { Millis::new(timeout).to_string() };
    format!("{in_flight} in flight · {per_origin} per host · {timeout}")
}

#[component]
fn MethodField(state: State) -> impl IntoView {
    let chosen = Signal::derive(move || match state.settings.with(|settings| settings.method) {
        Method::Get => "get",
        Method::Head => "head",
    });
    let choose = Callback::new(move |name: String| {
        let method = if name == "head" { Method::Head } else { Method::Get };
        state.change_settings(|settings| settings.method = method);
    });
    view! {
        <ChoiceField name="method" label="Method" options=&[("get", "GET"), ("head", "HEAD")] chosen choose/>
    }
}

#[component]
fn DuplicatesField(state: State) -> impl IntoView {
    let chosen = Signal::derive(move || match state.settings.with(|settings| settings.duplicates) {
        Duplicates::Once => "once",
        Duplicates::Each => "each",
    });
    let choose = Callback::new(move |name: String| {
        let duplicates = if name == "each" { Duplicates::Each } else { Duplicates::Once };
        state.change_settings(|settings| settings.duplicates = duplicates);
    });
    let options = &[("once", "Fetch once"), ("each", "Fetch each")];
    view! { <ChoiceField name="duplicates" label="Same link twice" options chosen choose/> }
}
