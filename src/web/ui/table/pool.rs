//! The rows on screen: as many elements as fit, more once the table has grown, each made once and showing one link after the
//! other.

use core::ops::Range;
use std::rc::Rc;

use leptos::web_sys::{Element, HtmlElement};

use super::cached_element::CachedElement;
use super::cells::Cell;
use super::field::FieldView;
use super::headings::{GroupLook, HeadingElement};
use crate::chart::column_layout::ColumnField;
use crate::ids::RowNumber;
use crate::result::groups::{Heading, TableItem};

#[derive(Debug)]
pub(super) struct Pool {
    pub(super) list: HtmlElement,
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

    pub(super) fn set_fields(&mut self, fields: &[ColumnField]) {
        self.look.fields = fields.iter().copied().map(FieldView::of).collect();
        for row in &mut self.rows {
            row.remake(&self.look.fields);
        }
    }

    /// From the next drawing on the bars have this scale, the cursor is on the link of this number, and the rows at these
    /// places are selected.
    pub(super) fn set_look(&mut self, scale_ms: f32, selected: Option<RowNumber>, marked: Range<u32>) {
        self.look.version = self.look.version.wrapping_add(1);
        (self.look.scale_ms, self.look.selected, self.look.marked) = (scale_ms, selected, marked);
    }

    /// The same for headings; returns whether that is another look.
    pub(super) fn set_group_look(&mut self, look: GroupLook) -> bool {
        let is_new = core::mem::replace(&mut self.look.groups, look) != look;
        self.look.version = self.look.version.wrapping_add(u32::from(is_new));
        is_new
    }

    /// Has each row show what `shown` says for its number.
    pub(super) fn draw(&mut self, shown: impl Fn(usize) -> Shown) {
        for (number, row) in self.rows.iter_mut().enumerate() {
            row.show(shown(number), &self.look);
        }
    }

    /// Row `number` and the link that it shows, if it does.
    pub(super) fn shown(&self, number: usize) -> Option<(Element, Rc<TableItem>)> {
        let row = self.rows.get(number)?;
        let item = row.shown.as_ref()?.0.item.clone().filter(|item| item.row().is_some())?;
        Some((row.part.element.clone(), item))
    }

    /// The place in the table that row `number` shows.
    pub(super) fn position(&self, number: usize) -> Option<u32> {
        self.rows.get(number).and_then(RowElement::position)
    }
}

/// What all rows have in common.
#[derive(Clone, Debug, Default)]
struct Look {
    /// Counts the changes of what follows.
    version: u32,
    fields: Vec<FieldView>,
    /// How long a bar that fills its cell lasts, in milliseconds.
    scale_ms: f32,
    /// The index of the link the cursor is on.
    selected: Option<RowNumber>,
    groups: GroupLook,
    /// The places that are selected.
    marked: Range<u32>,
}

#[derive(Clone, Debug)]
pub(super) struct Shown {
    /// The place in the table, from 0; `None` hides the row.
    pub(super) position: Option<u32>,
    /// The link's row, or a heading; `None` while it is on its way.
    pub(super) item: Option<Rc<TableItem>>,
}

#[derive(Debug)]
struct RowElement {
    part: CachedElement,
    cells: Vec<Cell>,
    /// Once it showed one.
    heading: Option<HeadingElement>,
    shown: Option<(Shown, u32)>,
}

pub(super) fn row_id(number: usize) -> String {
    format!("row-slot-{number}")
}

impl RowElement {
    /// Row `number` of the pool, at the end of `list`.
    fn new(number: usize, list: &Element) -> Self {
        let mut part = CachedElement::html("div")
            .with("role", "row")
            .with("id", &row_id(number))
            .with("data-slot", &number.to_string());
        part.set_hidden(true);
        part.go_into(list);
        Self { part, cells: Vec::new(), heading: None, shown: None }
    }

    /// Its place in the table, from 0; `None` while it is hidden.
    fn position(&self) -> Option<u32> {
        self.shown.as_ref().and_then(|(shown, _)| shown.position)
    }

    /// Rebuilds its cells, for other columns.
    fn remake(&mut self, fields: &[FieldView]) {
        for cell in self.cells.drain(..) {
            cell.part.leave();
        }
        self.cells = fields.iter().map(Cell::new).collect();
        for cell in &self.cells {
            cell.part.go_into(&self.part.element);
        }
        self.shown = None;
    }

    /// Shows `shown`, unless it does.
    fn show(&mut self, shown: Shown, look: &Look) {
        if self.shown.as_ref().is_some_and(|(old, version)| *version == look.version && is_same(old, &shown))
        {
            return;
        }
        let item = shown.item.as_deref();
        let (row, heading) = (item.and_then(TableItem::row), item.and_then(TableItem::heading));
        self.show_heading(heading, &look.groups);
        let selected = row.is_some_and(|row| look.selected == Some(row.number));
        let marked = shown.position.is_some_and(|position| look.marked.contains(&position));
        let class = match (row, selected, marked) {
            (Some(_), true, _) => "row is-selected",
            (Some(_), false, true) => "row is-marked",
            (Some(_), false, false) => "row",
            (None, ..) => "row is-blank",
        };
        // The heading is row 1.
        let place = shown.position.map(|position| (u64::from(position) + 2).to_string());
        if heading.is_none() {
            self.part.set("class", Some(class));
            self.part.set("data-testid", row.map(|_| "row"));
        }
        self.part.set("aria-rowindex", place.as_deref());
        let is_cursor = heading.is_some_and(|heading| look.groups.cursor == Some(heading.group));
        self.part.set("aria-selected", Some(if selected || marked || is_cursor { "true" } else { "false" }));
        for cell in &mut self.cells {
            cell.show(row, look.scale_ms);
        }
        self.part.set_hidden(shown.position.is_none());
        self.shown = Some((shown, look.version));
    }
}

impl RowElement {
    /// Becomes the row of a heading, or one of a link again.
    fn show_heading(&mut self, heading: Option<&Heading>, look: &GroupLook) {
        let number = heading.map(|heading| heading.group.0.to_string());
        self.part.set("data-group", number.as_deref());
        let expanded = heading.map(|heading| if heading.is_folded { "false" } else { "true" });
        self.part.set("aria-expanded", expanded);
        let level = if heading.is_some() { "1" } else { "2" };
        self.part.set("aria-level", look.is_grouped.then_some(level));
        let Some(heading) = heading else {
            if let Some(element) = &mut self.heading {
                element.part.set_hidden(true);
            }
            return;
        };
        let is_at = look.cursor == Some(heading.group);
        self.part.set("class", Some(if is_at { "row is-heading is-selected" } else { "row is-heading" }));
        self.part.set("data-testid", Some("group-heading"));
        let row = &self.part.element;
        let element = self.heading.get_or_insert_with(|| {
            let element = HeadingElement::new();
            element.part.go_into(row);
            element
        });
        element.show(heading, look);
        element.part.set_hidden(false);
    }
}

fn is_same(one: &Shown, other: &Shown) -> bool {
    let same_row = match (&one.item, &other.item) {
        (Some(one), Some(other)) => Rc::ptr_eq(one, other),
        (None, None) => true,
        _ => false,
    };
    one.position == other.position && same_row
}
