//! One row on screen, of a fixed pool: it shows one link after the other.

use std::rc::Rc;

use leptos::web_sys::Element;

use super::cached_element::CachedElement;
use super::cells::Cell;
use super::field::FieldView;
use crate::ids::RowNumber;
use crate::result::row::RowView;

/// What all rows have in common.
#[derive(Clone, Debug, Default)]
pub(super) struct Look {
    /// Counts the changes of what follows.
    pub(super) version: u32,
    pub(super) fields: Vec<FieldView>,
    /// How long a bar that fills its cell lasts, in milliseconds.
    pub(super) scale_ms: f32,
    /// The number of the link the cursor is on.
    pub(super) selected: Option<RowNumber>,
}

#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// The place in the table, from 0; `None` hides the row.
    pub(super) position: Option<u32>,
    /// The link's row; `None` while it is on its way.
    pub(super) row: Option<Rc<RowView>>,
}

/// One row of the pool.
#[derive(Debug)]
pub(super) struct RowElement {
    part: CachedElement,
    cells: Vec<Cell>,
    shown: Option<(Shown, u32)>,
}

/// The element id of a row of the pool.
pub(super) fn row_id(number: usize) -> String {
    format!("row-slot-{number}")
}

impl RowElement {
    /// Row `number` of the pool, at the end of `list`.
    pub(super) fn new(number: usize, list: &Element) -> Self {
        let mut part = CachedElement::html("div")
            .with("role", "row")
            .with("id", &row_id(number))
            .with("data-slot", &number.to_string());
        part.set_hidden(true);
        part.go_into(list);
        Self { part, cells: Vec::new(), shown: None }
    }

    /// Its place in the table, from 0; `None` while it is hidden.
    pub(super) fn position(&self) -> Option<u32> {
        self.shown.as_ref().and_then(|(shown, _)| shown.position)
    }

    /// Rebuilds its cells, for other columns.
    pub(super) fn remake(&mut self, fields: &[FieldView]) {
        for cell in self.cells.drain(..) {
            cell.part().leave();
        }
        self.cells = fields.iter().map(Cell::new).collect();
        for cell in &self.cells {
            cell.part().go_into(self.part.element());
        }
        self.shown = None;
    }

    /// Shows `shown`, unless it does.
    pub(super) fn show(&mut self, shown: Shown, look: &Look) {
        if self.shown.as_ref().is_some_and(|(old, version)| *version == look.version && is_same(old, &shown))
        {
            return;
        }
        let row = shown.row.as_deref();
        let selected = row.is_some_and(|row| look.selected == Some(row.number));
        let class = match (row, selected) {
            (Some(_), true) => "row is-selected",
            (Some(_), false) => "row",
            (None, _) => "row is-blank",
        };
        // The heading is row 1.
        let place = shown.position.map(|position| (u64::from(position) + 2).to_string());
        self.part.set("class", Some(class));
        self.part.set("data-testid", row.map(|_| "row"));
        self.part.set("aria-rowindex", place.as_deref());
        self.part.set("aria-selected", Some(if selected { "true" } else { "false" }));
        for cell in &mut self.cells {
            cell.show(row, look.scale_ms);
        }
        self.part.set_hidden(shown.position.is_none());
        self.shown = Some((shown, look.version));
    }
}

fn is_same(one: &Shown, other: &Shown) -> bool {
    let same_row = match (&one.row, &other.row) {
        (Some(one), Some(other)) => Rc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    };
    one.position == other.position && same_row
}
