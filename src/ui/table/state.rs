//! The state of the table: what the desk said of it, what the user has set, and the two kept in step.

use core::ops::Deref;
use std::rc::Rc;

use leptos::prelude::*;

use super::cursor::Cursor;
use super::field::Field;
use super::screen::Screen;
use super::slot::Slot;
use super::sorting;
use crate::protocol::{Command, Event};
use crate::result::column::SortKey;
use crate::result::row::Detail;
use crate::result::verdict::Total;

/// Says something to the desk.
type Say = Rc<dyn Fn(Command)>;

/// The table on screen. The page has one, from its start to its end.
#[derive(Clone, Copy, Debug)]
pub(in crate::ui) struct TableState(&'static Signals);

impl Deref for TableState {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// What the table consists of: each field is a key into Leptos's arena.
#[derive(Debug)]
pub(in crate::ui) struct Signals {
    /// Rows shown, as they are on screen.
    pub(in crate::ui) shown: RwSignal<u32>,
    /// What the filter box holds.
    pub(in crate::ui) filter_text: RwSignal<String>,
    /// The totals that are shown; empty is all.
    pub(in crate::ui) totals: RwSignal<Vec<Total>>,
    /// The keys of the order, the first counts most.
    pub(super) order: RwSignal<Vec<SortKey>>,
    /// What is wrong with the filter's text.
    pub(super) problems: RwSignal<Vec<String>>,
    /// Whether an order or a filter is being made.
    pub(super) busy: RwSignal<bool>,
    /// The columns shown.
    pub(super) fields: RwSignal<Vec<Field>>,
    /// What to read out: the order and the number of rows, after either was changed.
    pub(super) announcement: RwSignal<String>,
    /// Where the user is in the table.
    pub(super) cursor: RwSignal<Option<Cursor>>,
    /// The slot that shows where the user is.
    pub(super) active: RwSignal<Option<usize>>,
    /// The pool of slots: as many as fit on the screen, more after it has grown.
    pub(super) slots: RwSignal<Vec<Slot>>,
    /// The longest total among the rows at hand, in milliseconds.
    pub(super) longest_ms: RwSignal<Option<f32>>,
    /// The revision the desk last told of.
    pub(in crate::ui) revision: RwSignal<u32>,
    /// The link (from 0) whose detail is open.
    pub(in crate::ui) open: RwSignal<Option<u32>>,
    /// What is known of it.
    pub(in crate::ui) detail: RwSignal<Option<Detail>>,
    pub(super) screen: StoredValue<Screen, LocalStorage>,
    say: StoredValue<Option<Say>, LocalStorage>,
    /// Whether the user changed order or filter and has not been told yet what came of it.
    untold: StoredValue<bool>,
}

impl TableState {
    pub(in crate::ui) fn new() -> Self {
        // Leaked once a page, which makes it as cheap to copy as any of its signals.
        Self(Box::leak(Box::new(Signals {
            shown: RwSignal::default(),
            filter_text: RwSignal::default(),
            totals: RwSignal::default(),
            order: RwSignal::default(),
            problems: RwSignal::default(),
            busy: RwSignal::default(),
            fields: RwSignal::new(Field::remembered()),
            announcement: RwSignal::default(),
            cursor: RwSignal::default(),
            active: RwSignal::default(),
            slots: RwSignal::default(),
            longest_ms: RwSignal::default(),
            revision: RwSignal::default(),
            open: RwSignal::default(),
            detail: RwSignal::default(),
            screen: StoredValue::new_local(Screen::default()),
            say: StoredValue::new_local(None),
            untold: StoredValue::new(false),
        })))
    }

    /// From now on the table speaks to the desk by `say`.
    pub(super) fn connect(self, say: impl Fn(Command) + 'static) {
        self.say.set_value(Some(Rc::new(say)));
    }

    pub(in crate::ui) fn say(self, command: Command) {
        if let Some(say) = self.say.get_value() {
            say(command);
        }
    }

    /// Takes in what the desk says of the table.
    pub(in crate::ui) fn take(self, event: Event) {
        match event {
            Event::Table { revision, shown, filter_problems, busy } => {
                self.screen.update_value(|screen| screen.rows.told(revision, shown));
                set_if_other(self.problems, filter_problems);
                set_if_other(self.busy, busy);
                self.revision.set(revision);
                self.ask();
            }
            Event::Window { shown, first, rows, .. } => {
                self.screen.update_value(|screen| screen.take(shown, first, rows));
                set_if_other(self.longest_ms, self.screen.with_value(|screen| screen.rows.longest_ms()));
                self.draw();
                self.ask();
                self.tell_result();
            }
            Event::Detail(detail) => {
                let detail = detail.map(|detail| *detail);
                let index = detail.as_ref().map(|detail| detail.row.index);
                if index == self.open.get_untracked().map(|link| link + 1) {
                    set_if_other(self.detail, detail);
                }
            }
            _ => {}
        }
    }

    /// Orders the table, and goes to its top.
    pub(super) fn set_order(self, keys: Vec<SortKey>) {
        self.order.set(keys.clone());
        self.say(Command::SetOrder { keys });
        self.begin_anew();
    }

    /// Filters the table by text, and goes to its top.
    pub(in crate::ui) fn set_filter(self, text: String) {
        if self.filter_text.with_untracked(|old| *old == text) {
            return;
        }
        self.filter_text.set(text);
        self.filter();
    }

    /// Filters the table by totals (none is all), and goes to its top.
    pub(in crate::ui) fn set_totals(self, totals: Vec<Total>) {
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
        self.untold.set_value(true);
        self.busy.set(true);
        self.to_top();
    }

    /// Has it read out what came of an order or a filter, as soon as it is on screen.
    fn tell_result(self) {
        let is_done =
            !self.busy.get_untracked() && self.screen.with_value(|screen| screen.rows.are_current());
        if is_done && self.untold.get_value() {
            self.untold.set_value(false);
            let order = self.order.with_untracked(|order| sorting::in_words(order));
            self.announcement.set(format!("{order}; {} rows shown.", self.shown.get_untracked()));
        }
    }
}

/// Sets a signal where that changes anything: what hangs on it is not made again for nothing.
pub(super) fn set_if_other<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
