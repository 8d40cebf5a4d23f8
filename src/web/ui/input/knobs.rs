//! The settings of a run, each with one sentence of what it does; those that few need folded away.

use leptos::prelude::*;

use super::choice_field::choice_knob;
use super::limits::{DUPLICATES, LIMITS, LimitKnob, METHOD, MORE_LIMITS, POLITENESS, STRATEGY, about};
use super::number_field::{NumberField, RateField};
use crate::format::count;
use crate::settings::{DEFAULT_BODY_CAP_BYTES, Limits, RunSettings};
use crate::units::Millis;
use crate::web::ui::controls::{self, check};
use crate::web::ui::state::State;

/// All settings, folded away on narrow screens.
#[component]
pub(super) fn Knobs(state: State) -> impl IntoView {
    let reset = move |_| {
        state.change_settings(|settings| *settings = RunSettings::default());
        state.settings.replaced.update(|given| *given += 1);
    };
    let now = move || state.settings.values.with(|settings| in_short(&settings.limits));
    let about: Vec<_> = about()
        .into_iter()
        .map(|[name, label, sentence]| {
            view! { <div><dt>{label}</dt><dd id=format!("about-{name}")>{sentence}</dd></div> }
        })
        .collect();
    view! {
        <details class="knobs" prop:open=!controls::is_narrow()>
            <summary>"Settings"<span class="knobs-now">{now}</span></summary>
            <div class="knob-grid">
                {choice_knob(state, &POLITENESS, Some(("own", "Own")), true)}
                {choice_knob(state, &STRATEGY, None, false)}
                {numbers(state, LIMITS)}
                {choice_knob(state, &METHOD, None, false)}
                {choice_knob(state, &DUPLICATES, None, false)}
            </div>
            <MoreSettings state/>
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

fn numbers(state: State, knobs: &'static [LimitKnob]) -> impl IntoView {
    knobs.iter().map(|knob| view! { <NumberField state knob=knob.knob(state)/> }).collect::<Vec<_>>()
}

/// The limits in a few words, for when the fields are folded away.
fn in_short(limits: &Limits) -> String {
    let (in_flight, per_origin) = (count(limits.concurrency), count(limits.per_origin));
    let timeout = limits.timeout().get();
    let timeout = if timeout % 1_000.0 == 0.0 {
        format!("{} s", timeout / 1_000.0)
    } else {
        Millis::new(timeout).to_string()
    };
    format!("{in_flight} in flight · {per_origin} per host · {timeout}")
}

#[component]
fn MoreSettings(state: State) -> impl IntoView {
    let values = state.settings.values;
    let now = move || values.with(|settings| more_in_short(&settings.limits));
    let slows_down = Signal::derive(move || values.with(|settings| settings.limits.back_off));
    let set_back_off = move |on| state.change_settings(|settings| settings.limits.back_off = on);
    let is_whole = Signal::derive(move || values.with(|settings| settings.body_cap.is_none()));
    let set_whole = move |on: bool| {
        state.change_settings(|settings| settings.body_cap = (!on).then_some(DEFAULT_BODY_CAP_BYTES));
    };
    let whole = "Measure the whole download";
    view! {
        <details class="more-settings" data-testid="more-settings">
            <summary>"More settings"<span class="knobs-now">{now}</span></summary>
            <div class="knob-grid">
                <RateField state/>
                {numbers(state, MORE_LIMITS)}
            </div>
            {check("back-off", "Slow down for hosts in trouble", Some("about-back-off"), slows_down, set_back_off)}
            {check("whole", whole, Some("about-whole"), is_whole, set_whole)}
        </details>
    }
}

/// What is set other than by default, in a few words, for when the fields are folded away.
fn more_in_short(limits: &Limits) -> String {
    let rate = limits.rate.map(|rate| format!("{rate} a second"));
    let back_off = (!limits.back_off).then(|| "no slowing down".to_owned());
    let words = MORE_LIMITS.iter().map(|knob| knob.in_short(limits));
    [rate].into_iter().chain(words).chain([back_off]).flatten().collect::<Vec<_>>().join(" · ")
}
