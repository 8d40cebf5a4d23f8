//! What the user changes of order and filter, and the wait until it is on screen.

use leptos::prelude::*;
use leptos::web_sys;

use super::screen::Screen;
use super::sorting;
use super::state::TableState;
use crate::format;
use crate::protocol::Command;
use crate::result::column::SortKey;
use crate::result::verdict::Total;

/// After this time a desk that is still busy is busy with a live run: the change has been made.
const LIVE_MS: f64 = 1_000.0;

impl TableState {
    /// Orders the table, and goes to its top.
    pub(super) fn set_order(self, keys: Vec<SortKey>) {
        self.order.set(keys.clone());
        self.say(Command::SetOrder { keys });
        self.begin_anew();
    }

    /// Filters the table by text, and goes to its top.
    pub(in crate::web::ui) fn set_filter(self, text: String) {
        if self.filter_text.with_untracked(|old| *old == text) {
            return;
        }
        self.filter_text.set(text);
        self.filter();
    }

    /// Filters the table by totals (none is all), and goes to its top.
    pub(in crate::web::ui) fn set_totals(self, totals: Vec<Total>) {
        if self.totals.with_untracked(|old| *old == totals) {
            return;
        }
        self.totals.set(totals);
        self.filter();
    }

    fn filter(self) {
        let (text, totals) = (self.filter_text.get_untracked(), self.totals.get_untracked());
        self.say(Command::SetFilter { text, totals });
        self.begin_anew();
    }

    fn begin_anew(self) {
        self.awaited.set(true);
        self.awaited_since.set_value(now());
        self.to_top();
    }

    /// Ends the wait for the user's change as soon as it is on screen, and has it read out.
    pub(super) fn end_wait(self) {
        if !self.awaited.get_untracked() {
            return;
        }
        let is_made = !self.busy.get_untracked() || now() - self.awaited_since.get_value() > LIVE_MS;
        if is_made && self.screen.with_value(Screen::is_current) {
            self.awaited.set(false);
            let order = self.order.with_untracked(|order| sorting::in_words(order));
            let rows = format::counted(self.shown.get_untracked(), "row", "rows");
            let is_applied = self.problems.with_untracked(Vec::is_empty);
            let filter = if is_applied { "" } else { " The filter is not applied." };
            self.announcement.set(format!("{order}; {rows} shown.{filter}"));
        }
    }
}

/// The page's clock, in milliseconds.
fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}
