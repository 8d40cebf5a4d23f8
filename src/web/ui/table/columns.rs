//! Columns moved and resized: by dragging a heading or its edge, or by keys of the focused heading. Rows of two lines, as on a
//! phone, have no columns.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::{EventTarget, HtmlElement};
use wasm_bindgen::JsCast as _;

use super::grid::closest;
use super::state::{TableState, set_if_other};
use crate::chart::column_layout::{ColumnField, ColumnLayout};
use crate::protocol::KeptThing;
use crate::web::page::memory;
use crate::web::ui::controls::{focus, is_narrow};
use crate::web::ui::part::Part;

/// How far the pointer moves until a heading is dragged, not pressed.
const DRAG_PX: i32 = 6;
/// What a key adds to a width.
const STEP_PX: i32 = 16;

/// The heading that the pointer is down on.
#[derive(Clone, Copy, Debug)]
struct Drag {
    field: ColumnField,
    from_x: i32,
    /// Its width when its edge was taken; `None` where it is moved.
    from_px: Option<i32>,
    is_begun: bool,
}

impl TableState {
    /// Changes how the columns are laid out, given those shown.
    pub(super) fn lay_out<T>(self, change: impl FnOnce(&mut ColumnLayout, &[ColumnField]) -> T) -> Option<T> {
        // With those that are away beside an open detail.
        let has_texts = self.has_texts.get_untracked();
        let shown = self.layout.with_untracked(|layout| layout.fields(has_texts));
        let changed = self.layout.try_update(|layout| change(layout, &shown));
        self.show_columns();
        changed
    }

    /// Has the browser remember the layout.
    pub(super) fn keep_layout(self) {
        self.layout.with_untracked(|layout| memory::remember(KeptThing::Columns, &layout.to_json()));
    }

    /// Whether some link has a text, which is shown then unless the user chose other columns.
    pub(super) fn set_has_texts(self, has_texts: bool) {
        if set_if_other(self.has_texts, has_texts) {
            self.show_columns();
        }
    }

    pub(super) fn show_columns(self) {
        let has_texts = self.has_texts.get_untracked();
        let is_beside_detail = self.open.with_untracked(Option::is_some);
        let fields = self.layout.with_untracked(|layout| {
            if is_beside_detail { layout.fields_beside_detail(has_texts) } else { layout.fields(has_texts) }
        });
        set_if_other(self.fields, fields);
    }

    /// Moves a column by one place; returns whether it did.
    fn shift(self, field: ColumnField, forward: bool) -> bool {
        let place = self.lay_out(|layout, shown| layout.shift(shown, field, forward)).flatten();
        if let Some(place) = place {
            self.announcement.set(format!("{}: column {}", field.spec().long_title, place + 1));
        }
        place.is_some()
    }
}

/// Has the headings be moved and resized.
pub(super) fn bind(head: &Part, table: TableState) {
    let Some(row) = head.element::<HtmlElement>() else { return };
    let drag = StoredValue::new(None::<Drag>);
    head.on(ev::pointerdown, move |event| {
        let Some((field, cell)) = heading_of(event.target()).filter(|_| event.button() == 0 && !is_narrow())
        else {
            return;
        };
        let is_edge = is_edge(event.target());
        if is_edge {
            // Neither selects text nor takes the focus.
            event.prevent_default();
        }
        let from_px = is_edge.then(|| cell.offset_width());
        drag.set_value(Some(Drag { field, from_x: event.client_x(), from_px, is_begun: false }));
    });
    let moved = row.clone();
    head.on(ev::pointermove, move |event| {
        let Some(mut dragged) = drag.get_value() else { return };
        let by = event.client_x() - dragged.from_x;
        if !dragged.is_begun {
            if dragged.from_px.is_none() && by.abs() < DRAG_PX {
                return;
            }
            dragged.is_begun = true;
            drag.set_value(Some(dragged));
            // From now on the click that ends it is of the row, so it presses no button. Fails only for a pointer that is gone.
            let _ = moved.set_pointer_capture(event.pointer_id());
            let class = if dragged.from_px.is_some() { "is-resizing" } else { "is-moving" };
            // Fails only for names with blanks.
            let _ = moved.class_list().add_1(class);
        }
        match dragged.from_px {
            Some(px) => drop(table.lay_out(|layout, _| layout.set_width(dragged.field, px + by))),
            None => move_towards(table, &moved, dragged.field, event.client_x()),
        }
    });
    let end = move || {
        if drag.try_update_value(Option::take).flatten().is_some_and(|dragged| dragged.is_begun) {
            // Fails only for names with blanks.
            let _ = row.class_list().remove_2("is-resizing", "is-moving");
            table.keep_layout();
        }
    };
    let cancelled = end.clone();
    head.on(ev::pointerup, move |_| end());
    head.on(ev::pointercancel, move |_| cancelled());
    head.on(ev::dblclick, move |event| {
        if let Some((field, _)) = heading_of(event.target()).filter(|_| is_edge(event.target())) {
            table.lay_out(|layout, _| layout.reset_width(field));
            table.keep_layout();
        }
    });
}

/// Moves `field` past its neighbour once the pointer is past the middle of that.
fn move_towards(table: TableState, head: &HtmlElement, field: ColumnField, x: i32) {
    let shown = table.fields.get_untracked();
    let Some(place) = shown.iter().position(|other| *other == field) else { return };
    let cells = head.children();
    let middle = |place: usize| {
        let cell = cells.item(u32::try_from(place).ok()?)?.get_bounding_client_rect();
        Some(cell.left() + cell.width() / 2.0)
    };
    let x = f64::from(x);
    if middle(place + 1).is_some_and(|middle| x > middle) {
        table.shift(field, true);
    } else if place.checked_sub(1).and_then(middle).is_some_and(|middle| x < middle) {
        table.shift(field, false);
    }
}

/// The keys of a focused heading: Alt and an arrow move its column, with Shift they resize it. Returns whether it was one.
pub(super) fn on_head_key(table: TableState, event: &ev::KeyboardEvent) -> bool {
    let key = event.key();
    if !event.alt_key() || !matches!(key.as_str(), "ArrowLeft" | "ArrowRight") || is_narrow() {
        return false;
    }
    let Some((field, cell)) = heading_of(event.target()) else { return false };
    let forward = key == "ArrowRight";
    if event.shift_key() {
        let px = cell.offset_width() + if forward { STEP_PX } else { -STEP_PX };
        let px = table.lay_out(|layout, _| layout.set_width(field, px));
        let words = format!("{}: {} pixels wide", field.spec().long_title, px.unwrap_or_default());
        table.announcement.set(words);
    } else if table.shift(field, forward) {
        let name = field.spec().name;
        let found = format!("[data-name={name}] button, [data-name={name}][tabindex]");
        // The headings are new by then: the focus stays with the column.
        set_timeout(
            move || {
                let heading = document().query_selector(&found).ok().flatten();
                focus(heading.and_then(|heading| heading.dyn_into::<HtmlElement>().ok()).as_ref());
            },
            core::time::Duration::ZERO,
        );
    }
    table.keep_layout();
    true
}

fn is_edge(target: Option<EventTarget>) -> bool {
    closest(target, ".edge").is_some()
}

/// The heading that holds `target`.
fn heading_of(target: Option<EventTarget>) -> Option<(ColumnField, HtmlElement)> {
    let cell = closest(target, "[data-name]")?;
    let field = ColumnField::named(&cell.get_attribute("data-name")?)?;
    Some((field, cell.dyn_into().ok()?))
}
