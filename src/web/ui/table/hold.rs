//! What a table does whose order changes while it is looked at: at its top it follows, elsewhere it holds the row under the
//! user's eye where it is.

use leptos::prelude::*;

use super::state::{TableState, now, set_if_other};
use crate::ids::LinkId;
use crate::protocol::Command;
use crate::result::groups::Grouping;
use crate::web::ui::controls;

/// A table that was not scrolled for so long rests, in milliseconds.
const RESTS_AFTER_MS: f64 = 300.0;

impl TableState {
    /// Holds the row under the cursor, or the first one on screen, or none at the top of the table.
    pub(super) fn hold(self) {
        let cursor = self.cursor.get_untracked().map(|cursor| cursor.position);
        self.set_held(self.screen.with_value(|screen| screen.row_to_hold(cursor)));
    }

    /// The same unless a row is held, or the user is scrolling.
    pub(super) fn hold_where_it_rests(self) {
        let is_free = self.screen.with_value(|screen| screen.held.is_none());
        if is_free && now() - self.scrolled_at.get_value() > RESTS_AFTER_MS {
            self.hold();
        }
    }

    /// Holds no row: the user scrolls, or wants another order.
    pub(super) fn release(self) {
        self.set_held(None);
    }

    /// Whether the user looks for something in it: further down, in a menu, by a filter, an order, groups, a row.
    pub(super) fn is_in_use(self) -> bool {
        !self.screen.with_value(|screen| screen.scroll.is_at_top())
            || (self.cursor.with(Option::is_some) && self.has_focus())
            || controls::is_menu_open()
            || self.open.get().is_some()
            || !self.selection.get().is_empty()
            || !self.filter_text.with(String::is_empty)
            || !self.order.with(Vec::is_empty)
            || self.size.get().grouping != Grouping::None
    }

    /// Whether rows may change places while results come.
    pub(super) fn has_live_order(self) -> bool {
        let is_grouped = self.size.get().grouping != Grouping::None;
        is_grouped || self.order.with(|keys| keys.iter().any(|key| !key.column.is_of_list()))
    }

    fn set_held(self, held: Option<(LinkId, u32)>) {
        let link = held.map(|(link, _)| link);
        let before = self.screen.try_update_value(|screen| core::mem::replace(&mut screen.held, held));
        if before.flatten().map(|(link, _)| link) != link {
            self.say(Command::HoldRow { list: self.list.get_untracked(), link });
            set_if_other(self.is_held, link.is_some());
        }
    }
}
