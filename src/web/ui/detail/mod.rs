//! All that is known of one link: a panel docked next to the table, or on narrow screens a sheet over it. It follows the run,
//! and goes from row to row without being closed.

use leptos::ev;
use leptos::prelude::*;

use super::controls;
use super::part::{Part, follow, on_window};
use super::state::State;
use super::table::{CursorStep, can_be_retried};
use super::totals::tone;
use super::visits;
use crate::protocol::{Command, RetryScope};
use crate::result::column::Column;
use crate::result::row::{Detail, cell_text};
use crate::result::verdict::Total;

mod closer;
mod explain;
mod facts;
mod times;

/// Has the panel be in its place, next to the table, while a link is open.
pub(super) fn bind(check: &Part, state: State) {
    let table = state.table;
    // Requests the detail again when the run moves: the desk answers in the order of the requests.
    follow(move || {
        table.revision.track();
        match table.open.get() {
            Some(link) => table.say(Command::GetDetail { list: table.list.get_untracked(), link }),
            None => table.detail.set(None),
        }
    });
    check.when("detail", move || table.open.get().is_some(), move |panel| bind_panel(panel, state));
}

fn bind_panel(panel: &Part, state: State) {
    let table = state.table;
    let close = move || {
        table.open.set(None);
        table.focus();
    };
    // From everywhere, but not what closes something else first.
    on_window(ev::keydown, move |event| {
        let is_free = !event.default_prevented() && !controls::is_dialog_open();
        if event.key() == "Escape" && is_free && !controls::is_field(event.target()) {
            event.prevent_default();
            close();
        }
    });
    // The keys of its row, which has the cursor.
    panel.on(ev::keydown, move |event| {
        let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key();
        let is_key = matches!(event.key().as_str(), "r" | "c" | "o" | "s");
        if is_key && !has_modifier && !event.repeat() && table.act(Some(&event.key())) {
            event.prevent_default();
        }
    });
    panel.on_press("close", close);
    panel.on_press("previous", move || table.step(CursorStep::Up));
    panel.on_press("next", move || table.step(CursorStep::Down));
    let title = panel.part("title");
    title.text(move || {
        let link = table.open.get();
        link.map(|link| format!("Link {}", crate::format::count(link.number().0))).unwrap_or_default()
    });
    title.focus();
    let shown = panel.clone();
    follow(move || {
        if let Some(detail) = table.detail.read().as_ref() {
            show(&shown, detail);
        }
    });
    panel.part("address").redraw(
        move || table.detail.read().as_ref().map(|it| (it.row.url.clone(), it.row.url_is_masked)),
        |place, address| {
            if let Some((url, is_masked)) = address {
                facts::fill_address(place, url, *is_masked, "detail-url");
            }
        },
    );
    let error = move || table.detail.read().as_ref().and_then(|detail| detail.row.error.clone());
    panel.when(
        "error",
        move || error().is_some(),
        move |note| {
            note.text(move || format!("Error: {}", error().unwrap_or_default()));
        },
    );
    facts::bind(panel, state);
    bind_retry(panel, state);
    closer::bind(panel, state);
}

/// The button that retries this link, once it was sent and has a verdict.
fn bind_retry(panel: &Part, state: State) {
    let table = state.table;
    let can_be_retried = move || {
        state.run.has_run() && table.detail.read().as_ref().is_some_and(|detail| can_be_retried(&detail.row))
    };
    let title = panel.part("title");
    let retry = move || {
        if let Some(link) = table.open.get_untracked() {
            state.retry(RetryScope::Link { list: table.list.get_untracked(), link });
            // The button goes until the answer is there: the focus would be nowhere.
            title.focus();
        }
    };
    panel.when("retry", can_be_retried, move |part| {
        part.on_press("retry", retry.clone());
        visits::bind_link(part, state);
    });
}

fn show(panel: &Part, detail: &Detail) {
    let row = &detail.row;
    let verdict = panel.part("verdict");
    verdict.set("class", Some(&format!("verdict is-large {}", tone(row.total))));
    verdict.set("data-sign", row.total.map(Total::sign));
    let by = detail.tool.as_ref().map_or_else(String::new, |tool| format!(", by {tool}"));
    verdict.set_text(&format!("{}{by}", cell_text(Column::Verdict, row)));
    panel.part("explanation").set_text(&explain::verdict(row));
    let exactly = panel.part("exactly");
    exactly.show(!detail.explanation.is_empty());
    exactly.set_text(&format!("What exactly: {}", detail.explanation));
    times::show_phases(panel, detail);
    times::show_attempts(panel, detail);
    for part in ["verdict-part", "facts-part"] {
        panel.part(part).show(true);
    }
}
