//! The table as a part of the page: its tools, what it says of itself, the grid.

use leptos::prelude::*;

use super::grid::Grid;
use super::state::TableState;
use super::tools::{ColumnsMenu, FilterBox};
use crate::chart::split::{TimePhase, round_scale};
use crate::format::count as grouped;
use crate::units::Millis;
use crate::web::ui::codegen::Codegen;
use crate::web::ui::detail::DetailPanel;
use crate::web::ui::moved::MovedMenu;
use crate::web::ui::results_menus::{ExportMenu, RetryMenu};
use crate::web::ui::state::State;

#[component]
pub(in crate::web::ui) fn Table(state: State) -> impl IntoView {
    let table = state.table;
    table.connect(move |command| state.command(command));
    let scale_ms = Memo::new(move |_| scale_of(state));
    // A live run re-sorts continuously; don't show that as busy.
    let busy =
        Memo::new(move |_| table.awaited.get() || (table.busy.get() && !state.page_state().is_active()));
    view! {
        <section class="card results" aria-label="Results">
            <div class="results-tools">
                <FilterBox table/>
                <ColumnsMenu table/>
                <RetryMenu state/>
                <ExportMenu state/>
                <MovedMenu state/>
                <Codegen state/>
            </div>
            <div class="results-facts">
                <p class="results-count" data-testid="shown">{move || count_in_words(state)}</p>
                <Legend scale_ms/>
            </div>
            <div class="results-grid" class:is-busy=move || table.awaited.get()>
                <Grid table busy scale_ms/>
                <p class="results-empty" hidden=move || !is_empty(state)>{move || why_empty(state)}</p>
            </div>
            <p class="visually-hidden" role="status" aria-live="polite">{move || table.announcement.get()}</p>
            <DetailPanel state/>
        </section>
    }
}

/// What the colours of the bars mean, and how long a bar that fills its cell lasts.
#[component]
fn Legend(scale_ms: Memo<f32>) -> impl IntoView {
    let scale = move || format!("Full bar {}", Millis::new(f64::from(scale_ms.get())));
    let entry = |phase: TimePhase| {
        view! { <li><i class=format!("swatch phase-{}", phase.name())></i>{phase.title()}</li> }
    };
    view! {
        <ul class="legend" aria-label="Colours of the time bars">
            {TimePhase::ALL.map(entry)}
            <li><i class="swatch of-clock"></i>"Phases hidden"</li>
            <li>{scale}</li>
        </ul>
    }
}

/// A bar that fills its cell lasts at most this many times the median.
const SCALE_MEDIANS: f64 = 6.0;

/// How long a bar that fills its cell lasts, in milliseconds: p95, but at most some medians, or a few slow rows would leave
/// the usual ones without a visible bar. Without answers, the longest row at hand. Rounded, so that it rarely changes.
fn scale_of(state: State) -> f32 {
    let spread = state.run.summary.with(|summary| summary.spread);
    let answers = spread.p95.zip(spread.p50).map(|(p95, p50)| p95.get().min(SCALE_MEDIANS * p50.get()));
    #[expect(clippy::cast_possible_truncation, reason = "a scale of a picture")]
    let answers = answers.map(|ms| ms as f32);
    round_scale(answers.or_else(|| state.table.longest_ms.get()).unwrap_or_default())
}

fn is_filtered(table: TableState) -> bool {
    !table.filter_text.with(String::is_empty) || !table.totals.with(Vec::is_empty)
}

fn is_empty(state: State) -> bool {
    state.table.shown.get() == 0 && !state.table.awaited.get()
}

fn why_empty(state: State) -> &'static str {
    let links = state.run.summary.with(|summary| summary.links);
    if links > 0 && !state.table.problems.with(Vec::is_empty) {
        "This filter is not applied, and no row matched the last one. Escape in the filter box empties it."
    } else if links > 0 && state.table.filter_text.with(String::is_empty) && is_filtered(state.table) {
        "No row counts as what the chips above choose. “Show all” next to them shows all rows again."
    } else if links > 0 && is_filtered(state.table) {
        "No row matches this filter. Escape in the filter box empties it."
    } else if links > 0 {
        ""
    } else {
        "Each link becomes a row here: what answered, and where its time went."
    }
}

fn count_in_words(state: State) -> String {
    let shown = state.table.shown.get();
    let links = state.run.summary.with(|summary| summary.links);
    let is_applied = state.table.problems.with(Vec::is_empty);
    match (links, is_filtered(state.table)) {
        (0, _) => String::new(),
        (_, true) if !is_applied => {
            format!("{} of {} shown: the filter is not applied", grouped(shown), grouped(links))
        }
        (_, true) => format!("{} of {} shown", grouped(shown), grouped(links)),
        (1, false) => "1 row".to_owned(),
        (_, false) => format!("{} rows", grouped(links)),
    }
}
