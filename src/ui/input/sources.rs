//! The sources beside the text area: files and long pastes, each with its count and a way to take it away.

use leptos::prelude::*;

use super::form_choice::{form_named, form_options};
use crate::input::detect::Form;
use crate::protocol::SourceView;
use crate::ui::state::State;
use crate::words::counted;

/// The list of sources; nothing when there is none.
#[component]
pub(super) fn Sources(state: State) -> impl IntoView {
    let sources: Memo<Vec<_>> = Memo::new(move |_| {
        state.reading.with(|reading| {
            let is_read = |source: &SourceView| reading.done || source.links > 0;
            (0_u16..)
                .zip(&reading.sources)
                .map(|(number, source)| (number, is_read(source), source.clone()))
                .collect()
        })
    });
    // Few and seldom changed: made anew each time, which costs the page less than a keyed list.
    let rows = move || {
        let row = |(number, is_read, source): &(u16, bool, SourceView)| row(state, *number, *is_read, source);
        sources.with(|sources| sources.iter().map(row).collect::<Vec<_>>())
    };
    view! {
        <ul class="sources" aria-label="Sources" hidden=move || sources.with(Vec::is_empty)>
            {rows}
        </ul>
    }
}

fn row(state: State, number: u16, is_read: bool, source: &SourceView) -> impl IntoView + use<> {
    let read = if is_read { counted(source.links, "link", "links") } else { "reading".to_owned() };
    let chosen = source.chosen.map_or("detect", Form::name);
    let found = format!("auto: {}", source.form.name());
    view! {
        <li class="source">
            <span class="source-name" title=source.name.clone()>{source.name.clone()}</span>
            <span class="source-count">{read}</span>
            <select
                class="source-form"
                data-testid="source-form"
                aria-label=format!("How {} is read", source.name)
                prop:value=chosen
                on:change=move |event| state.set_source_form(number, form_named(&event_target_value(&event)))
            >
                <option value="detect">{found}</option>
                {form_options()}
            </select>
            <button
                class="button quiet small"
                type="button"
                data-testid="view-source"
                aria-label=format!("View {}", source.name)
                on:click=move |_| state.view_source(number, None)
            >
                "View"
            </button>
            <button
                class="button quiet small"
                type="button"
                aria-label=format!("Remove {}", source.name)
                on:click=move |_| state.remove_source(number)
            >
                "Remove"
            </button>
        </li>
    }
}
