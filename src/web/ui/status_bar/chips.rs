//! The totals: side by side in the progress bar, and as chips, of which a press shows only the rows of one.

use leptos::prelude::*;

use crate::format::{count, percent};
use crate::result::verdict::Total;
use crate::web::ui::controls::button;
use crate::web::ui::run::RunState;
use crate::web::ui::state::State;
use crate::web::ui::totals::{hook, tone};

/// A chip for each total that occurs, and how many links wait.
#[component]
pub(super) fn Chips(state: State) -> impl IntoView {
    let waiting =
        Memo::new(move |_| state.run.summary.with(|summary| summary.links.saturating_sub(summary.done)));
    let is_whole = Signal::derive(move || state.table.totals.with(Vec::is_empty));
    view! {
        <div class="chips" role="group" aria-label="Show only">
            {Total::ALL.map(|total| view! { <Chip state total/> }).into_iter().collect::<Vec<_>>()}
            <span class="waiting note" hidden=move || waiting.get() == 0>{move || format!("{} to come", count(waiting.get()))}</span>
            {button("button quiet small", None, "Show all", Some(is_whole), move || state.table.set_totals(Vec::new()))}
        </div>
    }
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

/// Width of the bar in its own units.
const WIDTH: f64 = 1_000.0;

#[component]
pub(super) fn Bar(run: RunState) -> impl IntoView {
    let segments = Total::ALL.map(|total| {
        let before = Total::ALL.into_iter().take_while(move |other| *other != total);
        let start =
            move || run.summary.with(|summary| before.clone().map(|total| summary.count(total)).sum());
        let width = move || run.summary.with(|summary| summary.count(total));
        view! {
            <rect
                class=tone(Some(total))
                x=move || share(run, start())
                width=move || share(run, width())
                height="8"
            ></rect>
        }
    });
    let done = move || run.summary.with(|summary| percent(summary.done, summary.links));
    view! {
        <div
            class="bar"
            role="progressbar"
            aria-label="Links with a verdict"
            aria-valuemin="0"
            aria-valuemax="100"
            aria-valuenow=done
        >
            <svg viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">{segments.into_iter().collect::<Vec<_>>()}</svg>
        </div>
    }
}

fn share(run: RunState, links: u32) -> String {
    let all = run.summary.with(|summary| summary.links).max(1);
    format!("{:.2}", WIDTH * f64::from(links) / f64::from(all))
}
