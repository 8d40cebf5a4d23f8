//! The rows the page has: one window of the table, a little more than what is on screen.

use core::ops::Range;
use std::rc::Rc;

use crate::chart::scroll::Scroll;
use crate::result::row::RowView;

/// A request for rows, and what the page knew of the table when it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ask {
    pub(super) first: u32,
    pub(super) count: u32,
    /// The revision that was last told of.
    told: u32,
}

/// The rows the page has, and what it waits for. At most one request is out at a time, so no answer is ever stale.
#[derive(Debug, Default)]
pub(super) struct Rows {
    first: u32,
    held: Vec<Rc<RowView>>,
    out: Option<Ask>,
    answered: Option<Ask>,
    /// The revision and the number of rows that were last told of.
    told: u32,
    told_shown: u32,
}

/// Most rows the desk sends at once.
const MAX_COUNT: u32 = 500;

impl Rows {
    /// The table is now of this revision, with this many rows.
    pub(super) fn told(&mut self, revision: u32, shown: u32) {
        (self.told, self.told_shown) = (revision, shown);
    }

    /// The request to send now, if one is needed and none is out. It counts as sent.
    pub(super) fn ask(&mut self, scroll: &Scroll) -> Option<Ask> {
        let slots = scroll.slots();
        if self.out.is_some() || slots == 0 {
            return None;
        }
        let visible = scroll.visible();
        let first = visible.start.min(self.told_shown.saturating_sub(slots)).saturating_sub(slots);
        let ask = Ask { first, count: slots.saturating_mul(3).min(MAX_COUNT), told: self.told };
        let margin = slots / 2;
        let near =
            visible.start.saturating_sub(margin)..visible.end.saturating_add(margin).min(scroll.rows());
        let is_current = self.answered.is_some_and(|answered| answered.told == self.told);
        if self.answered == Some(ask) || (is_current && self.cover(&near)) {
            return None;
        }
        self.out = Some(ask);
        Some(ask)
    }

    /// Rows came: they take the place of those that were here, which stay the same objects where they are equal.
    pub(super) fn take(&mut self, first: u32, rows: Vec<RowView>) {
        let rows = (first..).zip(rows).map(|(position, row)| match self.get(position) {
            Some(known) if **known == row => Rc::clone(known),
            _ => Rc::new(row),
        });
        self.held = rows.collect();
        self.first = first;
        self.answered = self.out.take();
    }

    /// Whether the page has all that was last told of: the rows here are no older.
    pub(super) fn are_current(&self) -> bool {
        self.answered.is_some_and(|answered| answered.told == self.told)
    }

    /// The row at `position` of the table.
    pub(super) fn get(&self, position: u32) -> Option<&Rc<RowView>> {
        self.held.get(usize::try_from(position.checked_sub(self.first)?).ok()?)
    }

    /// Where the link of that index stands, if it is among these rows.
    pub(super) fn position_of(&self, index: u32) -> Option<u32> {
        (self.first..).zip(&self.held).find(|(_, row)| row.index == index).map(|(position, _)| position)
    }

    /// Whether all rows of `range` are here.
    pub(super) fn cover(&self, range: &Range<u32>) -> bool {
        range.is_empty() || (self.get(range.start).is_some() && self.get(range.end - 1).is_some())
    }

    /// The longest total among these rows, in milliseconds.
    pub(super) fn longest_ms(&self) -> Option<f32> {
        self.held.iter().filter_map(|row| row.total_ms).max_by(f32::total_cmp)
    }
}
