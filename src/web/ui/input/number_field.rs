//! The fields of numbers. What a field holds is kept as it was typed; the number in force is shown next to it.

use core::ops::RangeInclusive;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::format::count;
use crate::settings::{MAX_RATE, Rate, Typed};
use crate::web::ui::state::State;

/// A number that the user may set: how it is called, how it is read and set.
pub(super) struct Knob {
    /// Its test hook, and the stem of its ids.
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) range: RangeInclusive<u32>,
    /// The value in force; tracks what it is read from.
    pub(super) get: Box<dyn Fn() -> u32 + Send + Sync>,
    pub(super) set: Box<dyn Fn(u32)>,
    /// What is to be said of a value that is run as it is.
    pub(super) remark: fn(u32) -> Option<&'static str>,
}

/// The field of `knob`. Settings that came from elsewhere put the value that is in force into it.
#[component]
pub(super) fn NumberField(state: State, knob: Knob) -> impl IntoView {
    let Knob { name, label, range, get, set, remark } = knob;
    let range = StoredValue::new(range);
    let read = move |text: &str| range.with_value(|range| Typed::read(text, range));
    let in_force = Memo::new(move |_| get());
    let text = RwSignal::new(in_force.get_untracked().to_string());
    Effect::new(move |_| {
        state.settings.replaced.track();
        text.set(in_force.get_untracked().to_string());
    });
    let remark = Memo::new(move |_| match text.with(|text| read(text)) {
        Typed::Number(number) => remark(number).map(str::to_owned),
        typed => range.with_value(|range| typed.remark(range, in_force.get())),
    });
    let accepted = move |text: &str| range.with_value(|range| read(text).accepted(range));
    let is_refused = move || text.with(|text| accepted(text).is_none());
    let type_in = move |event| {
        let typed = event_target_value(&event);
        let number = accepted(&typed);
        text.set(typed);
        if let Some(number) = number {
            set(number);
        }
    };
    let said = format!("said-{name}");
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <input
                id=name
                data-testid=name
                type="text"
                inputmode="numeric"
                autocomplete="off"
                aria-describedby=format!("{said} about-{name}")
                aria-invalid=move || is_refused().then_some("true")
                prop:value=text
                on:input=type_in
            />
            <p class="field-said" id=said role="status">{remark}</p>
        </div>
    }
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum TypedRate {
    NoLimit,
    Rate(f64),
    NoNumber,
}

fn read_rate(text: &str) -> TypedRate {
    let text = text.trim();
    if text.is_empty() {
        return TypedRate::NoLimit;
    }
    // What only a script would write (`1e3`, `0x10`, `Infinity`) is no number here. Rust's own reading of numbers with a
    // fraction would weigh more than the browser's.
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match JsValue::from_str(text).unchecked_into_f64() {
        number if !is_plain || number.is_nan() => TypedRate::NoNumber,
        number if number > 0.0 => TypedRate::Rate(number),
        _ => TypedRate::NoLimit,
    }
}

/// What is to be said of `typed`, at the rate that is in force.
fn remark_on_rate(typed: TypedRate, in_force: Option<Rate>) -> Option<String> {
    let stays = in_force.map_or_else(|| "no limit".to_owned(), |rate| format!("{rate} a second"));
    match (typed, in_force) {
        (TypedRate::NoNumber, _) => Some(format!("Not a number above 0: {stays} stays.")),
        (TypedRate::Rate(typed), _) if typed > f64::from(MAX_RATE) => {
            Some(format!("Runs at {}, the ceiling.", count(MAX_RATE)))
        }
        (TypedRate::Rate(typed), Some(rate)) if typed < 1.0 => Some(format!("One in {}.", rate.window())),
        (TypedRate::Rate(typed), Some(rate)) if (typed - rate.get()).abs() > f64::EPSILON => {
            Some(format!("Runs at {} in any second.", rate.starts()))
        }
        _ => None,
    }
}

#[component]
pub(super) fn RateField(state: State) -> impl IntoView {
    let in_force = Memo::new(move |_| state.settings.values.with(|settings| settings.limits.rate));
    let shown = |rate: Option<Rate>| rate.map_or_else(String::new, |rate| rate.to_string());
    let text = RwSignal::new(shown(in_force.get_untracked()));
    Effect::new(move |_| {
        state.settings.replaced.track();
        text.set(shown(in_force.get_untracked()));
    });
    let typed = Memo::new(move |_| text.with(|text| read_rate(text)));
    let said = Memo::new(move |_| remark_on_rate(typed.get(), in_force.get()));
    let type_in = move |event| {
        text.set(event_target_value(&event));
        let rate = match typed.get_untracked() {
            TypedRate::NoLimit => None,
            TypedRate::Rate(rate) => Rate::per_second(rate),
            TypedRate::NoNumber => return,
        };
        state.change_settings(|settings| settings.limits.rate = rate);
    };
    view! {
        <div class="field">
            <label for="rate">"Rate a second"</label>
            <input
                id="rate"
                data-testid="rate"
                type="text"
                inputmode="decimal"
                autocomplete="off"
                placeholder="no limit"
                aria-describedby="said-rate about-rate"
                aria-invalid=move || (typed.get() == TypedRate::NoNumber).then_some("true")
                prop:value=text
                on:input=type_in
            />
            <p class="field-said" id="said-rate" role="status">{said}</p>
        </div>
    }
}
