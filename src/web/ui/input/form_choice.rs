//! As what the text is read that was given.

use leptos::prelude::*;

use crate::input::detect::Form;
use crate::web::ui::state::State;

/// The form of this name; `None` for none, which leaves it to be found out.
pub(super) fn form_named(name: &str) -> Option<Form> {
    Form::ALL.into_iter().find(|form| form.name() == name)
}

/// All forms to choose from.
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
            title="A list has a link a line, and a line that is none is told of. In a text, links are picked out."
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
