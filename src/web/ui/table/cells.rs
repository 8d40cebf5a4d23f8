//! The cells of a row on screen, among them the bar of its time: its length on a scale that all rows share, its segments the
//! phases. What a cell consists of depends on its column alone, so a row that shows another link changes text and attributes
//! and never its elements. Colours are never the only sign: the same is in words in a title.

use core::fmt::Write as _;

use super::cached_element::CachedElement;
use super::field::FieldView;
use crate::chart::column_layout::ColumnField;
use crate::chart::split::{Bar, Spent, TimePhase};
use crate::chart::url_parts::UrlParts;
use crate::result::column::Column;
use crate::result::empty::Empty;
use crate::result::row::{RowView, cell_text};
use crate::result::timing::{Measure, Provenance};
use crate::result::verdict::{Total, Verdict};
use crate::result::waiting::RowWait;
use crate::units::{Fixed, Millis};
use crate::web::ui::totals::tone;

#[derive(Debug)]
pub(super) struct Cell {
    view: FieldView,
    pub(super) part: CachedElement,
    inside: Inside,
}

#[derive(Debug)]
enum Inside {
    Value(Column),
    /// A pill that says it in short, and to those who do not see it in full.
    Verdict {
        pill: CachedElement,
        words: CachedElement,
    },
    Url {
        scheme: CachedElement,
        host: CachedElement,
        path: CachedElement,
        end: CachedElement,
    },
    /// A text whose end is what tells it apart: what has no room is left out at its beginning.
    FromEnd(Column, CachedElement),
    Time(Box<TimeBar>),
}

impl Cell {
    pub(super) fn new(view: &FieldView) -> Self {
        let part = CachedElement::html("div").with("role", "gridcell").with("class", &view.class);
        let (part, inside) = match view.field {
            ColumnField::Column(Column::Url) => {
                let span = |class| CachedElement::html("span").with("class", class);
                let [path, end] = ["url-path", "url-end"].map(span);
                let [scheme, host] = ["s", "b"].map(CachedElement::html);
                let part = part.holding(&scheme).holding(&host).holding(&path).holding(&end);
                (part, Inside::Url { scheme, host, path, end })
            }
            ColumnField::Column(column @ (Column::Source | Column::Host | Column::FinalUrl)) => {
                let text = CachedElement::html("bdi");
                (part.holding(&text), Inside::FromEnd(column, text))
            }
            ColumnField::Column(Column::Verdict) => {
                let words = CachedElement::html("span").with("class", "visually-hidden");
                let pill = CachedElement::html("span").holding(&words);
                (part.holding(&pill), Inside::Verdict { pill, words })
            }
            ColumnField::Column(column) => (part, Inside::Value(column)),
            ColumnField::TimeSplit => {
                let bar = TimeBar::new();
                (bar.go_into(part), Inside::Time(Box::new(bar)))
            }
        };
        Self { view: view.clone(), part, inside }
    }

    /// Shows `row`; nothing while there is none. `scale_ms` is how long a bar that fills its cell lasts.
    pub(super) fn show(&mut self, row: Option<&RowView>, scale_ms: f32) {
        let Self { view, part, inside } = self;
        part.set("data-testid", row.map(|_| &*view.hook));
        match inside {
            Inside::Value(column) => {
                let value = show_state_of(part, view, *column, row);
                part.say(&value);
            }
            Inside::FromEnd(column, text) => text.say(&show_state_of(part, view, *column, row)),
            Inside::Verdict { pill, words } => show_verdict(part, pill, words, row),
            Inside::Url { scheme, host, path, end } => {
                let url = row.map(RowView::shown_url).unwrap_or_default();
                let parts = UrlParts::of(&url);
                part.set("title", row.map(|_| &*url));
                let is_practice = row.is_some_and(|row| row.provenance == Provenance::Practice);
                part.set("data-mark", is_practice.then_some(Provenance::Practice.name()));
                // Only `http` is worth a word: it is what a reader would not expect.
                let (of_scheme, of_host) =
                    parts.origin.split_at(parts.origin.find("://").map_or(0, |at| at + 3));
                scheme.set("class", Some(if of_scheme == "https://" { "is-secure" } else { "" }));
                scheme.say(of_scheme);
                host.say(of_host);
                path.say(parts.path);
                end.say(parts.end);
            }
            Inside::Time(bar) => bar.show(part, row, scale_ms),
        }
    }
}

