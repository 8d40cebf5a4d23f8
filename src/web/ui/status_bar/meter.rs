//! The totals: in one sentence, and side by side in the progress bar.

use leptos::prelude::*;

use crate::format::{count, percent};
use crate::result::verdict::Total;
use crate::web::ui::part::{Part, follow};
use crate::web::ui::run::RunState;
use crate::web::ui::totals::tone;

/// Binds the sentence: what counts as what, the worst first.
pub(super) fn bind_sentence(bar: &Part, run: RunState) {
    let line = bar.part("totals");
    line.shown(move || run.has_run());
    line.redraw(
        move || run.summary.with(|summary| Total::SHOWN.map(|total| summary.count(total))),
        |line, counts| {
            let occurring = || Total::SHOWN.into_iter().zip(counts).filter(|(_, links)| **links > 0);
            for (nth, (total, links)) in occurring().enumerate() {
                line.add_text(if nth > 0 { ", " } else { "" });
                let words = format!("{} {}", count(*links), total.name());
                line.add("span", &[("class", tone(Some(total)))], &words);
            }
            line.add_text(if occurring().next().is_some() { "." } else { "No answer yet." });
        },
    );
}

/// Width of the bar in its own units, as in index.html.
const WIDTH: u64 = 100_000;

/// Binds the bar.
pub(super) fn bind(bar: &Part, run: RunState) {
    let (bar, segments) = (bar.part("bar"), bar.part("segments"));
    let segments = Total::SHOWN
        .map(|total| segments.add_svg("rect", &[("class", tone(Some(total))), ("height", "4")], ""));
    let done = move || run.summary.with(|summary| percent(summary.done, summary.links));
    bar.attribute("aria-valuenow", move || Some(done().to_string()));
    let widths = Memo::new(move |_| {
        run.summary.with(|summary| {
            let share = |links| u64::from(links) * WIDTH / u64::from(summary.links.max(1));
            Total::SHOWN.map(|total| share(summary.count(total)))
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
