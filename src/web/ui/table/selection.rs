//! The rows that are selected, a range of those on screen, and what is copied of them.

use core::ops::Range;

use leptos::prelude::*;
use leptos::web_sys::Blob;
use wasm_bindgen_futures::JsFuture;

use super::state::{TableState, set_if_other};
use crate::chart::column_layout::ColumnField;
use crate::export::{Format, MAX_COPIED};
use crate::format::{count, counted};
use crate::protocol::Command;
use crate::result::mask::MASK;
use crate::web::page;
use crate::web::page::download::download;
use crate::web::ui::state::State;

impl TableState {
    /// Selects the rows at these places; none where it is empty.
    pub(super) fn select(self, rows: Range<u32>) {
        if rows.is_empty() {
            self.anchor.set_value(None);
        }
        self.is_copied.set(false);
        set_if_other(self.selection, rows);
    }

    /// Selects all rows shown.
    pub(super) fn select_all(self) {
        self.anchor.set_value(None);
        self.select(0..self.size.get_untracked().items);
    }

    /// Selects the rows from where the selection began, else from `from`, to the cursor.
    pub(super) fn select_to_cursor(self, from: Option<u32>) {
        let Some(to) = self.cursor.get_untracked().map(|cursor| cursor.position) else { return };
        let anchor = self.anchor.get_value().or(from).unwrap_or(to);
        self.anchor.set_value(Some(anchor));
        self.select(anchor.min(to)..anchor.max(to).saturating_add(1));
    }

    /// The places of the rows that are copied, headings of groups among them: those selected, else all shown.
    pub(in crate::web::ui) fn copied_rows(self) -> Range<u32> {
        let selection = self.selection.get();
        if selection.is_empty() { 0..self.size.get().items } else { selection }
    }

    /// Has the desk write the rows that are copied.
    pub(in crate::web::ui) fn copy_rows(self, format: Format) {
        let rows = untrack(|| self.copied_rows());
        let columns = self.fields.with_untracked(|fields| {
            let column = |field: &ColumnField| match field {
                ColumnField::Column(column) => Some(*column),
                ColumnField::TimeSplit => None,
            };
            fields.iter().filter_map(column).collect()
        });
        let (first, count) = (rows.start, rows.end - rows.start);
        self.say(Command::CopyRows { format, first, count, columns });
    }
}

/// Copies the rows that the desk has written, or saves them where the browser does not let it.
pub(in crate::web::ui) fn copy_written(state: State, name: String, content: Blob, masked: u32) {
    let table = state.table;
    let rows = untrack(|| table.copied_rows());
    let asked = rows.end - rows.start;
    leptos::task::spawn_local(async move {
        let text = JsFuture::from(content.text()).await.ok().and_then(|text| text.as_string());
        let text = text.unwrap_or_default();
        // Markdown has a second line of heading.
        let lines = text.lines().count().saturating_sub(if text.starts_with('|') { 2 } else { 1 });
        let rows = u32::try_from(lines).unwrap_or(MAX_COPIED);
        let is_copied = !text.is_empty() && page::copy(&text).await;
        let done = if is_copied { "copied" } else { "saved: the browser did not let Volley copy" };
        if !is_copied && let Err(error) = download(&name, &content) {
            let trouble = format!("The rows could not be copied: {error}.");
            return state.notifications.trouble(trouble, "Try again.");
        }
        let is_part = asked > MAX_COPIED && rows == MAX_COPIED;
        let words = if is_part {
            format!("The first {} rows are {done}: no more at once.", count(MAX_COPIED))
        } else {
            format!("{} {done}.", counted(rows, "row", "rows"))
        };
        let hint = if masked > 0 {
            format!("Secrets in {} are written as {MASK}.", counted(masked, "row", "rows"))
        } else {
            String::new()
        };
        let is_selected = table.selection.with_untracked(|rows| !rows.is_empty());
        if is_copied && is_selected && !is_part && masked == 0 {
            table.is_copied.set(true);
            table.announcement.set(words);
        } else {
            state.notifications.note(words, hint);
        }
    });
}
