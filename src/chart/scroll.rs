//! Virtual scrolling: which rows are on screen, and where the scroll bar is for them.
//!
//! Browsers clamp the height of an element (Firefox at about 17.9 million pixels, Chromium at 33.5 million, less when
//! zoomed), so the scrolled element is never made taller than [`MAX_HEIGHT_PX`]. Past that, the *bar* (what the browser
//! scrolls) and the *offset* (how far into the rows the screen is) differ: a long way of the bar, as when its thumb is
//! dragged, is scaled; a short one, as a turn of the wheel makes, moves the rows by just as many pixels, or a turn
//! would leap over rows nobody has seen. The two drift apart by that, and [`Scroll::settle`] moves the bar back when
//! scrolling rests. After each change the owner redraws.

use core::ops::Range;

/// The greatest height of the scrolled element, in CSS pixels.
pub const MAX_HEIGHT_PX: f64 = 8_000_000.0;

/// Rows of equal height behind a screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scroll {
    rows: u32,
    row_px: f64,
    view_px: f64,
    offset_px: f64,
    bar_px: f64,
}

impl Default for Scroll {
    fn default() -> Self {
        Self { rows: 0, row_px: 1.0, view_px: 0.0, offset_px: 0.0, bar_px: 0.0 }
    }
}

impl Scroll {
    /// Number of rows behind the screen.
    pub const fn rows(&self) -> u32 {
        self.rows
    }

    /// Sets the number of rows. The screen stays; where the bar no longer fits, the browser moves it and says so.
    pub fn set_rows(&mut self, rows: u32) {
        self.rows = rows;
        self.offset_px = self.in_range(self.offset_px);
    }

    /// The screen is `view_px` high and a row `row_px`; the row at the top stays there. Returns where the bar is to be
    /// put when rows have another height, `None` when it stays.
    pub fn set_view(&mut self, view_px: f64, row_px: f64) -> Option<f64> {
        let first = self.offset_px / self.row_px;
        let is_other_height = (row_px - self.row_px).abs() > f64::EPSILON;
        (self.view_px, self.row_px) = (view_px.max(0.0), row_px.max(1.0));
        self.offset_px = self.in_range(first * self.row_px);
        is_other_height.then(|| {
            self.bar_px = self.bar_at(self.offset_px);
            self.bar_px
        })
    }

    /// Height of the scrolled element, in pixels, at most [`MAX_HEIGHT_PX`] (or the screen's, when that is more).
    pub fn height_px(&self) -> f64 {
        self.true_height_px().min(MAX_HEIGHT_PX.max(self.view_px))
    }

    /// The browser scrolled to `bar_px`; returns whether that is not where the bar was put.
    pub fn bar_moved(&mut self, bar_px: f64) -> bool {
        let moved = bar_px - self.bar_px;
        self.bar_px = bar_px;
        let at_an_end = bar_px <= 0.0 || bar_px >= self.bar_range_px() - 1.0;
        let offset = if self.is_scaled() && moved.abs() <= self.short_way_px() && !at_an_end {
            self.offset_px + moved
        } else {
            self.offset_at(bar_px)
        };
        self.offset_px = self.in_range(offset);
        moved.abs() > 1.0
    }

    /// Where the bar is to be put now that scrolling rests; `None` when it is right.
    pub fn settle(&mut self) -> Option<f64> {
        let right = self.bar_at(self.offset_px);
        let wrong = (right - self.bar_px).abs() > 1.0;
        wrong.then(|| {
            self.bar_px = right;
            right
        })
    }

    /// Scrolls as little as is needed to show all of `row` (from 0); returns where the bar is to be put.
    pub fn reveal(&mut self, row: u32) -> f64 {
        let top = f64::from(row) * self.row_px;
        let lowest = top + self.row_px - self.view_px;
        self.place(self.offset_px.min(top).max(lowest.min(top)));
        self.bar_px
    }

    /// Rows came in above the screen, or left: what is on screen is now so many rows further down, and stays on screen.
    /// Returns where the bar is to be put.
    pub fn shift(&mut self, rows: i64) -> f64 {
        #[expect(clippy::cast_precision_loss, reason = "fewer rows than 2^33")]
        let rows = rows as f64;
        self.place(self.offset_px + rows * self.row_px);
        self.bar_px
    }

    /// Whether the first row is at the top of the screen.
    pub fn is_at_top(&self) -> bool {
        self.offset_px < self.row_px
    }

    /// Scrolls to the first row; returns where the bar is to be put.
    pub fn to_top(&mut self) -> f64 {
        self.place(0.0);
        self.bar_px
    }

    /// The rows of which any part is on screen.
    pub fn visible(&self) -> Range<u32> {
        let first = floor(self.offset_px / self.row_px).min(self.rows);
        let end = floor(((self.offset_px + self.view_px) / self.row_px).ceil()).clamp(first, self.rows);
        first..end
    }

    /// How many pixels of the first visible row are above the screen: 0 up to the height of a row.
    pub fn hidden_px(&self) -> f64 {
        (self.offset_px - f64::from(self.visible().start) * self.row_px).max(0.0)
    }

    /// Most rows of which any part can be on screen at once; 0 while there is no screen.
    pub fn slots(&self) -> u32 {
        if self.view_px <= 0.0 { 0 } else { floor((self.view_px / self.row_px).ceil()).saturating_add(1) }
    }

    /// Rows that fit on the screen as a whole, at least one: how far a page up or down goes.
    pub fn page(&self) -> u32 {
        floor(self.view_px / self.row_px).max(1)
    }

    /// The longest way of the bar that is no drag of its thumb: a quarter of what one pixel of the thumb covers, or
    /// a screen, when that is more. A fling can cover several screens between two of the browser's events.
    fn short_way_px(&self) -> f64 {
        (self.height_px() / self.view_px.max(1.0) / 4.0).max(self.view_px)
    }

    fn true_height_px(&self) -> f64 {
        f64::from(self.rows) * self.row_px
    }

    fn range_px(&self) -> f64 {
        (self.true_height_px() - self.view_px).max(0.0)
    }

    fn bar_range_px(&self) -> f64 {
        (self.height_px() - self.view_px).max(0.0)
    }

    fn is_scaled(&self) -> bool {
        self.true_height_px() > self.height_px()
    }

    /// The nearest offset that there is. Not by `clamp`: what it says of a broken range brings float formatting along.
    fn in_range(&self, offset_px: f64) -> f64 {
        offset_px.max(0.0).min(self.range_px())
    }

    fn place(&mut self, offset_px: f64) {
        self.offset_px = self.in_range(offset_px);
        self.bar_px = self.bar_at(self.offset_px);
    }

    fn offset_at(&self, bar_px: f64) -> f64 {
        scale(bar_px, self.bar_range_px(), self.range_px())
    }

    fn bar_at(&self, offset_px: f64) -> f64 {
        scale(offset_px, self.range_px(), self.bar_range_px())
    }
}

/// `value` of `from` as that part of `to`.
fn scale(value: f64, from: f64, to: f64) -> f64 {
    if from <= 0.0 { 0.0 } else { value / from * to }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast saturates at both ends of u32"
)]
fn floor(value: f64) -> u32 {
    value.floor() as u32
}

#[cfg(test)]
mod tests;
