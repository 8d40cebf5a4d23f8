//! The grid: what scrolls, its heading with the buttons that order by a column, its pool of slots, and what mouse and keys do
//! in it.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::{self, Element, EventTarget, HtmlElement, ResizeObserver};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::cached_element::CachedElement;
use super::columns;
use super::draw::CursorStep;
use super::field::FieldView;
use super::headings;
use super::pool::{Pool, row_id};
use super::screen::{Elements, set_style};
use super::state::TableState;
use crate::chart::column_layout::ColumnField;
use crate::export::Format;
use crate::result::column::{Column, SortKey};
use crate::result::groups::Grouping;
use crate::result::ordering;
use crate::web::ui::part::{Part, follow};

/// Binds the grid. `busy` says whether it is about to change; `scale_ms` is how long a bar that fills its cell lasts.
pub(super) fn bind(
    results: &Part,
    table: TableState,
    busy: impl Fn() -> bool + 'static,
    scale_ms: impl Fn() -> f32 + 'static,
) {
    let (grid, head, rows) = (results.part("grid"), results.part("head"), results.part("rows"));
    let elements = (grid.element(), results.part("sizer").element(), head.element(), rows.element());
    let (Some(scroller), Some(sizer), Some(head_row), Some(list)) = elements else { return };
    let scroller: HtmlElement = scroller;
    let elements =
        Elements { scroller: scroller.clone(), sizer, head: Head::new(head_row), pool: Pool::new(list) };
    table.screen.update_value(|screen| screen.elements = Some(elements));
    watch_size(table, scroller.clone());
    let styled = scroller.clone();
    follow(move || {
        let (css, least_px) = table.layout.read().template(&table.fields.read());
        set_style(&styled, "--columns", &css);
        set_style(&styled, "--columns-min", &format!("{least_px}px"));
    });
    follow(move || {
        table.set_fields(&table.fields.read());
        table.draw();
    });
    follow(move || table.show_head(&table.fields.read(), &table.order.read()));
    let mut shown = None;
    follow(move || {
        let number = table.cursor.get().and_then(|cursor| cursor.number);
        let look = (scale_ms(), number, table.selection.get());
        if shown.as_ref() != Some(&look) {
            table.set_look(look.0, look.1, look.2.clone());
            shown = Some(look);
        }
    });
    grid.attribute("aria-rowcount", move || Some((u64::from(table.size.get().items) + 1).to_string()));
    grid.attribute("role", move || {
        Some(if table.size.get().grouping == Grouping::None { "grid" } else { "treegrid" })
    });
    grid.attribute("aria-busy", move || Some(if busy() { "true" } else { "false" }));
    grid.attribute("aria-activedescendant", move || table.active.get().map(row_id));
    grid.on(ev::scroll, move |_| table.scrolled(f64::from(scroller.scroll_top())));
    grid.on(ev::scrollend, move |_| table.settle());
    grid.on(ev::keydown, move |event| on_key(table, &event));
    head.on(ev::click, move |event| order_by(table, event.target(), event.shift_key()));
    head.on(ev::keydown, move |event| on_head_key(table, &event));
    columns::bind(&head, table);
    rows.on(ev::mousedown, move |event| {
        // A range of rows, not of text.
        if event.shift_key() {
            event.prevent_default();
            table.focus();
        }
    });
    rows.on(ev::click, move |event| on_click(table, &event));
}

fn order_by(table: TableState, target: Option<EventTarget>, add: bool) {
    if let Some(column) = column_of(target) {
        let order = table.order.with_untracked(|order| ordering::clicked(order, column, add));
        table.set_order(order);
    }
}

/// Not every browser reports the shift key in the click that a key makes.
fn on_head_key(table: TableState, event: &ev::KeyboardEvent) {
    if columns::on_head_key(table, event) {
        event.prevent_default();
    } else if event.shift_key() && event.key() == "Enter" {
        event.prevent_default();
        order_by(table, event.target(), true);
    }
}

/// A click opens the row's detail; the one that ends a selection of text does not.
fn on_click(table: TableState, event: &ev::MouseEvent) {
    if has_selected_text() || headings::on_click(table, event) {
        return;
    }
    let position = slot_of(event.target()).and_then(|slot| {
        table
            .screen
            .with_value(|screen| screen.elements.as_ref().and_then(|elements| elements.pool.position(slot)))
    });
    let Some(position) = position else { return };
    let from = table.cursor.get_untracked().map(|cursor| cursor.position);
    table.put_cursor(position);
    if event.shift_key() {
        return table.select_to_cursor(from);
    }
    table.select(0..0);
    if !(closest(event.target(), ".cell-source bdi").is_some() && table.act(Some("s"))) {
        table.open_cursor();
    }
}

/// The element with `selectors` that is or holds `target`.
pub(super) fn closest(target: Option<EventTarget>, selectors: &str) -> Option<Element> {
    target?.dyn_into::<Element>().ok()?.closest(selectors).ok()?
}

