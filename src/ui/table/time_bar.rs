//! The bar of a row's time: its length on a scale that all rows share, its segments the phases. Colours are never the
//! only sign: the same stands in words in its title, and in the row's detail as numbers.

use core::fmt::Write as _;
use std::sync::Arc;

use leptos::prelude::*;

use super::cells::hook;
use super::field::FieldView;
use crate::chart::split::{Bar, Phase, Segment, Spent};
use crate::result::row::RowView;
use crate::result::timing::Provenance;
use crate::result::verdict::Verdict;
use crate::units::Millis;

/// The time of a row, phase by phase.
pub(in crate::ui) const fn spent(row: &RowView) -> Spent {
    Spent {
        total_ms: row.total_ms,
        phases_ms: [
            row.browser_queue_ms,
            row.redirect_ms,
            row.dns_ms,
            row.connect_ms,
            row.tls_ms,
            row.wait_ms,
            row.download_ms,
        ],
    }
}

/// Classes of the bar that shows `bar` of a row that ended in `verdict`.
pub(in crate::ui) fn bar_class(bar: Option<&Bar>, verdict: Option<Verdict>) -> String {
    let mut class = "time-bar".to_owned();
    let Some(bar) = bar else { return class + " no-bar" };
    class.push_str(match (bar.segments, verdict) {
        (Some(_), _) => " of-phases",
        (None, Some(Verdict::TimedOut { .. })) => " of-timeout",
        (None, _) => " of-clock",
    });
    if bar.capped {
        class.push_str(" is-capped");
    }
    class
}

/// The segments of a bar: always seven, those of hidden phases without width.
pub(in crate::ui) fn segments(bar: Option<&Bar>) -> impl IntoView + use<> {
    let known = bar.and_then(|bar| bar.segments).unwrap_or_default();
    let rects = Phase::ALL.map(|phase| {
        let Segment { start, length } = known[phase as usize];
        view! {
            <rect class=format!("phase-{}", phase.name()) x=percent(start) width=percent(length) height="100%"></rect>
        }
    });
    view! { <svg class="bar-phases" aria-hidden="true">{rects}</svg> }
}

/// A part of 1 as CSS writes it.
fn percent(part: f32) -> String {
    format!("{:.2}%", part * 100.0)
}

/// The cell of a row's bar.
pub(super) fn cell(view: &FieldView, row: Option<&Arc<RowView>>, scale_ms: f32) -> impl IntoView + use<> {
    let bar = row.and_then(|row| Bar::of(&spent(row), scale_ms));
    let verdict = row.and_then(|row| row.verdict);
    let words = row.map_or_else(String::new, |row| in_words(row));
    let note = match verdict {
        Some(Verdict::NotSent(reason)) => reason.hint(),
        _ => "",
    };
    let length = percent(bar.map_or(0.0, |bar| bar.length));
    view! {
        <div
            role="gridcell"
            class=Arc::clone(&view.class)
            data-testid=hook(view, row)
            aria-label=words.clone()
            title=words
        >
            <span class=bar_class(bar.as_ref(), verdict) style:width=length>{segments(bar.as_ref())}</span>
            <span class="bar-note">{note}</span>
        </div>
    }
}

/// Where the time went, in words; why it is hidden, where it is.
fn in_words(row: &RowView) -> String {
    let Some(verdict) = row.verdict else { return String::new() };
    let Some(total) = row.total_ms else {
        return match verdict {
            Verdict::NotSent(reason) => format!("Not sent: {}. {}", reason.reason(), reason.hint()),
            _ => "No time was taken".to_owned(),
        };
    };
    let ms = |ms: f32| Millis::new(f64::from(ms));
    let mut words = format!("Total {}", ms(total));
    for (phase, took) in Phase::ALL.into_iter().zip(spent(row).phases_ms) {
        if let Some(took) = took.filter(|took| *took > 0.0) {
            // Writing to a String cannot fail.
            let _ = write!(words, " · {} {}", phase.title(), ms(took));
        }
    }
    if row.provenance == Provenance::Clock {
        words.push_str(
            " by the page's clock; the phases are hidden: the site does not allow timing to be seen",
        );
    }
    if let Some(queue) = row.queue_ms.filter(|queue| *queue >= 1.0) {
        let _ = write!(words, " · before it, {} in Volley's own queue", ms(queue));
    }
    words
}
