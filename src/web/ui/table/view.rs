//! The table as a part of the page: its toolbar, what it says of itself, the grid.

use leptos::prelude::*;

use super::state::TableState;
use super::{grid, headings, row_actions};
use super::{toolbar, verdict_tabs};
use crate::chart::split::{TimePhase, round_scale};
use crate::format::count as grouped;
use crate::result::groups::Grouping;
use crate::units::Millis;
use crate::web::ui::part::{Part, follow};
use crate::web::ui::state::{PageState, State};
use crate::web::ui::strip;

pub(in crate::web::ui) fn results(state: State, phase: Memo<PageState>) -> Part {
    let (results, table) = (Part::of("results"), state.table);
    table.connect(move |command| state.command(command));
    // A live run re-sorts continuously; don't show that as busy.
    let busy = move || table.awaited.get() || (table.busy.get() && !phase.get().is_active());
    toolbar::bind_filter(&results, table);
    let toolbar = results.part("toolbar");
    verdict_tabs::bind(&results, state, phase);
    for menu in [toolbar::filter_help(), toolbar::columns_menu(table)] {
        toolbar.append(&menu);
    }
    strip::bind(&toolbar);
    results.part("count").text(move || count_in_words(state));
    fill_legend(&results.part("legend"), state);
    results.part("results-grid").class("is-busy", move || table.awaited.get());
    results.part("results-grid").class("has-places", move || state.has_places());
    follow(move || table.set_has_texts(state.run.summary.with(|summary| summary.has_texts)));
    let is_docked = Memo::new(move |_| table.open.get().is_some());
    follow(move || {
        is_docked.get();
        table.show_columns();
    });
    row_actions::bind(&results, state);
    grid::bind(&results, table, busy, move || scale_of(state));
    headings::bind(&results, state);
    results.part("empty").shown(move || is_empty(state));
    results.part("empty").text(move || why_empty(state));
    results.part("announcement").text(move || table.announcement.get());
    results
}

/// Says what the colours of the bars mean, and how long a bar that fills its cell lasts.
fn fill_legend(legend: &Part, state: State) {
    let entry = |class: &str, title: &str| {
        let entry =
            legend.add("li", &[("class", if class == "swatch of-clock" { "" } else { "of-phase" })], "");
        entry.add("i", &[("class", class)], "");
        entry.add_text(title);
    };
    for phase in TimePhase::ALL {
        entry(&format!("swatch phase-{}", phase.name()), phase.title());
    }
    entry("swatch of-clock", "Phases hidden");
    legend.class("hides-phases", move || !state.table.has_phases.get());
    let scale = legend.add("li", &[], "");
    scale.text(move || format!("Full bar {}", Millis::new(f64::from(scale_of(state)))));
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

/// Whether rows change places, and one is held where it is.
fn is_held_still(state: State) -> bool {
    state.page_state().is_active() && state.table.is_held.get() && state.table.has_live_order()
}

fn is_empty(state: State) -> bool {
    state.table.shown.get() == 0 && !state.table.awaited.get()
}

fn why_empty(state: State) -> &'static str {
    let links = state.run.summary.with(|summary| summary.links);
    if links > 0 && !state.table.problems.with(Vec::is_empty) {
        "This filter is not applied, and no row matched the last one. Escape in the filter box empties it."
    } else if links > 0 && state.table.filter_text.with(String::is_empty) && is_filtered(state.table) {
        "No rows in this tab. “All” shows all rows again."
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
    let selected = state.table.selection.get();
    if !selected.is_empty() {
        let copied = if state.table.is_copied.get() { ", copied" } else { "" };
        if state.table.size.get().grouping != Grouping::None {
            return format!("Rows selected{copied}");
        }
        return format!("{} of {} selected{copied}", grouped(selected.end - selected.start), grouped(shown));
    }
    match (links, is_filtered(state.table)) {
        (0, _) => String::new(),
        (_, true) if !is_applied => {
            format!("{} of {} shown: the filter is not applied", grouped(shown), grouped(links))
        }
        (_, true) => {
            let kept = if is_held_still(state) { ", yours is kept in place" } else { "" };
            format!("{} of {} shown{kept}", grouped(shown), grouped(links))
        }
        (_, false) if is_held_still(state) => format!("{} rows, yours is kept in place", grouped(links)),
        (1, false) => "1 row".to_owned(),
        (_, false) => format!("{} rows", grouped(links)),
    }
}
