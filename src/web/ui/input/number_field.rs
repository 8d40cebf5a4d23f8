//! One number the user may set: what the field holds is kept as it was typed, the number in force is shown next to it.

use core::ops::RangeInclusive;

use leptos::prelude::*;

use crate::settings::Typed;
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
