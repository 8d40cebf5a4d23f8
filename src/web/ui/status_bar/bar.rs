//! The progress bar: the totals side by side, out of all links.

use leptos::prelude::*;

use crate::format::percent;
use crate::result::verdict::Total;
use crate::web::ui::run::RunState;
use crate::web::ui::table::tone;

/// Width of the bar in its own units.
const WIDTH: f64 = 1_000.0;

/// The bar.
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

/// How much of the bar `links` take.
fn share(run: RunState, links: u32) -> String {
    let all = run.summary.with(|summary| summary.links).max(1);
    format!("{:.2}", WIDTH * f64::from(links) / f64::from(all))
}
