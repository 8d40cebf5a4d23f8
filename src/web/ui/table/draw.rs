//! Updates the picture: draws, requests rows, follows the browser's scrolling and sizing, and the user's cursor: a link,
//! followed when the order changes.

use core::ops::Range;

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::screen::{Elements, Screen};
use super::state::{TableState, now, set_if_other};
use crate::chart::column_layout::ColumnField;
use crate::ids::{LinkId, RowNumber};
use crate::protocol::Command;
use crate::result::column::SortKey;
use crate::result::groups::{GroupId, TableItem};
use crate::web::page;
use crate::web::ui::controls::focus;

/// How long the old picture stays while rows are on their way, in milliseconds.
const HOLD_MS: u32 = 120;

impl TableState {
    /// Draws what is to be seen, or leaves the old picture for a moment while rows are on their way.
    pub(super) fn draw(self) {
        let later = move || Timeout::new(HOLD_MS, move || self.end_hold());
        let drawn = self.screen.try_update_value(|screen| {
            let may_draw = screen.may_draw(later);
            if may_draw {
                screen.draw();
            }
            may_draw.then_some(screen.size)
        });
        if let Some(size) = drawn.flatten() {
            set_if_other(self.shown, size.rows);
            let is_regrouped = size.grouping != self.size.get_untracked().grouping;
            set_if_other(self.size, size);
            // The number of a group is another one's in another grouping.
            if is_regrouped && self.cursor.get_untracked().is_some_and(|cursor| cursor.group.is_some()) {
                self.cursor.set(None);
            }
            self.settle_cursor();
        }
    }

    fn with_elements(self, change: impl FnOnce(&mut Elements)) {
        self.screen.update_value(|screen| {
            if let Some(elements) = &mut screen.elements {
                change(elements);
            }
        });
    }

    pub(super) fn set_fields(self, fields: &[ColumnField]) {
        self.with_elements(|elements| elements.pool.set_fields(fields));
    }

    /// Sets the heading's columns and the order that it marks.
    pub(super) fn show_head(self, fields: &[ColumnField], order: &[SortKey]) {
        self.with_elements(|elements| elements.head.show(fields, order));
    }

    /// Sets the scale of bars, the number of the link that the cursor is on, and the places that are selected.
    pub(super) fn set_look(self, scale_ms: f32, selected: Option<RowNumber>, marked: Range<u32>) {
        self.with_elements(|elements| elements.pool.set_look(scale_ms, selected, marked));
        self.draw();
    }

    fn end_hold(self) {
        self.screen.update_value(Screen::end_hold);
        self.draw();
    }

    /// Requests the rows that are wanted and not here, if there are any.
    pub(super) fn ask(self) {
        let ask = self.screen.try_update_value(|screen| screen.rows.request(&screen.scroll)).flatten();
        if let Some(ask) = ask {
            self.say(Command::GetWindow { first: ask.first, count: ask.count });
        }
    }

    pub(super) fn scrolled(self, bar_px: f64) {
        // The page's own moves of the bar come by here too.
        if self.screen.try_update_value(|screen| screen.scroll.bar_moved(bar_px)) == Some(true) {
            self.scrolled_at.set_value(now());
            self.release();
        }
        self.draw();
        self.ask();
    }

    /// Scrolling rests: the bar comes to where the rows are.
    pub(super) fn settle(self) {
        self.screen.update_value(|screen| {
            if let Some(bar_px) = screen.scroll.settle() {
                screen.put_bar(bar_px);
            }
        });
    }

    pub(super) fn to_top(self) {
        self.screen.update_value(|screen| {
            let bar_px = screen.scroll.to_top();
            screen.put_bar(bar_px);
        });
    }

    pub(in crate::web::ui) fn focus(self) {
        self.screen.with_value(|screen| focus(screen.elements.as_ref().map(|elements| &elements.scroller)));
    }

