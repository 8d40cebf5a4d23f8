//! The settings of a run, each with one sentence of what it does.

use leptos::prelude::*;

use super::choice_field::ChoiceField;
use super::limits::{ABOUT, LIMITS};
use super::more_settings::MoreSettings;
use super::number_field::NumberField;
use crate::format::count;
use crate::settings::{Duplicates, Limits, Method, Preset, RunSettings, Strategy};
use crate::units::Millis;
use crate::web::ui::state::State;
use crate::web::ui::width;

/// All settings, folded away on narrow screens.
#[component]
pub(super) fn Knobs(state: State) -> impl IntoView {
    let reset = move |_| {
        state.change_settings(|settings| *settings = RunSettings::default());
        state.settings.replaced.update(|given| *given += 1);
    };
    let now = move || state.settings.values.with(|settings| in_short(&settings.limits));
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
                <PolitenessField state/>
                <StrategyField state/>
                {LIMITS.map(|knob| view! { <NumberField state knob/> }).into_iter().collect::<Vec<_>>()}
                <MethodField state/>
                <DuplicatesField state/>
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
fn PolitenessField(state: State) -> impl IntoView {
    let chosen = Signal::derive(move || {
        let preset = state.settings.values.with(|settings| Preset::of(&settings.limits));
        preset.map_or("own", value_of)
    });
    let choose = Callback::new(move |name: String| {
        if let Some(preset) = Preset::ALL.into_iter().find(|preset| value_of(*preset) == name) {
            state.change_settings(|settings| settings.limits = preset.apply(settings.limits));
            state.settings.replaced.update(|given| *given += 1);
        }
    });
    let options =
        &[("gentle", "Gentle"), ("normal", "Normal"), ("fast", "Fast"), ("own-server", "My own server")];
    view! { <ChoiceField name="politeness" label="Politeness" options unchosen=("own", "Own") chosen choose/> }
}

const fn value_of(preset: Preset) -> &'static str {
    match preset {
        Preset::Gentle => "gentle",
        Preset::Normal => "normal",
        Preset::Fast => "fast",
        Preset::OwnServer => "own-server",
    }
}

#[component]
fn StrategyField(state: State) -> impl IntoView {
    let chosen =
        Signal::derive(move || match state.settings.values.with(|settings| settings.limits.strategy) {
            Strategy::Fixed => "fixed",
            Strategy::SelfTuning => "self-tuning",
        });
    let choose = Callback::new(move |name: String| {
        let strategy = if name == "self-tuning" { Strategy::SelfTuning } else { Strategy::Fixed };
        state.change_settings(|settings| settings.limits.strategy = strategy);
    });
    let options = &[("fixed", "Fixed"), ("self-tuning", "Self-tuning")];
    view! { <ChoiceField name="strategy" label="Strategy" options chosen choose/> }
}

#[component]
fn MethodField(state: State) -> impl IntoView {
    let chosen = Signal::derive(move || match state.settings.values.with(|settings| settings.method) {
        Method::Get => "get",
        Method::Head => "head",
        Method::HeadThenGet => "head-get",
    });
    let choose = Callback::new(move |name: String| {
        let method = match name.as_str() {
            "head" => Method::Head,
            "head-get" => Method::HeadThenGet,
            _ => Method::Get,
        };
        state.change_settings(|settings| settings.method = method);
    });
    let options = &[("get", "GET"), ("head", "HEAD"), ("head-get", "HEAD, then GET")];
    view! { <ChoiceField name="method" label="Method" options chosen choose/> }
}

#[component]
fn DuplicatesField(state: State) -> impl IntoView {
    let chosen = Signal::derive(move || match state.settings.values.with(|settings| settings.duplicates) {
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
