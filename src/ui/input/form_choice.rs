//! Whether what was given is read as a list or as a text.

use leptos::prelude::*;

use crate::input::detect::Form;
use crate::ui::state::State;

/// How the text area is read: found out, or as the user says.
#[component]
pub(super) fn FormChoice(state: State) -> impl IntoView {
    let form_of = |name: &str| match name {
        "list" => Some(Form::List),
        "text" => Some(Form::Text),
        _ => None,
    };
    let found = move || {
        let form = state.reading.with(|reading| reading.form).unwrap_or_default();
        format!("auto: {}", form.name())
    };
    let chosen = move || state.form.get().map_or("detect", Form::name);
    view! {
        <label
            class="form-choice"
            title="A list has a link a line, and a line that is none is told of. In a text, links are picked out."
            hidden=move || state.reading.with(|reading| reading.bytes == 0)
        >
            <span>"Read as"</span>
            <select
                data-testid="form"
                prop:value=chosen
                on:change=move |event| state.set_form(form_of(&event_target_value(&event)))
            >
                <option value="detect">{found}</option>
                <option value="list">"list"</option>
                <option value="text">"text"</option>
            </select>
        </label>
    }
}