/// Shows whether there is a value, and returns what the cell is to say.
fn show_state_of(
    part: &mut CachedElement,
    view: &FieldView,
    column: Column,
    row: Option<&RowView>,
) -> String {
    let text = row.map_or_else(String::new, |row| cell_text(column, row));
    let empty = row.and_then(|row| Empty::of(column, row));
    part.set("class", Some(if empty.is_some() { &view.soft_class } else { &view.class }));
    match empty {
        Some(Empty::NotYet) => part.set("title", None),
        Some(empty) => part.set("title", Some(&empty.to_string())),
        None => part.set("title", Some(text.as_str()).filter(|text| !column.is_number() && !text.is_empty())),
    }
    text
}

fn show_verdict(
    part: &mut CachedElement,
    pill: &mut CachedElement,
    words: &mut CachedElement,
    row: Option<&RowView>,
) {
    let text = row.map_or_else(String::new, |row| cell_text(Column::Verdict, row));
    let total = row.and_then(|row| row.total);
    let mut short = row.and_then(|row| row.verdict).map_or_else(|| text.clone(), Verdict::in_short);
    if row.is_some_and(|row| row.provenance == Provenance::Visit && row.status.is_some()) {
        short.push_str(" visit");
    }
    pill.set("class", Some(&format!("pill {}", tone(total))));
    let waiting = row.and_then(|row| row.waiting);
    pill.set("data-sign", Some(total.map_or_else(|| waiting.map_or("", RowWait::sign), Total::sign)));
    pill.set("data-short", Some(&short));
    let title = total.map(|total| format!("{text}: counts as {}", total.name()));
    part.set("title", title.or_else(|| waiting.map(RowWait::in_full)).as_deref());
    words.say(&text);
}

/// Where the time of `row` went; of one in flight, how long that has been so far.
pub(in crate::web::ui) fn spent(row: &RowView) -> Spent {
    // Measures are in the order of `TimePhase`, after our queue and the total.
    let [_, total_ms, phases_ms @ ..] = row.measures;
    #[expect(clippy::cast_possible_truncation, reason = "a length of a picture")]
    let so_far = row.waiting.and_then(RowWait::in_flight_for).map(|lasting| lasting.get() as f32);
    Spent { total_ms: so_far.or(total_ms), phases_ms }
}

/// Classes of the bar that shows `bar` of a row that ended in `verdict`, if it has.
pub(in crate::web::ui) fn bar_class(bar: Option<&Bar>, verdict: Option<Verdict>) -> String {
    let mut class = "time-bar".to_owned();
    let Some(bar) = bar else { return class + " no-bar" };
    class.push_str(match (bar.segments, verdict) {
        (Some(_), _) => " of-phases",
        (None, Some(Verdict::TimedOut { .. })) => " of-timeout",
        (None, None) => " is-growing",
        (None, _) => " of-clock",
    });
    if bar.capped {
        class.push_str(" is-capped");
    }
    class
}

/// A part of 1 as CSS writes it.
pub(in crate::web::ui) fn percent(part: f32) -> String {
    format!("{}%", Fixed(f64::from(part) * 100.0, 2))
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
        let length = bar.map_or(0.0, |bar| bar.length);
        // What grows is stretched, which lays nothing out.
        let grows = bar.is_some() && verdict.is_none();
        self.bar.widen(if grows { "100%".to_owned() } else { percent(length) });
        self.bar.stretch(grows.then_some(length));
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
    words.push_str(match row.provenance {
        Provenance::Clock => {
            " by the page's clock; the phases are hidden: the site does not allow timing to be seen"
        }
        Provenance::Probe => " of the probe, by the page's clock",
        Provenance::Tool => ", as the tool reported it",
        Provenance::Practice => {
            " by the page's clock; practice: answered inside this browser, without a network"
        }
        Provenance::Extension if row.status.is_some() && row.measured(Measure::Wait).is_none() => {
            " by the extension's clock; this browser shows it no phases"
        }
        Provenance::Browser | Provenance::Extension | Provenance::Visit | Provenance::None => "",
    });
    if let Some(queue) = row.measured(Measure::Queue).filter(|queue| *queue >= 1.0) {
        let _ = write!(words, " · before it, {} in Volley's own queue", ms(queue));
    }
    words
}
