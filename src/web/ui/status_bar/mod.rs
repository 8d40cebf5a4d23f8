//! The status bar: how far the run is, in attributes for tools, in numbers, as a bar, in words and as chips.

mod chips;
mod lanes;
mod status;
mod tiles;

use leptos::prelude::*;

use super::run::RunState;
use super::state::{PageState, State};
use super::totals::RunFigures;
use crate::protocol::RunDecision;
use chips::{Bar, Chips};
use lanes::Lanes;
use status::{Advice, Status};
use tiles::{Picture, Tiles};

/// Its attributes are stable: other tools drive the page by them.
#[component]
pub(super) fn StatusBar(state: State, phase: Memo<PageState>) -> impl IntoView {
    let figures = Memo::new(move |_| RunFigures::now(state.list, state.run, phase.get()));
    Effect::new(move |_| {
        let Some(bar) = state.run.bar.get() else { return };
        let said = ("data-state".to_owned(), phase.get().name().to_owned());
        // The state last: who waits for it finds the numbers that belong to it.
        for (name, text) in figures.with(RunFigures::attributes).into_iter().chain([said]) {
            // An element of ours takes any attribute.
            let _ = bar.set_attribute(&name, &text);
        }
    });
    view! {
        <section
            class="card status-bar"
            class:unrun=move || !state.run.has_run()
            node_ref=state.run.bar
            aria-label="Run"
            data-testid="summary"
            data-state=PageState::Empty.name()
            data-access=move || state.access().name()
        >
            <Tiles run=state.run phase/>
            <Bar run=state.run/>
            <Status state phase/>
            <Chips state/>
            <Advice state phase/>
            <Lanes state/>
            <Decisions run=state.run/>
            <Picture run=state.run/>
        </section>
    }
}

/// What the run decided by itself: the latest in sight, the others to unfold.
#[component]
fn Decisions(run: RunState) -> impl IntoView {
    let decisions = Memo::new(move |_| {
        run.progress
            .with(|progress| progress.as_ref().map(|progress| progress.decisions.clone()))
            .unwrap_or_default()
    });
    let latest = move || decisions.with(|all| all.last().map(RunDecision::line));
    let all = move || {
        decisions.with(|all| {
            all.iter().rev().skip(1).map(|one| view! { <li>{one.line()}</li> }).collect::<Vec<_>>()
        })
    };
    view! {
        <details class="news note" data-testid="news" hidden=move || decisions.with(Vec::is_empty)>
            <summary>{latest}</summary>
            <ol>{all}</ol>
        </details>
    }
}
