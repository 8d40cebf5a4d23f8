//! The rate: a number with a fraction, or nothing for no limit.

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::format::count;
use crate::settings::{MAX_RATE, Rate};
use crate::web::ui::state::State;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Typed {
    NoLimit,
    Rate(f64),
    NoNumber,
}

fn read(text: &str) -> Typed {
    let text = text.trim();
    if text.is_empty() {
        return Typed::NoLimit;
    }
    // What only a script would write (`1e3`, `0x10`, `Infinity`) is no number here. Rust's own reading of numbers with a
    // fraction would weigh more than the browser's.
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    match JsValue::from_str(text).unchecked_into_f64() {
        number if !is_plain || number.is_nan() => Typed::NoNumber,
        number if number > 0.0 => Typed::Rate(number),
        _ => Typed::NoLimit,
    }
}

/// What is to be said of `typed`, at the rate that is in force.
fn remark(typed: Typed, in_force: Option<Rate>) -> Option<String> {
    let stays = in_force.map_or_else(|| "no limit".to_owned(), |rate| format!("{rate} a second"));
    match (typed, in_force) {
        (Typed::NoNumber, _) => Some(format!("Not a number above 0: {stays} stays.")),
        (Typed::Rate(typed), _) if typed > f64::from(MAX_RATE) => {
            Some(format!("Runs at {}, the ceiling.", count(MAX_RATE)))
        }
        (Typed::Rate(typed), Some(rate)) if typed < 1.0 => Some(format!("One in {}.", rate.window())),
        (Typed::Rate(typed), Some(rate)) if (typed - rate.get()).abs() > f64::EPSILON => {
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
    let typed = Memo::new(move |_| text.with(|text| read(text)));
    let said = Memo::new(move |_| remark(typed.get(), in_force.get()));
    let type_in = move |event| {
        text.set(event_target_value(&event));
        let rate = match typed.get_untracked() {
            Typed::NoLimit => None,
            Typed::Rate(rate) => Rate::per_second(rate),
            Typed::NoNumber => return,
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
                aria-invalid=move || (typed.get() == Typed::NoNumber).then_some("true")
                prop:value=text
                on:input=type_in
            />
            <p class="field-said" id="said-rate" role="status">{said}</p>
        </div>
    }
}
