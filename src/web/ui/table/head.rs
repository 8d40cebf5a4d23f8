//! The table's heading: what each column is, with the buttons that order by it and the marks that say how it is ordered.

use leptos::web_sys::{Element, EventTarget, HtmlElement};
use wasm_bindgen::JsCast as _;

use super::cached_element::CachedElement;
use super::field::{ColumnField, FieldView};
use crate::result::column::{Column, SortKey};

#[derive(Debug)]
pub(super) struct Head {
    row: HtmlElement,
    cells: Vec<HeadCell>,
}

#[derive(Debug)]
struct HeadCell {
    field: ColumnField,
    part: CachedElement,
    mark: CachedElement,
    ordinal: CachedElement,
}

impl Head {
    /// A heading without columns, which will fill `row`.
    pub(super) const fn new(row: HtmlElement) -> Self {
        Self { row, cells: Vec::new() }
    }

    pub(super) fn height_px(&self) -> i32 {
        self.row.offset_height()
    }

    /// The columns are these now, and the table is ordered by these keys.
    pub(super) fn show(&mut self, fields: &[ColumnField], order: &[SortKey]) {
        if !self.cells.iter().map(|cell| &cell.field).eq(fields) {
            for cell in self.cells.drain(..) {
                cell.part.leave();
            }
            self.cells = fields.iter().copied().map(HeadCell::new).collect();
            for cell in &self.cells {
                cell.part.go_into(&self.row);
            }
        }
        for cell in &mut self.cells {
            cell.show_order(order);
        }
    }
}

/// The column whose button holds `target`, inside a heading.
pub(super) fn column_of(target: Option<EventTarget>) -> Option<Column> {
    let button = target?.dyn_into::<Element>().ok()?.closest("[data-column]").ok()??;
    Column::named(&button.get_attribute("data-column")?)
}

impl HeadCell {
    fn new(field: ColumnField) -> Self {
        let part = CachedElement::html("div")
            .with("role", "columnheader")
            .with("class", &FieldView::of(field).class);
        let mark = CachedElement::html("span").with("class", "sort-mark").with("aria-hidden", "true");
        let ordinal = CachedElement::html("span").with("class", "sort-ordinal");
        let mut title = CachedElement::html("span").with("class", "sort-title");
        title.say(field.spec().title);
        let part = match field {
            ColumnField::TimeSplit => part.holding(&title),
            ColumnField::Column(column) => {
                let hint = format!("Order by {}; with Shift, as a further key", field.spec().long_title);
                let button = CachedElement::html("button")
                    .with("type", "button")
                    .with("class", "sort")
                    .with("data-testid", &format!("sort-{}", column.name()))
                    .with("data-column", column.name())
                    .with("title", &hint);
                part.holding(&button.holding(&title).holding(&mark).holding(&ordinal))
            }
        };
        Self { field, part, mark, ordinal }
    }

    fn show_order(&mut self, order: &[SortKey]) {
        let ColumnField::Column(column) = self.field else { return };
        let place = order.iter().position(|key| key.column == column);
        let (sort, mark) = match place.map(|place| order[place].descending) {
            None => ("none", ""),
            Some(true) => ("descending", "↓"),
            Some(false) => ("ascending", "↑"),
        };
        let ordinal = place.filter(|_| order.len() > 1).map(|place| (place + 1).to_string());
        self.part.set("aria-sort", Some(sort));
        self.mark.say(mark);
        self.ordinal.say(&ordinal.unwrap_or_default());
    }
}
