//! The totals as chips: how many links have which, and a press shows only those.

use leptos::prelude::*;

use crate::format::count;
use crate::result::verdict::Total;
use crate::web::ui::state::State;
use crate::web::ui::table::tone;
use crate::web::ui::totals::hook;

/// A chip for each total that occurs, and how many links wait.
#[component]
pub(super) fn Chips(state: State) -> impl IntoView {
    let waiting =
        Memo::new(move |_| state.run.summary.with(|summary| summary.links.saturating_sub(summary.done)));
    let is_filtered = move || state.table.totals.with(|totals| !totals.is_empty());
    view! {
        <div class="chips" role="group" aria-label="Show only">
            {Total::ALL.map(|total| view! { <Chip state total/> }).into_iter().collect::<Vec<_>>()}
            <span class="waiting" hidden=move || waiting.get() == 0>{move || waits(waiting.get())}</span>
            <button
                class="button quiet small"
                type="button"
                hidden=move || !is_filtered()
                on:click=move |_| state.table.set_totals(Vec::new())
            >
                "Show all"
            </button>
        </div>
    }
}

fn waits(waiting: u32) -> String {
    format!("{} to come", count(waiting))
}

#[component]
fn Chip(state: State, total: Total) -> impl IntoView {
    let links = Memo::new(move |_| state.run.summary.with(|summary| summary.count(total)));
    let is_pressed = move || state.table.totals.with(|totals| totals.contains(&total));
    // The order in which the totals are shown, whatever the order of the presses.
    let toggle = move |_| {
        let pressed = state.table.totals.get_untracked();
        let is_to_be = |other: &Total| pressed.contains(other) != (*other == total);
        state.table.set_totals(Total::ALL.into_iter().filter(is_to_be).collect());
    };
    view! {
        <button
            class=format!("chip {}", tone(Some(total)))
            type="button"
            data-testid=format!("chip-{}", hook(total))
            aria-pressed=move || if is_pressed() { "true" } else { "false" }
            hidden=move || links.get() == 0 && !is_pressed()
            on:click=toggle
        >
            <span aria-hidden="true">{total.sign()}</span>
            <b>{move || count(links.get())}</b>
            {total.name()}
        </button>
    }
}
