//! The fields of numbers. What a field holds is kept as it was typed; the number in force is shown next to it.

use core::ops::RangeInclusive;
use std::rc::Rc;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use crate::format::count;
use crate::settings::{MAX_RATE, Rate, Typed};
use crate::web::ui::part::{Part, follow};
use crate::web::ui::state::State;

/// A number that the user may set: how it is read and set.
pub(super) struct Knob {
    /// The name of its field.
    pub(super) name: &'static str,
    pub(super) range: RangeInclusive<u32>,
    /// The value in force; tracks what it is read from.
    pub(super) get: Box<dyn Fn() -> u32>,
    pub(super) set: Box<dyn Fn(u32)>,
    /// What is to be said of a value that is run as it is.
    pub(super) remark: fn(u32) -> Option<&'static str>,
}

/// Binds the field of `knob`. Settings that came from elsewhere put the value that is in force into it.
pub(super) fn bind(card: &Part, state: State, knob: Knob) {
    let (field, knob) = (card.field(knob.name), Rc::new(knob));
    let text = RwSignal::new(String::new());
    let in_force = Rc::clone(&knob);
    follow(move || {
        state.settings.replaced.track();
        text.set(untrack(|| (in_force.get)()).to_string());
    });
    field.value(move || text.get());
    let Knob { name, .. } = *knob;
    let said = Rc::clone(&knob);
    card.part(&format!("said-{name}")).text(move || match text.with(|text| Typed::read(text, &said.range)) {
        Typed::Number(number) => (said.remark)(number).unwrap_or_default().to_owned(),
        typed => typed.remark(&said.range, (said.get)()).unwrap_or_default(),
    });
    let checked = Rc::clone(&knob);
    field.attribute("aria-invalid", move || {
        text.with(|text| checked.accepted(text)).is_none().then_some("true")
    });
    field.on_input(move |typed| {
        let number = knob.accepted(&typed);
        text.set(typed);
        if let Some(number) = number {
            (knob.set)(number);
        }
    });
}

impl Knob {
    fn accepted(&self, text: &str) -> Option<u32> {
        Typed::read(text, &self.range).accepted(&self.range)
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
        (TypedRate::NoNumber, _) => {
            Some(format!("Enter a number above 0, or nothing for no limit. Still {stays}."))
        }
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

pub(super) fn bind_rate(card: &Part, state: State) {
    let in_force = move || state.settings.values.with(|settings| settings.limits.rate);
    let text = RwSignal::new(String::new());
    follow(move || {
        state.settings.replaced.track();
        text.set(untrack(in_force).map_or_else(String::new, |rate| rate.to_string()));
    });
    let typed = move || text.with(|text| read_rate(text));
    card.part("said-rate").text(move || remark_on_rate(typed(), in_force()).unwrap_or_default());
    let field = card.field("rate");
    field.value(move || text.get());
    field.attribute("aria-invalid", move || (typed() == TypedRate::NoNumber).then_some("true"));
    field.on_input(move |words| {
        text.set(words);
        let rate = match untrack(typed) {
            TypedRate::NoLimit => None,
            TypedRate::Rate(rate) => Rate::per_second(rate),
            TypedRate::NoNumber => return,
        };
        state.change_settings(|settings| settings.limits.rate = rate);
    });
}