/// The row of the pool that holds `target`.
pub(super) fn slot_of(target: Option<EventTarget>) -> Option<usize> {
    closest(target, "[data-slot]")?.get_attribute("data-slot")?.parse().ok()
}

fn on_key(table: TableState, event: &ev::KeyboardEvent) {
    // The heading's buttons have keys of their own.
    if event.target() != event.current_target() || event.alt_key() {
        return;
    }
    if headings::on_key(table, event) {
        event.prevent_default();
        return;
    }
    let control = event.ctrl_key() || event.meta_key();
    let key = event.key();
    let step = match (key.as_str(), control) {
        ("ArrowUp", false) => CursorStep::Up,
        ("ArrowDown", false) => CursorStep::Down,
        ("PageUp", false) => CursorStep::PageUp,
        ("PageDown", false) => CursorStep::PageDown,
        ("Home", _) => CursorStep::First,
        ("End", _) => CursorStep::Last,
        _ => {
            if on_other_key(table, &key, control) {
                event.prevent_default();
            }
            return;
        }
    };
    let from = table.cursor.get_untracked().map(|cursor| cursor.position);
    table.step(step);
    if event.shift_key() {
        table.select_to_cursor(from);
    } else {
        table.select(0..0);
    }
    event.prevent_default();
}

/// Does what a key that moves nothing stands for; returns whether it was one.
fn on_other_key(table: TableState, key: &str, control: bool) -> bool {
    let is_selected = table.selection.with_untracked(|rows| rows.len() > 1);
    match (key, control) {
        ("c", true) if has_selected_text() => return false,
        ("c", true) if is_selected => table.copy_rows(Format::Tsv),
        ("c", true) => table.copy_url(),
        ("a", true) => table.select_all(),
        ("Enter", false) => table.open_cursor(),
        ("Escape", false) if is_selected => table.select(0..0),
        ("Escape", false) => table.open.set(None),
        ("r" | "c" | "o" | "s", false) => return table.act(Some(key)),
        _ => return false,
    }
    true
}

fn has_selected_text() -> bool {
    let selection = web_sys::window().and_then(|window| window.get_selection().ok().flatten());
    selection.is_some_and(|selection| !selection.is_collapsed())
}

/// The height of a row where the style sheet tells none, in pixels.
const ROW_PX: f64 = 30.0;

/// Keeps `table` informed of the height of `scroller` (without its heading) until the owner is cleaned up.
fn watch_size(table: TableState, scroller: HtmlElement) {
    let watched = scroller.clone();
    let measure = Closure::<dyn FnMut()>::new(move || {
        let head_px = table
            .screen
            .with_value(|screen| screen.elements.as_ref().map_or(0, |elements| elements.head.height_px()));
        let view_px = f64::from(scroller.client_height() - head_px);
        table.resized(view_px, row_px(&scroller));
    });
    // Every browser that runs wasm modules in workers has the observer.
    let Ok(observer) = ResizeObserver::new(measure.as_ref().unchecked_ref()) else { return };
    observer.observe(&watched);
    let kept = StoredValue::new_local(Some((observer, measure)));
    on_cleanup(move || {
        if let Some(Some((observer, _))) = kept.try_update_value(Option::take) {
            observer.disconnect();
        }
    });
}

/// The height of a row, as the style sheet sets it for this width of the page.
fn row_px(grid: &HtmlElement) -> f64 {
    let style = web_sys::window().and_then(|window| window.get_computed_style(grid).ok().flatten());
    let value =
        style.and_then(|style| style.get_property_value("scroll-padding-top").ok()).unwrap_or_default();
    // A whole number: reading fractions would add tables of twelve kilobytes to what the page loads.
    value.trim().trim_end_matches("px").parse::<u32>().map_or(ROW_PX, f64::from)
}

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
fn column_of(target: Option<EventTarget>) -> Option<Column> {
    Column::named(&closest(target, "[data-column]")?.get_attribute("data-column")?)
}

impl HeadCell {
    fn new(field: ColumnField) -> Self {
        let part = CachedElement::html("div")
            .with("role", "columnheader")
            .with("class", &FieldView::of(field).class)
            .with("data-name", field.spec().name);
        let mark = CachedElement::html("span").with("class", "sort-mark").with("aria-hidden", "true");
        let ordinal = CachedElement::html("span").with("class", "sort-ordinal");
        let mut title = CachedElement::html("span").with("class", "sort-title");
        title.say(field.spec().title);
        let part = match field {
            // Orders nothing, so it is no button; its keys move and resize it as any other.
            ColumnField::TimeSplit => part.with("tabindex", "0").holding(&title),
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
        let edge = CachedElement::html("span").with("class", "edge");
        Self { field, part: part.holding(&edge), mark, ordinal }
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
