//! The status bar: how far the run is, in attributes for tools, in numbers, as a bar, in words and as chips.

mod advice;
mod bar;
mod chips;
mod lanes;
mod news;
mod picture;
mod status;
mod stopwatch;
mod tiles;

use leptos::prelude::*;

use super::figures::RunFigures;
use super::state::{PageState, State};
use advice::Advice;
use bar::Bar;
use chips::Chips;
use lanes::Lanes;
use news::Newsreel;
use picture::Picture;
use status::Status;
use tiles::Tiles;

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
            class="card strip"
            class:unrun=move || !state.run.has_run()
            node_ref=state.run.bar
            aria-label="Run"
            data-testid="summary"
            data-state=PageState::Empty.name()
        >
            <Tiles run=state.run phase/>
            <Bar run=state.run/>
            <Status state phase/>
            <Chips state/>
            <Advice run=state.run phase/>
            <Lanes state/>
            <Newsreel run=state.run/>
            <Picture run=state.run/>
        </section>
    }
}