    /// The screen is `view_px` high and a row `row_px`.
    pub(super) fn resized(self, view_px: f64, row_px: f64) {
        let bar_px = self.screen.try_update_value(|screen| {
            let bar_px = screen.scroll.set_view(view_px, row_px);
            let slots = usize::try_from(screen.scroll.slots()).unwrap_or_default();
            if let Some(elements) = &mut screen.elements {
                elements.pool.grow(slots);
            }
            bar_px
        });
        self.draw();
        // Only now is what scrolls as high as the rows are.
        if let Some(bar_px) = bar_px.flatten() {
            self.screen.with_value(|screen| screen.put_bar(bar_px));
        }
        self.ask();
    }
}

/// The row that the keyboard acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::web::ui) struct RowCursor {
    /// Its place in the table, from 0, when it was last seen.
    pub(super) position: u32,
    /// That of its link; `None` until the row is here, and for a heading.
    pub(super) number: Option<RowNumber>,
    /// The group of which it is the heading.
    pub(super) group: Option<GroupId>,
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
        let (number, group) = self.screen.with_value(|screen| screen.at(position));
        self.cursor.set(Some(RowCursor { position, number, group }));
        self.follow();
        self.find_active();
        self.hold();
    }

    /// Opens the detail of the row under the cursor.
    pub(super) fn open_cursor(self) {
        if let Some(number) = self.cursor.get_untracked().and_then(|cursor| cursor.number) {
            self.open_link(number.link());
        }
    }

    /// Opens the detail of a link (from 0).
    pub(super) fn open_link(self, link: LinkId) {
        if self.open.get_untracked() != Some(link) {
            self.open.set(Some(link));
        }
    }

    /// Opens the detail of a link (from 0) that may not be on screen, and puts the cursor on it.
    pub(in crate::web::ui) fn show_link(self, link: LinkId) {
        let position = self.cursor.get_untracked().map_or(0, |cursor| cursor.position);
        self.cursor.set(Some(RowCursor { position, number: Some(link.number()), group: None }));
        self.open_link(link);
        self.settle_cursor();
    }

    /// Whether the keys of the user go to the table.
    pub(super) fn has_focus(self) -> bool {
        self.screen.with_value(|screen| {
            let focused = document().active_element();
            screen.elements.as_ref().is_some_and(|elements| focused.as_ref() == Some(&elements.scroller))
        })
    }

    /// Copies the URL of the row under the cursor.
    pub(super) fn copy_url(self) {
        let Some(cursor) = self.cursor.get_untracked() else { return };
        let row = self.screen.with_value(|screen| screen.rows.get(cursor.position)?.row().cloned());
        let Some(row) = row.filter(|row| Some(row.number) == cursor.number) else { return };
        leptos::task::spawn_local(async move {
            let copied = page::copy(&row.url).await;
            let words = match (copied, row.url_is_masked) {
                (true, false) => "URL copied.",
                (true, true) => "URL copied, with its secrets masked.",
                (false, _) => "The browser did not let the URL be copied.",
            };
            self.announcement.set(words.to_owned());
        });
    }

    /// Finds the cursor's row again after rows came: by its link, else by its place.
    pub(super) fn settle_cursor(self) {
        if let Some(cursor) = self.cursor.get_untracked() {
            let settled = self.screen.with_value(|screen| {
                let RowCursor { position, number, group } = cursor;
                let is_it = |item: &TableItem| {
                    number.is_some_and(|number| item.row().is_some_and(|row| row.number == number))
                        || group.is_some_and(|group| item.heading().is_some_and(|known| known.group == group))
                };
                let position = screen.rows.position_of(is_it).unwrap_or(position);
                let is_known = number.is_some() || group.is_some();
                let (number, group) = if is_known { (number, group) } else { screen.at(position) };
                RowCursor { position, number, group }
            });
            set_if_other(self.cursor, Some(settled));
            if cursor.number.is_none() && cursor.group.is_none() {
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
            let is_known = cursor.number.is_some() || cursor.group.is_some();
            let here = visible.contains(&cursor.position) && is_known;
            here.then(|| usize::try_from(cursor.position - visible.start).ok()).flatten()
        });
        set_if_other(self.active, active);
        self.act(None);
    }

    fn reveal(self) {
        if let Some(cursor) = self.cursor.get_untracked() {
            self.screen.update_value(|screen| {
                let bar_px = screen.scroll.reveal(cursor.position);
                screen.put_bar(bar_px);
            });
            self.draw();
            self.ask();
            self.hold();
        }
    }
}
