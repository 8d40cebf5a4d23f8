//! One row on screen: what a slot shows.

use leptos::prelude::*;

use super::cells;
use super::cursor::Cursor;
use super::field::FieldView;
use super::slot::{SlotView, row_id};

/// The row of slot `number`.
pub(super) fn row(
    number: usize,
    slot: &SlotView,
    fields: &[FieldView],
    cursor: Option<Cursor>,
    scale_ms: f32,
) -> impl IntoView + use<> {
    let row = slot.row.as_ref();
    let selected = match (row, cursor) {
        (Some(row), Some(cursor)) => cursor.index == Some(row.index),
        _ => false,
    };
    let class = match (row, selected) {
        (Some(_), true) => "row is-selected",
        (Some(_), false) => "row",
        (None, _) => "row is-blank",
    };
    let cells: Vec<AnyView> = fields.iter().map(|field| cells::cell(field, row, scale_ms)).collect();
    view! {
        <div
            role="row"
            class=class
            id=row_id(number)
            data-testid=row.map(|_| "row")
            data-slot=number.to_string()
            // The heading is row 1.
            aria-rowindex=slot.position.map(|position| (u64::from(position) + 2).to_string())
            aria-selected=selected.to_string()
            hidden=slot.position.is_none()
        >
            {cells}
        </div>
    }
}
