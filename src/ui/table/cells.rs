//! The cells of one row. Each kind of cell has the same elements for every row, so that a slot which shows another row
//! changes text and attributes and never its elements.

use std::sync::Arc;

use leptos::prelude::*;

use super::field::{Field, FieldView};
use super::time_bar;
use super::tone::tone;
use super::url_parts::UrlParts;
use crate::result::column::Column;
use crate::result::empty::Empty;
use crate::result::row::{RowView, cell_text};
use crate::result::verdict::Total;

/// The cell of `row` in the column of `view`; an empty one while there is no row. `scale_ms` is how long a bar that
/// fills its cell lasts.
pub(super) fn cell(view: &FieldView, row: Option<&Arc<RowView>>, scale_ms: f32) -> AnyView {
    match view.field {
        Field::Column(Column::Url) => url(view, row).into_any(),
        Field::Column(Column::Verdict) => verdict(view, row).into_any(),
        Field::Column(column) => value(view, column, row).into_any(),
        Field::TimeSplit => time_bar::cell(view, row, scale_ms).into_any(),
    }
}

/// The test hook of a cell: only of one that shows something.
pub(super) fn hook(view: &FieldView, row: Option<&Arc<RowView>>) -> Option<Arc<str>> {
    row.map(|_| Arc::clone(&view.hook))
}

fn value(view: &FieldView, column: Column, row: Option<&Arc<RowView>>) -> impl IntoView + use<> {
    let text = row.map_or_else(String::new, |row| cell_text(column, row));
    let empty = row.and_then(|row| Empty::of(column, row));
    let class = Arc::clone(if empty.is_some() { &view.soft_class } else { &view.class });
    let title = match empty {
        Some(Empty::NotYet) => None,
        Some(empty) => Some(empty.to_string()),
        None if column.is_number() => None,
        None => Some(text.clone()),
    };
    view! { <div role="gridcell" class=class data-testid=hook(view, row) title=title>{text}</div> }
}

fn verdict(view: &FieldView, row: Option<&Arc<RowView>>) -> impl IntoView + use<> {
    let text = row.map_or_else(String::new, |row| cell_text(Column::Verdict, row));
    let total = row.and_then(|row| row.total);
    let title = total.map(|total| format!("{text}: counts as {}", total.name()));
    let class = format!("{} {}", view.class, tone(total));
    view! {
        <div role="gridcell" class=class data-testid=hook(view, row) data-sign=total.map(Total::sign) title=title>
            {text}
        </div>
    }
}

fn url(view: &FieldView, row: Option<&Arc<RowView>>) -> impl IntoView + use<> {
    let text = row.map_or("", |row| row.url.as_str());
    let UrlParts { origin, path, end } = UrlParts::of(text);
    view! {
        <div role="gridcell" class=Arc::clone(&view.class) data-testid=hook(view, row) title=text.to_owned()>
            <span class="url-begin"><span class="url-origin">{origin.to_owned()}</span>{path.to_owned()}</span>
            <span class="url-end">{end.to_owned()}</span>
        </div>
    }
}
