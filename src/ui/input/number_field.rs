//! One number the user may set: what the field holds is kept as it was typed, what is run is said beside it.

use leptos::prelude::*;

use crate::ui::state::State;
use crate::words::count;

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

/// What a field's text means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typed {
    Number(u32),
    Above,
    Below,
    NoNumber,
}

impl Knob {
    fn read(&self, text: &str) -> Typed {
        let text = text.trim();
        if let Some(digits) = text.strip_prefix('-')
            && !digits.is_empty()
            && digits.bytes().all(|byte| byte.is_ascii_digit())
        {
            return Typed::Below;
        }
        if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
            return Typed::NoNumber;
        }
        // What does not even fit is above any ceiling.
        match text.parse::<u32>() {
            Ok(number) if number < self.least => Typed::Below,
            Ok(number) if number <= self.most => Typed::Number(number),
            _ => Typed::Above,
        }
    }

    fn remark_on(&self, typed: Typed, in_force: u32) -> Option<String> {
        match typed {
            Typed::Number(number) => (self.remark)(number).map(str::to_owned),
            Typed::Above => Some(format!("Runs at {}, the ceiling.", count(self.most))),
            Typed::Below => Some(format!("Runs at {}, the least.", count(self.least))),
            Typed::NoNumber => Some(format!("Not a whole number: {} stays.", count(in_force))),
        }
    }
}

/// The field of `knob`. Settings that came from elsewhere put the value that is in force into it.
#[component]
pub(super) fn NumberField(state: State, knob: Knob) -> impl IntoView {
    let in_force = Memo::new(move |_| (knob.get)(state));
    let text = RwSignal::new(in_force.get_untracked().to_string());
    Effect::new(move |_| {
        state.settings_given.track();
        text.set(in_force.get_untracked().to_string());
    });
    let remark = Memo::new(move |_| knob.remark_on(text.with(|text| knob.read(text)), in_force.get()));
    let is_no_number = move || text.with(|text| knob.read(text) == Typed::NoNumber);
    let type_in = move |event| {
        let typed = event_target_value(&event);
        let number = match knob.read(&typed) {
            Typed::Number(number) => Some(number),
            Typed::Above => Some(knob.most),
            Typed::Below => Some(knob.least),
            Typed::NoNumber => None,
        };
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
                aria-invalid=move || is_no_number().then_some("true")
                prop:value=text
                on:input=type_in
            />
            <p class="field-said" id=said role="status">{remark}</p>
        </div>
    }
}
