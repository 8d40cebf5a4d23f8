//! The state of the table: what the desk said of it, what the user has set, and the two kept in step.

use core::ops::Deref;
use std::rc::Rc;

use leptos::prelude::*;

use super::cursor::RowCursor;
use super::field::ColumnField;
use super::screen::Screen;
use crate::chart::window::RowWindow;
use crate::ids::{LinkId, Revision, RowNumber};
use crate::protocol::{Command, Event, ListId};
use crate::result::column::SortKey;
use crate::result::row::{Detail, RowView};
use crate::result::timing::Measure;
use crate::result::verdict::Total;

/// Says something to the desk.
type Say = Rc<dyn Fn(Command)>;

/// The table on screen. The page has one, from its start to its end.
#[derive(Clone, Copy, Debug)]
pub(in crate::web::ui) struct TableState(&'static Signals);

impl Deref for TableState {
    type Target = Signals;

    fn deref(&self) -> &Signals {
        self.0
    }
}

/// What the table consists of: each field is a key into Leptos's arena.
#[derive(Debug)]
pub(in crate::web::ui) struct Signals {
    /// Rows shown, as they are on screen.
    pub(in crate::web::ui) shown: RwSignal<u32>,
    /// What the filter box holds.
    pub(in crate::web::ui) filter_text: RwSignal<String>,
    /// The totals that are shown; empty is all.
    pub(in crate::web::ui) totals: RwSignal<Vec<Total>>,
    /// The keys of the order, the first counts most.
    pub(super) order: RwSignal<Vec<SortKey>>,
    /// What is wrong with the filter's text.
    pub(super) problems: RwSignal<Vec<String>>,
    /// Whether the user changed order or filter and what came of it is not on screen yet.
    pub(super) awaited: RwSignal<bool>,
    /// Whether the desk is sorting or filtering: nearly always during a run.
    pub(super) busy: RwSignal<bool>,
    pub(super) fields: RwSignal<Vec<ColumnField>>,
    /// What to read out: the order and the number of rows, after either was changed.
    pub(super) announcement: RwSignal<String>,
    /// Where the user is in the table.
    pub(super) cursor: RwSignal<Option<RowCursor>>,
    /// The row of the pool that shows where the user is.
    pub(super) active: RwSignal<Option<usize>>,
    /// The longest total among the rows at hand, in milliseconds.
    pub(super) longest_ms: RwSignal<Option<f32>>,
    /// The last revision that the desk reported.
    pub(in crate::web::ui) revision: RwSignal<Revision>,
    /// The list whose rows these are.
    pub(in crate::web::ui) list: RwSignal<ListId>,
    /// The link (from 0) whose detail is open.
    pub(in crate::web::ui) open: RwSignal<Option<LinkId>>,
    /// What is known of it.
    pub(in crate::web::ui) detail: RwSignal<Option<Detail>>,
    pub(super) screen: StoredValue<Screen, LocalStorage>,
    say: StoredValue<Option<Say>, LocalStorage>,
    /// When that was, in milliseconds on the page's clock.
    pub(super) awaited_since: StoredValue<f64>,
}

impl TableState {
    pub(in crate::web::ui) fn new() -> Self {
        // Leaked once a page, which makes it as cheap to copy as any of its signals.
        Self(Box::leak(Box::new(Signals {
            shown: RwSignal::default(),
            filter_text: RwSignal::default(),
            totals: RwSignal::default(),
            order: RwSignal::default(),
            problems: RwSignal::default(),
            awaited: RwSignal::default(),
            busy: RwSignal::default(),
            fields: RwSignal::new(ColumnField::remembered()),
            announcement: RwSignal::default(),
            cursor: RwSignal::default(),
            active: RwSignal::default(),
            longest_ms: RwSignal::default(),
            revision: RwSignal::default(),
            list: RwSignal::default(),
            open: RwSignal::default(),
            detail: RwSignal::default(),
            screen: StoredValue::new_local(Screen::default()),
            say: StoredValue::new_local(None),
            awaited_since: StoredValue::new(0.0),
        })))
    }

    /// From now on the table speaks to the desk by `say`.
    pub(super) fn connect(self, say: impl Fn(Command) + 'static) {
        self.say.set_value(Some(Rc::new(say)));
    }

    pub(in crate::web::ui) fn say(self, command: Command) {
        if let Some(say) = self.say.get_value() {
            say(command);
        }
    }

    /// Takes in what the desk says of the table.
    pub(in crate::web::ui) fn take(self, event: Event) {
        match event {
            Event::Table { list, revision, shown, filter_problems, busy } => {
                set_if_other(self.list, list);
                self.screen.update_value(|screen| screen.rows.table_changed(revision, shown));
                set_if_other(self.problems, filter_problems);
                set_if_other(self.busy, busy);
                self.revision.set(revision);
                self.ask();
                self.end_wait();
            }
            Event::Window { list, shown, first, rows, .. } => {
                set_if_other(self.list, list);
                self.screen.update_value(|screen| screen.take(shown, first, rows));
                set_if_other(self.longest_ms, self.screen.with_value(|screen| longest_ms(&screen.rows)));
                self.draw();
                self.ask();
                self.end_wait();
            }
            Event::Detail { detail: None, .. } => self.open.set(None),
            Event::Detail { detail: Some(detail), .. } if self.shows_detail_of(detail.row.number) => {
                set_if_other(self.detail, Some(*detail));
            }
            _ => {}
        }
    }

    fn shows_detail_of(self, number: RowNumber) -> bool {
        self.open.get_untracked().is_some_and(|link| link.number() == number)
    }
}

/// The longest total among these rows, in milliseconds.
fn longest_ms(rows: &RowWindow<RowView>) -> Option<f32> {
    rows.iter().filter_map(|row| row.measured(Measure::Total)).max_by(f32::total_cmp)
}

/// Sets a signal where that changes anything: what hangs on it is not made again for nothing.
pub(super) fn set_if_other<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|old| *old != value) {
        signal.set(value);
    }
}
