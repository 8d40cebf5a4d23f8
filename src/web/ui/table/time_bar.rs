//! The bar of a row's time: its length on a scale that all rows share, its segments the phases. Colours are never the
//! only sign: the same is in words in its title, and in the row's detail as numbers.

use core::fmt::Write as _;

use super::cached_element::CachedElement;
use crate::chart::split::{Bar, Spent, TimePhase};
use crate::result::row::RowView;
use crate::result::timing::{Measure, Provenance};
use crate::result::verdict::Verdict;
use crate::units::Millis;

pub(in crate::web::ui) const fn spent(row: &RowView) -> Spent {
    // Measures are in the order of `TimePhase`, after our queue and the total.
    let [_, total_ms, phases_ms @ ..] = row.measures;
    Spent { total_ms, phases_ms }
}

/// Classes of the bar that shows `bar` of a row that ended in `verdict`.
pub(in crate::web::ui) fn bar_class(bar: Option<&Bar>, verdict: Option<Verdict>) -> String {
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

/// A part of 1 as CSS writes it.
pub(in crate::web::ui) fn percent(part: f32) -> String {
    format!("{:.2}%", part * 100.0)
}

#[derive(Debug)]
pub(super) struct TimeBar {
    bar: CachedElement,
    segments: [CachedElement; TimePhase::ALL.len()],
    note: CachedElement,
}

impl TimeBar {
    pub(super) fn new() -> Self {
        let segments = TimePhase::ALL.map(|phase| {
            let class = format!("phase-{}", phase.name());
            CachedElement::svg("rect").with("class", &class).with("height", "100%")
        });
        let svg = CachedElement::svg("svg").with("aria-hidden", "true");
        let svg = segments.iter().fold(svg, CachedElement::holding);
        let bar = CachedElement::html("span").holding(&svg);
        Self { bar, segments, note: CachedElement::html("span").with("class", "bar-note") }
    }

    /// Becomes what `cell` holds.
    pub(super) fn go_into(&self, cell: CachedElement) -> CachedElement {
        cell.holding(&self.bar).holding(&self.note)
    }

    /// Shows where the time of `row` went, in this cell.
    pub(super) fn show(&mut self, cell: &mut CachedElement, row: Option<&RowView>, scale_ms: f32) {
        let bar = row.and_then(|row| Bar::of(&spent(row), scale_ms));
        let verdict = row.and_then(|row| row.verdict);
        let words = row.map_or_else(String::new, in_words);
        let words = Some(words.as_str()).filter(|words| !words.is_empty());
        cell.set("title", words);
        cell.set("aria-label", words);
        self.bar.set("class", Some(&bar_class(bar.as_ref(), verdict)));
        self.bar.widen(percent(bar.map_or(0.0, |bar| bar.length)));
        let known = bar.and_then(|bar| bar.segments).unwrap_or_default();
        for (part, segment) in self.segments.iter_mut().zip(known.iter()) {
            part.set("x", Some(&percent(segment.start)));
            part.set("width", Some(&percent(segment.length)));
        }
        self.note.say(match verdict {
            Some(Verdict::NotSent(reason)) => reason.hint(),
            _ => "",
        });
    }
}

/// Where the time went, in words; why it is hidden, where it is.
fn in_words(row: &RowView) -> String {
    let Some(verdict) = row.verdict else { return String::new() };
    let Some(total) = row.measured(Measure::Total) else {
        return match verdict {
            Verdict::NotSent(reason) => format!("Not sent: {}. {}", reason.reason(), reason.hint()),
            _ => "No time was taken".to_owned(),
        };
    };
    let ms = |ms: f32| Millis::new(f64::from(ms));
    let mut words = format!("Total {}", ms(total));
    for (phase, took) in TimePhase::ALL.into_iter().zip(spent(row).phases_ms) {
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
    if row.provenance == Provenance::Tool {
        words.push_str(", as the tool reported it");
    }
    if row.provenance == Provenance::Practice {
        words.push_str(" by the page's clock; practice: answered inside this browser, without a network");
    }
    if let Some(queue) = row.measured(Measure::Queue).filter(|queue| *queue >= 1.0) {
        let _ = write!(words, " · before it, {} in Volley's own queue", ms(queue));
    }
    words
}
