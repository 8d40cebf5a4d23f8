//! The totals: side by side in the progress bar, and as chips, of which a press shows only the rows of one.

use leptos::ev;
use leptos::prelude::*;

use crate::format::{count, percent};
use crate::result::verdict::Total;
use crate::web::ui::part::{Part, follow};
use crate::web::ui::run::RunState;
use crate::web::ui::state::State;
use crate::web::ui::totals::{hook, tone};

/// Binds a chip for each total that occurs, and how many links wait.
pub(super) fn bind(bar: &Part, state: State) {
    let (chips, waiting, all) = (bar.part("chips"), bar.part("waiting"), bar.button("show-all"));
    for total in Total::ALL {
        add_chip(&chips, state, total);
    }
    chips.append(&waiting);
    chips.append(&all);
    let left = move || state.run.summary.with(|summary| summary.links.saturating_sub(summary.done));
    waiting.shown(move || left() > 0);
    waiting.text(move || format!("{} to come", count(left())));
    all.shown(move || !state.table.totals.with(Vec::is_empty));
    all.on(ev::click, move |_| state.table.set_totals(Vec::new()));
}

fn add_chip(chips: &Part, state: State, total: Total) {
    let (class, hook) = (format!("chip {}", tone(Some(total))), format!("chip-{}", hook(total)));
    let chip = chips.add("button", &[("class", &class), ("type", "button"), ("data-testid", &hook)], "");
    chip.add("span", &[("aria-hidden", "true")], total.sign());
    let links = move || state.run.summary.with(|summary| summary.count(total));
    let is_pressed = move || state.table.totals.with(|totals| totals.contains(&total));
    chip.add("b", &[], "").text(move || count(links()));
    chip.add_text(total.name());
    chip.attribute("aria-pressed", move || Some(if is_pressed() { "true" } else { "false" }));
    chip.shown(move || links() > 0 || is_pressed());
    // The order in which the totals are shown, whatever the order of the presses.
    chip.on(ev::click, move |_| {
        let pressed = state.table.totals.get_untracked();
        let is_to_be = |other: &Total| pressed.contains(other) != (*other == total);
        state.table.set_totals(Total::ALL.into_iter().filter(is_to_be).collect());
    });
}

/// Width of the bar in its own units, as in index.html.
const WIDTH: u64 = 100_000;

/// Binds the bar.
pub(super) fn bind_segments(bar: &Part, run: RunState) {
    let (bar, segments) = (bar.part("bar"), bar.part("segments"));
    let segments = Total::ALL
        .map(|total| segments.add_svg("rect", &[("class", tone(Some(total))), ("height", "8")], ""));
    let done = move || run.summary.with(|summary| percent(summary.done, summary.links));
    bar.attribute("aria-valuenow", move || Some(done().to_string()));
    let widths = Memo::new(move |_| {
        run.summary.with(|summary| {
            let share = |links| u64::from(links) * WIDTH / u64::from(summary.links.max(1));
            Total::ALL.map(|total| share(summary.count(total)))
        })
    });
    follow(move || {
        let mut start = 0;
        for (segment, width) in segments.iter().zip(widths.get()) {
            segment.set("x", Some(&start.to_string()));
            segment.set("width", Some(&width.to_string()));
            start += width;
        }
    });
}
