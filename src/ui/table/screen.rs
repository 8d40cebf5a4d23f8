//! Between the desk's rows and the slots: what is drawn, when, and what is asked for.
//!
//! The rows stand in a screen that sticks to the scrolled element, and are moved by a transform: the browser's own
//! scrolling moves nothing, so that what is seen is always what was drawn. Where the rows for a new place are not here
//! yet, the old picture stays for a moment; only if they are late does the place show rows without text.

use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;

use super::rows::Rows;
use super::slot::{self, SlotView};
use super::state::{TableState, set_if_other};
use crate::chart::scroll::Scroll;
use crate::protocol::Command;
use crate::result::row::RowView;
use crate::ui::menu::focus;

/// How long the old picture stays while rows are on their way, in milliseconds.
const HOLD_MS: u32 = 120;

/// The elements that are moved and sized.
#[derive(Clone, Debug)]
pub(super) struct Elements {
    /// The one that scrolls.
    pub(super) scroller: HtmlElement,
    /// The one inside it that is as high as all rows.
    pub(super) sizer: HtmlElement,
    /// The one that holds the slots.
    pub(super) list: HtmlElement,
}

/// Whether the old picture is held.
#[derive(Debug, Default)]
enum Hold {
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
    pub(super) rows: Rows,
    pub(super) elements: Option<Elements>,
    hold: Hold,
    height_px: f64,
}

impl Screen {
    /// Takes in a window of rows.
    pub(super) fn take(&mut self, shown: u32, first: u32, rows: Vec<RowView>) {
        self.rows.take(first, rows);
        self.scroll.set_rows(shown);
    }

    /// Whether to draw now; else the old picture is held, and `later` makes the timer that ends that.
    fn may_draw(&mut self, later: impl FnOnce() -> Timeout) -> bool {
        if self.rows.cover(&self.scroll.visible()) {
            self.hold = Hold::Not;
        } else if matches!(self.hold, Hold::Not) {
            self.hold = Hold::On { _timer: later() };
        }
        !matches!(self.hold, Hold::On { .. })
    }

    /// Sizes the scrolled element and moves the rows.
    fn place(&mut self) {
        let Some(elements) = &self.elements else { return };
        let height = self.scroll.height_px();
        if (height - self.height_px).abs() > 0.5 {
            self.height_px = height;
            set_style(&elements.sizer, "--rows-height", &format!("{height}px"));
        }
        set_style(&elements.list, "transform", &format!("translateY({:.2}px)", -self.scroll.hidden_px()));
    }

    /// Puts the browser's bar where it is to stand.
    pub(super) fn put_bar(&self, bar_px: f64) {
        if let Some(elements) = &self.elements {
            elements.scroller.scroll_to_with_x_and_y(f64::from(elements.scroller.scroll_left()), bar_px);
        }
    }

    /// What slot `number` shows.
    fn slot(&self, number: usize) -> SlotView {
        let visible = self.scroll.visible();
        let position = u32::try_from(number).ok().and_then(|number| visible.start.checked_add(number));
        let position = position.filter(|position| visible.contains(position));
        SlotView { position, row: position.and_then(|position| self.rows.get(position).cloned()) }
    }
}

impl TableState {
    /// Draws what is to be seen, or leaves the old picture for a moment while rows are on their way.
    pub(super) fn draw(self) {
        let later = move || Timeout::new(HOLD_MS, move || self.end_hold());
        let drawn = self.screen.try_update_value(|screen| {
            let may_draw = screen.may_draw(later);
            if may_draw {
                screen.place();
            }
            may_draw
        });
        if drawn != Some(true) {
            return;
        }
        let screen = self.screen.read_value();
        self.slots.with_untracked(|slots| {
            for slot in slots {
                slot.show(screen.slot(slot.number));
            }
        });
        let shown = screen.scroll.rows();
        drop(screen);
        set_if_other(self.shown, shown);
        self.settle_cursor();
    }

    fn end_hold(self) {
        self.screen.update_value(|screen| screen.hold = Hold::Over);
        self.draw();
    }

    /// Asks for the rows that are wanted and not here, if there are any.
    pub(super) fn ask(self) {
        let ask = self.screen.try_update_value(|screen| screen.rows.ask(&screen.scroll)).flatten();
        if let Some(ask) = ask {
            self.say(Command::GetWindow { first: ask.first, count: ask.count });
        }
    }

    /// The browser scrolled.
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
    pub(in crate::ui) fn focus(self) {
        self.screen.with_value(|screen| focus(screen.elements.as_ref().map(|elements| &elements.scroller)));
    }

    /// The screen is `view_px` high and a row `row_px`.
    pub(super) fn resized(self, view_px: f64, row_px: f64) {
        let slots = self.screen.try_update_value(|screen| {
            screen.scroll.set_view(view_px, row_px);
            screen.scroll.slots()
        });
        slot::grow(self.slots, usize::try_from(slots.unwrap_or_default()).unwrap_or_default());
        self.draw();
        self.ask();
    }
}

/// Sets one property of an element's style, through the object model: markup may carry none.
pub(super) fn set_style(element: &HtmlElement, property: &str, value: &str) {
    // Only a property that the browser does not know is refused, and these are known.
    let _ = element.style().set_property(property, value);
}
