//! The tab Compare: what is to be tried, what it costs, what comes of it.
//!
//! # Test hooks
//! `tab-check` and `tab-compare` (roles `tab`) lead to the two panels, as `#check` and `#compare` in the address do.
//! In the form: `experiment` (values: the presets' keys), `place` (`list|practice|given`), `given` (lines of links),
//! `way-<key>` (a box for each strategy), `own` (a box) with `own-concurrency` and `own-per-origin`, `levels`, `rounds`,
//! `requests`; `compare-cost` says the cost or why nothing can be started. `compare-start` opens `compare-confirm` with
//! `compare-confirm-start` and `compare-confirm-cancel`; where many requests go to servers of others, another one follows,
//! marked `data-again`. `compare-stop` while it is on.
//!
//! `compare-state` carries `data-state` (`idle|running|hidden|done|stopped`), `data-done` and `data-trials` (trials over
//! and in all) and `data-knee` (empty where there is none). Results: `compare-headline`, `compare-row` (the knee's with
//! `data-knee`), `compare-picture`, `compare-note`, `compare-published`, `use-this`, `compare-export-<format>`,
//! `compare-kept` (a button for each result that is kept).

mod ask;
mod draw;
mod form;
mod kept;
mod outcome;
mod state;

use leptos::prelude::*;

use super::state::State;
pub(super) use state::CompareState;

/// The panel.
#[component]
pub(super) fn Compare(state: State) -> impl IntoView {
    let compare = state.compare();
    let name = move || compare.state_name();
    let progress = move || compare.status.with(|(_, progress)| *progress);
    let knee = move || compare.view.with(|view| view.knee).map(|knee| knee.to_string()).unwrap_or_default();
    view! {
        <main
            class="main compare"
            id="panel-compare"
            role="tabpanel"
            aria-labelledby="tab-compare"
            hidden=move || !compare.is_shown.get()
        >
            {form::form(state)}
            <section
                class="compare-outcome"
                aria-label="Result"
                data-testid="compare-state"
                data-state=name
                data-done=move || progress().0
                data-trials=move || progress().1
                data-knee=knee
            >
                {outcome::outcome(state)}
                {kept::list(state)}
            </section>
        </main>
    }
}
