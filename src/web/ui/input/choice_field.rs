//! One choice out of a few: of a setting, or of how a text is read.

use leptos::prelude::*;

use super::limits::ChoiceKnob;
use crate::input::detect::Form;
use crate::web::ui::state::State;

/// The field of a setting. What it may come to by other settings is `unchosen`: its value and its words. Where it
/// `replaces` other settings, their fields show the new values.
pub(super) fn choice_knob<T: Copy + PartialEq + Send + Sync>(
    state: State,
    knob: &'static ChoiceKnob<T>,
    unchosen: Option<(&'static str, &'static str)>,
    replaces: bool,
) -> AnyView {
    let chosen = Signal::derive(move || {
        let now = state.settings.values.with(knob.get);
        let option = knob.options.iter().find(|(value, ..)| *value == now);
        option.map(|(_, name, _)| *name).or(unchosen.map(|(name, _)| name)).unwrap_or_default()
    });
    let choose = Callback::new(move |chosen: String| {
        if let Some((value, ..)) = knob.options.iter().find(|(_, name, _)| *name == chosen) {
            state.change_settings(|settings| (knob.set)(settings, *value));
            if replaces {
                state.settings.replaced.update(|times| *times += 1);
            }
        }
    });
    let [name, label, _] = knob.texts;
    let options = knob.options.iter().map(|(_, name, words)| (*name, *words)).collect();
    view! { <ChoiceField name label options unchosen chosen choose/> }.into_any()
}

/// A field that offers `options`, each as its value and its words; `unchosen` can only come about.
#[component]
pub(super) fn ChoiceField(
    name: &'static str,
    label: &'static str,
    options: Vec<(&'static str, &'static str)>,
    unchosen: Option<(&'static str, &'static str)>,
    #[prop(into)] chosen: Signal<&'static str>,
    choose: Callback<String>,
) -> impl IntoView {
    let options: Vec<_> =
        options.into_iter().map(|(value, words)| view! { <option value=value>{words}</option> }).collect();
    let unchosen =
        unchosen.map(|(value, words)| view! { <option value=value disabled hidden>{words}</option> });
    view! {
        <div class="field">
            <label for=name>{label}</label>
            <select
                id=name
                data-testid=name
                aria-describedby=format!("about-{name}")
                prop:value=chosen
                on:change=move |event| choose.run(event_target_value(&event))
            >
                {options}
                {unchosen}
            </select>
        </div>
    }
}

/// The form of this name; `None` for none, which leaves it to be found out.
pub(super) fn form_named(name: &str) -> Option<Form> {
    Form::ALL.into_iter().find(|form| form.name() == name)
}

pub(super) fn form_options() -> Vec<AnyView> {
    Form::ALL
        .into_iter()
        .map(|form| view! { <option value=form.name()>{form.name()}</option> }.into_any())
        .collect()
}

/// How the text area is read: found out, or as the user says.
#[component]
pub(super) fn FormChoice(state: State) -> impl IntoView {
    let found = move || {
        let form = state.list.reading.with(|reading| reading.form).unwrap_or_default();
        format!("auto: {}", form.name())
    };
    let chosen = move || state.list.choice.with(|choice| choice.form).map_or("detect", Form::name);
    view! {
        <label
            class="form-choice"
            title="A list has a link a line, and other lines are reported. In a text, links are picked out."
            hidden=move || state.list.reading.with(|reading| reading.bytes == 0)
        >
            <span>"Read as"</span>
            <select
                data-testid="form"
                prop:value=chosen
                on:change=move |event| {
                    let form = form_named(&event_target_value(&event));
                    state.change_choice(|choice| choice.form = form);
                }
            >
                <option value="detect">{found}</option>
                {form_options()}
            </select>
        </label>
    }
}
