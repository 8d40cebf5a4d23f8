//! The rows that the page has, of those the desk holds: one window, a little more than what is on screen; and which to
//! request next. Call [`RowWindow::table_changed`] whenever it did, with the rows of the window last requested that came with
//! it to [`RowWindow::take_pushed`]; then and whenever the screen moved [`RowWindow::request`]. Send what that returns, and give
//! the answer to [`RowWindow::take`].

use core::ops::Range;
use std::rc::Rc;

use super::scroll::Scroll;
use crate::ids::Revision;

/// Most rows the desk sends at once.
pub const MAX_COUNT: u32 = 500;

/// A request for rows, and what the page knew of the table when it was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowRequest {
    /// The first row, from 0.
    pub first: u32,
    /// Number of rows.
    pub count: u32,
    /// The last revision reported.
    revision: Revision,
}

/// The rows at hand, and what they wait for. At most one request is out at a time, so no answer is ever stale. When nobody looks
/// any more, one for no rows says so.
#[derive(Debug)]
pub struct RowWindow<T> {
    first: u32,
    rows: Vec<Rc<T>>,
    out: Option<RowRequest>,
    answered: Option<RowRequest>,
    /// The last revision and number of rows reported.
    revision: Revision,
    shown: u32,
}

impl<T> Default for RowWindow<T> {
    fn default() -> Self {
        Self {
            first: 0,
            rows: Vec::new(),
            out: None,
            answered: None,
            revision: Revision::default(),
            shown: 0,
        }
    }
}

impl<T: PartialEq> RowWindow<T> {
    /// The table is now of this revision, with this many rows.
    pub const fn table_changed(&mut self, revision: Revision, shown: u32) {
        (self.revision, self.shown) = (revision, shown);
    }

    /// The request to send now, if one is needed and none is out. It counts as sent.
    pub fn request(&mut self, scroll: &Scroll) -> Option<RowRequest> {
        let slots = scroll.slots();
        if self.out.is_some() {
            return None;
        }
        if slots == 0 {
            let pushed = self.answered.filter(|answered| answered.count > 0);
            self.out = pushed.map(|pushed| RowRequest { count: 0, ..pushed });
            return self.out;
        }
        let visible = scroll.visible();
        // A screen on each side, as far as the desk sends as much.
        let count = slots.saturating_mul(3).min(MAX_COUNT);
        let side = count.saturating_sub(slots) / 2;
        let first = visible.start.min(self.shown.saturating_sub(slots)).saturating_sub(side);
        let request = RowRequest { first, count, revision: self.revision };
        let margin = side / 2;
        let near =
            visible.start.saturating_sub(margin)..visible.end.saturating_add(margin).min(scroll.rows());
        // The same was requested and answered: missing rows do not exist.
        if self.answered == Some(request) || (self.is_current() && self.covers(&near)) {
            return None;
        }
        self.out = Some(request);
        Some(request)
    }

    /// Rows came: they take the place of those that were here, which stay the same objects where they are equal.
    pub fn take(&mut self, first: u32, rows: Vec<T>) {
        self.answered = self.out.take();
        if self.answered.is_some_and(|answered| answered.count == 0) {
            return;
        }
        let rows = (first..).zip(rows).map(|(position, row)| match self.get(position) {
            Some(known) if **known == row => Rc::clone(known),
            _ => Rc::new(row),
        });
        self.rows = rows.collect();
        self.first = first;
    }

    /// Rows of the table as it is now came with its change, from `first` on, which may have moved; returns whether they were
    /// taken. They are not if a request for others is out.
    pub fn take_pushed(&mut self, first: u32, rows: Vec<T>) -> bool {
        let pushed = self.answered.filter(|_| self.out.is_none());
        self.out = self.out.or(pushed.map(|pushed| RowRequest { first, revision: self.revision, ..pushed }));
        if pushed.is_some() {
            self.take(first, rows);
        }
        pushed.is_some()
    }

    /// Whether the rows at hand are no older than the last revision reported.
    pub fn is_current(&self) -> bool {
        self.answered.is_some_and(|answered| answered.revision == self.revision)
    }

    /// Whether all rows of `range` are at hand.
    pub fn covers(&self, range: &Range<u32>) -> bool {
        range.is_empty() || (self.get(range.start).is_some() && self.get(range.end - 1).is_some())
    }

    /// The row at `position` of the table.
    pub fn get(&self, position: u32) -> Option<&Rc<T>> {
        self.rows.get(usize::try_from(position.checked_sub(self.first)?).ok()?)
    }

    /// The place in the table of the first row that `is_it`, if it is at hand.
    pub fn position_of(&self, is_it: impl Fn(&T) -> bool) -> Option<u32> {
        (self.first..).zip(&self.rows).find(|(_, row)| is_it(row)).map(|(position, _)| position)
    }

    /// The rows at hand.
    pub fn iter(&self) -> impl Iterator<Item = &T> {
        self.rows.iter().map(|row| &**row)
    }
}

#[cfg(test)]
mod tests;
