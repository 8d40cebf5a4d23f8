//! The run strip: where the run stands, in attributes for tools, in numbers, as a bar, in words and as chips.

mod advice;
mod bar;
mod chips;
mod status;
mod stopwatch;
mod tiles;

use leptos::prelude::*;

use super::figures::Figures;
use super::state::{PageState, State};
use crate::result::verdict::Total;
use advice::Advice;
use bar::Bar;
use chips::Chips;
use status::Status;
use tiles::Tiles;

/// The strip. Its attributes are stable: other tools drive the page by them.
#[component]
pub(super) fn Strip(state: State, phase: Memo<PageState>) -> impl IntoView {
    let figures = Memo::new(move |_| Figures::now(state, phase.get()));
    let of = move |total| move || figures.with(|figures| figures.of(total));
    view! {
        <section
            class="card strip"
            class:unrun=move || !state.has_run()
            node_ref=state.strip
            aria-label="Run"
            data-testid="summary"
            data-state=move || phase.get().name()
            data-links=move || figures.with(|figures| figures.links)
            data-targets=move || figures.with(|figures| figures.targets)
            data-done=move || figures.with(|figures| figures.done)
            data-in-flight=move || figures.with(|figures| figures.in_flight)
            data-working=of(Total::Working)
            data-broken=of(Total::Broken)
            data-unverified=of(Total::Unverified)
            data-not-sent=of(Total::NotSent)
            data-cancelled=of(Total::Cancelled)
            data-ignored=of(Total::Ignored)
            data-elapsed-ms=move || figures.with(|figures| format!("{:.0}", figures.elapsed.get()))
        >
            <Tiles state phase/>
            <Bar state/>
            <Status state phase/>
            <Chips state/>
            <Advice state phase/>
        </section>
    }
}
