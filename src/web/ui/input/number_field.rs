//! One number the user may set: what the field holds is kept as it was typed, the number in force is shown next to it.

use core::ops::RangeInclusive;

use leptos::prelude::*;

use crate::settings::Typed;
use crate::web::ui::state::State;

/// A number that the user may set: how it is called, how it is read and set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Knob {
    /// Its test hook, and the stem of its ids.
    pub(super) name: &'static str,
    pub(super) label: &'static str,
    pub(super) least: u32,
    pub(super) most: u32,
    /// The value in force; tracks what it is read from.
    pub(super) get: fn(State) -> u32,
    pub(super) set: fn(State, u32),
    /// What is to be said of a value that is run as it is.
    pub(super) remark: fn(u32) -> Option<&'static str>,
}

impl Knob {
    fn range(&self) -> RangeInclusive<u32> {
        self.least..=self.most
    }

    fn read(&self, text: &str) -> Typed {
        Typed::read(text, &self.range())
    }

    fn remark_on(&self, typed: Typed, in_force: u32) -> Option<String> {
        match typed {
            Typed::Number(number) => (self.remark)(number).map(str::to_owned),
            _ => typed.remark(&self.range(), in_force),
        }
    }
}

/// The field of `knob`. Settings that came from elsewhere put the value that is in force into it.
#[component]
pub(super) fn NumberField(state: State, knob: Knob) -> impl IntoView {
    let in_force = Memo::new(move |_| (knob.get)(state));
    let text = RwSignal::new(in_force.get_untracked().to_string());
    Effect::new(move |_| {
        state.settings.replaced.track();
        text.set(in_force.get_untracked().to_string());
    });
    let remark = Memo::new(move |_| knob.remark_on(text.with(|text| knob.read(text)), in_force.get()));
    let is_refused = move || text.with(|text| knob.read(text).accepted(&knob.range()).is_none());
    let type_in = move |event| {
        let typed = event_target_value(&event);
        let number = knob.read(&typed).accepted(&knob.range());
        text.set(typed);
        if let Some(number) = number {
            (knob.set)(state, number);
        }
    };
    let (about, said) = (format!("about-{}", knob.name), format!("said-{}", knob.name));
    view! {
        <div class="field">
            <label for=knob.name>{knob.label}</label>
            <input
                id=knob.name
                data-testid=knob.name
                type="text"
                inputmode="numeric"
                autocomplete="off"
                aria-describedby=format!("{said} {about}")
                aria-invalid=move || is_refused().then_some("true")
                prop:value=text
                on:input=type_in
            />
            <p class="field-said" id=said role="status">{remark}</p>
        </div>
    }
}
