//! The rows on screen: as many as fit, more once it has grown, each made once.

use leptos::web_sys::HtmlElement;

use super::field::{ColumnField, FieldView};
use super::row::{Look, RowElement, Shown};
use crate::ids::RowNumber;

#[derive(Debug)]
pub(super) struct Pool {
    list: HtmlElement,
    rows: Vec<RowElement>,
    look: Look,
}

impl Pool {
    /// An empty pool, which will fill `list`.
    pub(super) fn new(list: HtmlElement) -> Self {
        Self { list, rows: Vec::new(), look: Look::default() }
    }

    /// Grows to `count` rows; never shrinks, for hiding is cheaper than rebuilding.
    pub(super) fn grow(&mut self, count: usize) {
        for number in self.rows.len()..count {
            let mut row = RowElement::new(number, &self.list);
            row.remake(&self.look.fields);
            self.rows.push(row);
        }
    }

    /// The columns are these now.
    pub(super) fn set_fields(&mut self, fields: &[ColumnField]) {
        self.look.fields = fields.iter().copied().map(FieldView::of).collect();
        for row in &mut self.rows {
            row.remake(&self.look.fields);
        }
    }

    /// From the next drawing on the bars have this scale, and the link of this number is the selected one.
    pub(super) fn set_look(&mut self, scale_ms: f32, selected: Option<RowNumber>) {
        self.look.version = self.look.version.wrapping_add(1);
        (self.look.scale_ms, self.look.selected) = (scale_ms, selected);
    }

    pub(super) const fn list(&self) -> &HtmlElement {
        &self.list
    }

    /// Has each row show what `shown` says for its number.
    pub(super) fn draw(&mut self, shown: impl Fn(usize) -> Shown) {
        for (number, row) in self.rows.iter_mut().enumerate() {
            row.show(shown(number), &self.look);
        }
    }

    /// The place in the table that row `number` shows.
    pub(super) fn position(&self, number: usize) -> Option<u32> {
        self.rows.get(number).and_then(RowElement::position)
    }
}
