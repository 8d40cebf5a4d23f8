//! Brings the picture up to date: draws, asks for rows, follows the browser's scrolling and sizing.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;

use super::field::ColumnField;
use super::screen::Screen;
use super::state::{TableState, set_if_other};
use crate::ids::RowNumber;
use crate::protocol::Command;
use crate::result::column::SortKey;
use crate::web::ui::menu::focus;

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
            may_draw.then(|| screen.scroll.rows())
        });
        if let Some(shown) = drawn.flatten() {
            set_if_other(self.shown, shown);
            self.settle_cursor();
        }
    }

    /// The columns are these now.
    pub(super) fn set_fields(self, fields: &[ColumnField]) {
        self.screen.update_value(|screen| {
            if let Some(elements) = &mut screen.elements {
                elements.pool.set_fields(fields);
            }
        });
    }

    /// The heading has these columns, and marks this order.
    pub(super) fn show_head(self, fields: &[ColumnField], order: &[SortKey]) {
        self.screen.update_value(|screen| {
            if let Some(elements) = &mut screen.elements {
                elements.head.show(fields, order);
            }
        });
    }

    /// Bars have this scale now, and the link of this number is the selected one.
    pub(super) fn set_look(self, scale_ms: f32, selected: Option<RowNumber>) {
        self.screen.update_value(|screen| {
            if let Some(elements) = &mut screen.elements {
                elements.pool.set_look(scale_ms, selected);
            }
        });
        self.draw();
    }

    fn end_hold(self) {
        self.screen.update_value(Screen::end_hold);
        self.draw();
    }

    /// Asks for the rows that are wanted and not here, if there are any.
    pub(super) fn ask(self) {
        let ask = self.screen.try_update_value(|screen| screen.rows.request(&screen.scroll)).flatten();
        if let Some(ask) = ask {
            self.say(Command::GetWindow { first: ask.first, count: ask.count });
        }
    }

    pub(super) fn scrolled(self, bar_px: f64) {
        self.screen.update_value(|screen| screen.scroll.bar_moved(bar_px));
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

    /// Goes to the first row.
    pub(super) fn to_top(self) {
        self.screen.update_value(|screen| {
            let bar_px = screen.scroll.to_top();
            screen.put_bar(bar_px);
        });
    }

    /// Gives the grid the focus.
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
