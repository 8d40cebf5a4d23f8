//! Where the user is in the table: a link, followed when the order moves under it.

use leptos::prelude::*;

use super::state::{TableState, set_if_other};
use crate::ids::{LinkId, RowNumber};
use crate::web::page::clipboard;

/// The row that the keyboard acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web::ui) struct RowCursor {
    /// Its place in the table, from 0, when it was last seen.
    pub(super) position: u32,
    /// That of its link; `None` until the row is here.
    pub(super) number: Option<RowNumber>,
}

/// A way through the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web::ui) enum CursorStep {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
}

impl TableState {
    /// Moves the cursor; where there is none, it begins at the first row on screen.
    pub(in crate::web::ui) fn step(self, step: CursorStep) {
        let scroll = self.screen.with_value(|screen| screen.scroll);
        let Some(last) = scroll.rows().checked_sub(1) else { return };
        let position = match (self.cursor.get_untracked(), step) {
            (_, CursorStep::First) => 0,
            (_, CursorStep::Last) => last,
            (None, _) => scroll.visible().start,
            (Some(at), CursorStep::Up) => at.position.saturating_sub(1),
            (Some(at), CursorStep::Down) => at.position.saturating_add(1),
            (Some(at), CursorStep::PageUp) => at.position.saturating_sub(scroll.page()),
            (Some(at), CursorStep::PageDown) => at.position.saturating_add(scroll.page()),
        };
        self.put_cursor(position.min(last));
        self.reveal();
    }

    /// Puts the cursor on the row at `position`.
    pub(super) fn put_cursor(self, position: u32) {
        let number = self.screen.with_value(|screen| screen.rows.get(position).map(|row| row.number));
        self.cursor.set(Some(RowCursor { position, number }));
        self.follow();
        self.find_active();
    }

    /// Opens the detail of the row under the cursor.
    pub(super) fn open_cursor(self) {
        if let Some(number) = self.cursor.get_untracked().and_then(|cursor| cursor.number) {
            self.open_link(number.link());
        }
    }

    /// Opens the detail of a link.
    pub(super) fn open_link(self, link: LinkId) {
        if self.open.get_untracked() != Some(link) {
            self.open.set(Some(link));
        }
    }

    /// Copies the URL of the row under the cursor.
    pub(super) fn copy_url(self) {
        let Some(cursor) = self.cursor.get_untracked() else { return };
        let row = self.screen.with_value(|screen| screen.rows.get(cursor.position).cloned());
        let Some(row) = row.filter(|row| Some(row.number) == cursor.number) else { return };
        leptos::task::spawn_local(async move {
            let copied = clipboard::copy(&row.url).await;
            let told = match (copied, row.url_is_masked) {
                (true, false) => "URL copied.",
                (true, true) => "URL copied, with its secrets masked.",
                (false, _) => "The browser did not let the URL be copied.",
            };
            self.announcement.set(told.to_owned());
        });
    }

    /// Finds the cursor's row again after rows came: by its link, else by its place.
    pub(super) fn settle_cursor(self) {
        if let Some(cursor) = self.cursor.get_untracked() {
            let settled = self.screen.with_value(|screen| {
                let position =
                    cursor.number.and_then(|number| screen.rows.position_of(|row| row.number == number));
                let position = position.unwrap_or(cursor.position);
                let number = cursor.number.or_else(|| screen.rows.get(position).map(|row| row.number));
                RowCursor { position, number }
            });
            set_if_other(self.cursor, Some(settled));
            if cursor.number.is_none() {
                self.follow();
            }
        }
        self.find_active();
    }

    /// An open detail goes with the cursor.
    fn follow(self) {
        if self.open.get_untracked().is_some() {
            self.open_cursor();
        }
    }

    fn find_active(self) {
        let active = self.cursor.get_untracked().and_then(|cursor| {
            let visible = self.screen.with_value(|screen| screen.scroll.visible());
            let here = visible.contains(&cursor.position) && cursor.number.is_some();
            here.then(|| usize::try_from(cursor.position - visible.start).ok()).flatten()
        });
        set_if_other(self.active, active);
    }

    fn reveal(self) {
        if let Some(cursor) = self.cursor.get_untracked() {
            self.screen.update_value(|screen| {
                let bar_px = screen.scroll.reveal(cursor.position);
                screen.put_bar(bar_px);
            });
            self.draw();
            self.ask();
        }
    }
}
