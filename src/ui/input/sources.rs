//! The sources beside the text area: files and long pastes, each with its count and a way to take it away.

use leptos::prelude::*;

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
    let form = source.form.name();
    let read = if is_read {
        format!("{} · {form}", counted(source.links, "link", "links"))
    } else {
        "reading".to_owned()
    };
    view! {
        <li class="source">
            <span class="source-name" title=source.name.clone()>{source.name.clone()}</span>
            <span class="source-count">{read}</span>
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
