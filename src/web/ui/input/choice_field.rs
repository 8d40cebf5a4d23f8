//! One choice out of a few: of a setting, or of how a text is read.

use leptos::prelude::*;

use super::limits::ChoiceKnob;
use crate::input::detect::Form;
use crate::web::ui::part::Part;
use crate::web::ui::state::State;

/// Binds the field of a setting.
pub(super) fn bind(card: &Part, state: State, knob: &'static ChoiceKnob) {
    let field = card.field(knob.name);
    field.value(move || state.settings.values.with(knob.get));
    field.on_change(move |chosen| {
        state.change_settings(|settings| (knob.set)(settings, &chosen));
        if knob.replaces_others {
            state.settings.replaced.update(|times| *times += 1);
        }
    });
}

/// The form of this name; `None` for none, which leaves it to be found out.
pub(super) fn form_named(name: &str) -> Option<Form> {
    Form::ALL.into_iter().find(|form| form.name() == name)
}

/// Has a field offer all forms.
pub(super) fn add_forms(field: &Part) {
    for form in Form::ALL {
        field.add("option", &[("value", form.name())], form.name());
    }
}

/// How the text area is read: found out, or as the user says.
pub(super) fn bind_form(card: &Part, state: State) {
    let choice = card.part("form");
    choice.shown(move || state.list.reading.with(|reading| reading.bytes > 0));
    choice.part("found").text(move || {
        let form = state.list.reading.with(|reading| reading.form).unwrap_or_default();
        format!("auto: {}", form.name())
    });
    let field = choice.field("form");
    add_forms(&field);
    field.value(move || state.list.choice.with(|choice| choice.form).map_or("detect", Form::name));
    field.on_change(move |name| state.change_choice(|choice| choice.form = form_named(&name)));
}
