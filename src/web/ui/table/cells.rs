//! The cells of a row on screen. What a cell consists of depends on its column alone, so a row that shows another link
//! changes text and attributes and never its elements.

use super::cached_element::CachedElement;
use super::field::{ColumnField, FieldView};
use super::time_bar::TimeBar;
use crate::chart::url_parts::UrlParts;
use crate::result::column::Column;
use crate::result::empty::Empty;
use crate::result::row::{RowView, cell_text};
use crate::result::timing::Provenance;
use crate::result::verdict::Total;
use crate::web::ui::totals::tone;

#[derive(Debug)]
pub(super) struct Cell {
    view: FieldView,
    part: CachedElement,
    inside: Inside,
}

#[derive(Debug)]
enum Inside {
    Value(Column),
    Verdict,
    Url {
        origin: CachedElement,
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
                let [origin, path] =
                    ["url-origin", "url-path"].map(|class| CachedElement::html("span").with("class", class));
                let begin =
                    CachedElement::html("span").with("class", "url-begin").holding(&origin).holding(&path);
                let end = CachedElement::html("span").with("class", "url-end");
                (part.holding(&begin).holding(&end), Inside::Url { origin, path, end })
            }
            ColumnField::Column(column @ (Column::Source | Column::Host | Column::FinalUrl)) => {
                let text = CachedElement::html("bdi");
                (part.holding(&text), Inside::FromEnd(column, text))
            }
            ColumnField::Column(Column::Verdict) => (part, Inside::Verdict),
            ColumnField::Column(column) => (part, Inside::Value(column)),
            ColumnField::TimeSplit => {
                let bar = TimeBar::new();
                (bar.go_into(part), Inside::Time(Box::new(bar)))
            }
        };
        Self { view: view.clone(), part, inside }
    }

    pub(super) const fn part(&self) -> &CachedElement {
        &self.part
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
            Inside::Verdict => show_verdict(part, view, row),
            Inside::Url { origin, path, end } => {
                let url = row.map(RowView::shown_url).unwrap_or_default();
                let parts = UrlParts::of(&url);
                part.set("title", row.map(|_| &*url));
                let is_practice = row.is_some_and(|row| row.provenance == Provenance::Practice);
                part.set("data-mark", is_practice.then_some(Provenance::Practice.name()));
                origin.say(parts.origin);
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

fn show_verdict(part: &mut CachedElement, view: &FieldView, row: Option<&RowView>) {
    let text = row.map_or_else(String::new, |row| cell_text(Column::Verdict, row));
    let total = row.and_then(|row| row.total);
    part.set("class", Some(&format!("{} {}", view.class, tone(total))));
    part.set("data-sign", total.map(Total::sign));
    part.set("title", total.map(|total| format!("{text}: counts as {}", total.name())).as_deref());
    part.say(&text);
}
