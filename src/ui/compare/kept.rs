//! Results that are kept: by this browser, the newest first, a dozen at most.

use leptos::prelude::*;

use crate::protocol::CompareCommand;
use crate::ui::state::State;

/// The list; nothing where there is none.
pub(super) fn list(state: State) -> AnyView {
    let compare = state.compare();
    let lines = move || {
        compare.kept.with(|kept| {
            kept.iter().enumerate().map(|(place, (name, _))| line(state, place, name)).collect::<Vec<_>>()
        })
    };
    view! {
        <section class="card compare-kept" hidden=move || compare.kept.with(Vec::is_empty)>
            <h2>"Kept in this browser"</h2>
            <ul>{lines}</ul>
        </section>
    }
    .into_any()
}

fn line(state: State, place: usize, name: &str) -> AnyView {
    let compare = state.compare();
    let show = move |_| {
        let report = compare.kept.with_untracked(|kept| kept.get(place).map(|(_, report)| report.clone()));
        if let Some(report) = report {
            state.tell_compare(CompareCommand::Show(report));
        }
    };
    view! {
        <li>
            <button class="button quiet small" type="button" data-testid="compare-kept" on:click=show>{name.to_owned()}</button>
            <button
                class="button quiet small"
                type="button"
                aria-label=format!("Forget {name}")
                data-testid="compare-forget"
                on:click=move |_| compare.forget(place)
            >
                "✕"
            </button>
        </li>
    }
    .into_any()
}
