//! What is done with one row: retry it, copy it as a call of curl, open it, show its place. One group of buttons for all rows
//! goes to the row under the pointer, else to the one that the keyboard acts on, whose keys press them.

use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::web_sys::HtmlElement;

use super::grid::slot_of;
use super::state::TableState;
use crate::export::shell;
use crate::input::not_sent::NotSent;
use crate::protocol::RetryScope;
use crate::result::groups::TableItem;
use crate::result::row::RowView;
use crate::result::verdict::Verdict;
use crate::web::page;
use crate::web::ui::part::Part;
use crate::web::ui::state::State;

/// What a key does; `None` has the group come to its row. Returns whether something was done.
pub(super) type RowHook = Rc<dyn Fn(Option<&str>) -> bool>;

/// The keys, and what each presses.
const KEYS: [(&str, &str); 3] = [("r", "retry"), ("c", "curl"), ("o", "open")];

/// Where the group is: the row of the pool, the link it shows, and whether there was a run.
type Place = (usize, Rc<TableItem>, bool);

/// How long a button shows that it has copied, in milliseconds.
const COPIED_MS: u32 = 1_600;

impl TableState {
    /// Presses what the key stands for, on the row that the keyboard acts on; or brings the group to its row.
    pub(in crate::web::ui) fn act(self, key: Option<&str>) -> bool {
        self.row_hook.get_value().is_some_and(|hook| hook(key))
    }
}

/// Whether this row can be retried: it was sent, and has ended.
pub(in crate::web::ui) fn can_be_retried(row: &RowView) -> bool {
    let was_sent = |verdict| !matches!(verdict, Verdict::NotSent(reason) if reason != NotSent::LaneStopped);
    row.verdict.is_some_and(was_sent)
}

/// The call of curl that requests this row's URL, without headers; `None` where it is none.
fn curl(row: &RowView) -> Option<String> {
    is_web(row).then(|| {
        // Its brackets and braces would stand for several URLs.
        let globs = if row.url.contains(['[', ']', '{', '}']) { "-g " } else { "" };
        format!("curl -L {globs}{}", shell::word(&row.url))
    })
}

fn is_web(row: &RowView) -> bool {
    row.url.starts_with("https://") || row.url.starts_with("http://")
}

/// Binds the group to the rows.
pub(super) fn bind(results: &Part, state: State) {
    let (table, rows, group) = (state.table, results.part("rows"), Part::of("row-actions"));
    let hovered = StoredValue::new(None::<usize>);
    let place = StoredValue::new_local(None::<Place>);
    let row = move || place.with_value(|place| place.as_ref().and_then(|(_, item, _)| item.row().cloned()));
    let placed = group.clone();
    table.row_hook.set_value(Some(Rc::new(move |key| {
        if key.is_some() {
            hovered.set_value(None);
        }
        let slot = hovered.get_value().or_else(|| table.active.get_untracked());
        bring(state, &placed, place, slot);
        match key {
            None => false,
            Some("s") => show_place(state, row()),
            Some(key) => KEYS.iter().find(|(known, _)| *known == key).is_some_and(|(_, action)| {
                let button = placed.button(action);
                let is_offered = row().is_some() && button.get("hidden").is_none();
                if let Some(button) = button.element::<HtmlElement>().filter(|_| is_offered) {
                    button.click();
                }
                is_offered
            }),
        }
    })));
    rows.on(ev::pointerover, move |event| {
        let slot = slot_of(event.target());
        if hovered.get_value() != slot {
            hovered.set_value(slot);
            table.act(None);
        }
    });
    rows.on(ev::pointerleave, move |_| {
        hovered.set_value(None);
        table.act(None);
    });
    // The focus stays in the grid, whose keys go on to work; a press is none of the row.
    group.on(ev::mousedown, |event| event.prevent_default());
    group.on(ev::click, |event| event.stop_propagation());
    group.on_press("retry", move || {
        if let Some(row) = row() {
            state.retry(RetryScope::Link { list: table.list.get_untracked(), link: row.number.link() });
        }
    });
    let copied = group.button("curl");
    group.on_press("curl", move || {
        let Some((row, call)) = row().and_then(|row| curl(&row).map(|call| (row, call))) else { return };
        let copied = copied.clone();
        spawn_local(async move {
            let words = match (page::copy(&call).await, row.url_is_masked) {
                (true, false) => "Copied as curl.",
                (true, true) => "Copied as curl, with its secrets masked.",
                (false, _) => "The browser did not let it be copied.",
            };
            table.announcement.set(words.to_owned());
            copied.set_class("is-done", words.starts_with("Copied"));
            gloo_timers::future::TimeoutFuture::new(COPIED_MS).await;
            copied.set_class("is-done", false);
        });
    });
}

/// Brings the group to the row of the pool in `slot`, and offers what can be done with the link that it shows.
fn bring(state: State, group: &Part, place: StoredValue<Option<Place>, LocalStorage>, slot: Option<usize>) {
    let shown = slot.and_then(|slot| {
        let shown = state.table.screen.with_value(|screen| screen.elements.as_ref()?.pool.shown(slot));
        shown.map(|(element, item)| (slot, element, item))
    });
    let has_run = untrack(|| state.run.has_run());
    let Some((slot, element, item)) = shown else {
        place.set_value(None);
        return group.remove();
    };
    let is_same = place.with_value(|place| {
        place.as_ref().is_some_and(|(known, link, had_run)| {
            *known == slot && Rc::ptr_eq(link, &item) && *had_run == has_run
        })
    });
    if is_same {
        return;
    }
    let Some(row) = item.row() else { return };
    group.button("retry").show(has_run && can_be_retried(row));
    group.button("curl").show(is_web(row));
    let open = group.button("open");
    let can_open = is_web(row) && !row.url_is_masked;
    open.show(can_open);
    open.set("href", can_open.then_some(row.url.as_str()));
    let is_elsewhere = place.with_value(|place| place.as_ref().is_none_or(|(known, ..)| *known != slot));
    if is_elsewhere {
        Part::around(element).append(group);
    }
    place.set_value(Some((slot, item, has_run)));
}

/// Shows the place of a row in its source, if it can be shown; returns whether.
fn show_place(state: State, row: Option<RowView>) -> bool {
    let place = row.and_then(|row| row.place).filter(|_| untrack(|| state.has_places()));
    if let Some(place) = place {
        state.show_place(place);
    }
    place.is_some()
}
