//! What lies behind the picture: the rows at hand, how far they are scrolled, and the elements that show them.
//!
//! The rows are in a screen that sticks to the scrolled element, and are moved by a transform: the browser's own
//! scrolling moves nothing, so that what is seen is always what was drawn. Where the rows for a new place are not here
//! yet, the old picture stays for a moment; only if they are late does the place show rows without text.

use gloo_timers::callback::Timeout;
use leptos::web_sys::HtmlElement;

use super::grid::Head;
use super::pool::{Pool, Shown};
use crate::chart::scroll::Scroll;
use crate::chart::window::RowWindow;
use crate::format::trimmed;
use crate::ids::{LinkId, Revision, RowNumber};
use crate::result::groups::{GroupId, TableItem, TableSize};
use crate::units::Fixed;

#[derive(Debug)]
pub(super) struct Elements {
    pub(super) scroller: HtmlElement,
    /// The one inside it that is as high as all rows.
    pub(super) sizer: HtmlElement,
    pub(super) head: Head,
    pub(super) pool: Pool,
}

/// Whether the old picture is held.
#[derive(Debug, Default)]
enum HeldPicture {
    /// All rows are here.
    #[default]
    Not,
    /// The old picture stays until the timer ends.
    On { _timer: Timeout },
    /// The timer ended: what is here is shown.
    Over,
}

/// What lies behind the picture.
#[derive(Debug, Default)]
pub(super) struct Screen {
    pub(super) scroll: Scroll,
    pub(super) rows: RowWindow<TableItem>,
    pub(super) size: TableSize,
    pub(super) elements: Option<Elements>,
    hold: HeldPicture,
    height_px: f64,
    /// The row that stays where it is on screen while others change places, and its place.
    pub(super) held: Option<(LinkId, u32)>,
    /// Where the bar is to be put once what scrolls is as high as the rows are.
    bar_due: Option<f64>,
}

impl Screen {
    pub(super) fn table_changed(
        &mut self,
        revision: Revision,
        (size, held): (TableSize, Option<(LinkId, u32)>),
        window: Option<(u32, Vec<TableItem>)>,
    ) {
        self.rows.table_changed(revision, size.items);
        if let Some((first, items)) = window
            && self.rows.take_pushed(first, items)
        {
            self.set_size(size, held);
        }
    }

    pub(super) fn take(
        &mut self,
        (size, held): (TableSize, Option<(LinkId, u32)>),
        first: u32,
        items: Vec<TableItem>,
    ) {
        self.rows.take(first, items);
        self.set_size(size, held);
    }

    /// The table is of this size now, and the desk has the held row at this place: it stays where it is on screen.
    fn set_size(&mut self, size: TableSize, held: Option<(LinkId, u32)>) {
        self.size = size;
        self.scroll.set_rows(size.items);
        if let (Some((link, place)), Some((held, now))) = (&mut self.held, held)
            && *link == held
            && *place != now
        {
            self.bar_due = Some(self.scroll.shift(i64::from(now) - i64::from(*place)));
            *place = now;
        }
    }

    /// The row that is to stay where it is: the one at `cursor`, if it is on screen; else the first one on screen, unless that is
    /// the top of the table, which follows what comes.
    pub(super) fn row_to_hold(&self, cursor: Option<u32>) -> Option<(LinkId, u32)> {
        let mut visible = self.scroll.visible();
        let cursor = cursor.filter(|position| visible.contains(position));
        if cursor.is_none() && self.scroll.is_at_top() {
            return None;
        }
        let at = |position| Some((self.rows.get(position)?.row()?.number.link(), position));
        cursor.and_then(at).or_else(|| visible.find_map(at))
    }

    /// The link or the group at `position`, if it is at hand.
    pub(super) fn at(&self, position: u32) -> (Option<RowNumber>, Option<GroupId>) {
        let item = self.rows.get(position);
        let number = item.and_then(|item| item.row()).map(|row| row.number);
        (number, item.and_then(|item| item.heading()).map(|heading| heading.group))
    }

    /// Whether the last revision reported is drawn; a hidden table has nothing to draw.
    pub(super) fn is_current(&self) -> bool {
        let drawn = self.rows.is_current() && !matches!(self.hold, HeldPicture::On { .. });
        drawn || self.scroll.slots() == 0
    }

    /// The old picture has stayed long enough.
    pub(super) fn end_hold(&mut self) {
        self.hold = HeldPicture::Over;
    }

    /// Whether to draw now; else the old picture is held, and `later` makes the timer that ends that.
    pub(super) fn may_draw(&mut self, later: impl FnOnce() -> Timeout) -> bool {
        if self.rows.covers(&self.scroll.visible()) {
            self.hold = HeldPicture::Not;
        } else if matches!(self.hold, HeldPicture::Not) {
            self.hold = HeldPicture::On { _timer: later() };
        }
        !matches!(self.hold, HeldPicture::On { .. })
    }

    /// Sizes the scrolled element, moves the rows and has them show what is visible.
    pub(super) fn draw(&mut self) {
        let Self { scroll, rows, elements: Some(elements), height_px, .. } = self else { return };
        let height = scroll.height_px();
        if (height - *height_px).abs() > 0.5 {
            *height_px = height;
            set_style(&elements.sizer, "--rows-height", &format!("{}px", trimmed(height, 3)));
        }
        set_style(
            &elements.pool.list,
            "transform",
            &format!("translateY({}px)", Fixed(-scroll.hidden_px(), 2)),
        );
        let visible = scroll.visible();
        elements.pool.draw(|number| {
            let position = u32::try_from(number).ok().and_then(|number| visible.start.checked_add(number));
            let position = position.filter(|position| visible.contains(position));
            Shown { position, item: position.and_then(|position| rows.get(position).cloned()) }
        });
        if let Some(bar_px) = self.bar_due.take() {
            self.put_bar(bar_px);
        }
    }

    pub(super) fn put_bar(&self, bar_px: f64) {
        if let Some(elements) = &self.elements {
            elements.scroller.scroll_to_with_x_and_y(f64::from(elements.scroller.scroll_left()), bar_px);
        }
    }
}

/// Sets one property of an element's style, through the object model: markup may carry none.
pub(super) fn set_style(element: &HtmlElement, property: &str, value: &str) {
    // Only a property that the browser does not know is refused, and these are known.
    let _ = element.style().set_property(property, value);
}
