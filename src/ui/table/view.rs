//! The table as a part of the page: its tools, what it says of itself, the grid.

use leptos::prelude::*;

use super::columns_menu::ColumnsMenu;
use super::filter::FilterBox;
use super::grid::Grid;
use super::state::TableState;
use crate::chart::split::{Phase, round_scale};
use crate::ui::detail::DetailPanel;
use crate::ui::export_menu::ExportMenu;
use crate::ui::state::State;
use crate::words::count as grouped;

/// The table.
#[component]
pub(in crate::ui) fn Table(state: State) -> impl IntoView {
    let table = state.table;
    table.connect(move |command| state.command(command));
    let scale_ms = Memo::new(move |_| scale_of(state));
    view! {
        <section class="card results" aria-label="Results">
            <div class="results-tools">
                <FilterBox table/>
                <ColumnsMenu table/>
                <ExportMenu state/>
            </div>
            <div class="results-facts">
                <p class="results-count" data-testid="shown">{move || count_in_words(state)}</p>
                <Legend/>
            </div>
            <div class="results-grid" class:is-busy=move || table.busy.get()>
                <Grid table scale_ms/>
                <p class="results-empty" hidden=move || !is_empty(state)>{move || why_empty(state)}</p>
            </div>
            <p class="for-readers" role="status" aria-live="polite">{move || table.announcement.get()}</p>
            <DetailPanel state/>
        </section>
    }
}

/// What the colours of the bars mean.
#[component]
fn Legend() -> impl IntoView {
    let entry = |phase: Phase| {
        view! { <li><i class=format!("swatch phase-{}", phase.name())></i>{phase.title()}</li> }
    };
    view! {
        <ul class="legend" aria-label="Colours of the time bars">
            {Phase::ALL.map(entry)}
            <li><i class="swatch of-clock"></i>"Phases hidden"</li>
        </ul>
    }
}

/// How long a bar that fills its cell lasts: what 95 of a hundred answers stay within, or, while there are none, the
/// longest row at hand; made round, so that it stands still while a run is on.
fn scale_of(state: State) -> f32 {
    let p95 = state.summary.with(|summary| summary.spread.p95);
    #[expect(clippy::cast_possible_truncation, reason = "a scale of a picture")]
    let p95 = p95.map(|p95| p95.get() as f32);
    round_scale(p95.or_else(|| state.table.longest_ms.get()).unwrap_or_default())
}

fn is_filtered(table: TableState) -> bool {
    !table.filter_text.with(String::is_empty) || !table.totals.with(Vec::is_empty)
}

fn is_empty(state: State) -> bool {
    state.table.shown.get() == 0 && !state.table.busy.get()
}

fn why_empty(state: State) -> &'static str {
    let links = state.summary.with(|summary| summary.links);
    if links > 0 && is_filtered(state.table) {
        "No row matches this filter. Escape in the filter box empties it."
    } else if links > 0 {
        ""
    } else {
        "Each link becomes a row here: what answered, and where its time went."
    }
}

fn count_in_words(state: State) -> String {
    let shown = state.table.shown.get();
    let links = state.summary.with(|summary| summary.links);
    match (links, is_filtered(state.table)) {
        (0, _) => String::new(),
        (_, true) => format!("{} of {} shown", grouped(shown), grouped(links)),
        (1, false) => "1 row".to_owned(),
        (_, false) => format!("{} rows", grouped(links)),
    }
}
