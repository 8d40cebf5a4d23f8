//! The state of the table: what the desk said of it, what the user has set, and the two kept in step.

use core::ops::{Deref, Range};
use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys;

use super::draw::RowCursor;
use super::row_actions::RowHook;
use super::screen::Screen;
use crate::chart::column_layout::{ColumnField, ColumnLayout};
use crate::chart::opening_tab::OpeningTab;
use crate::chart::window::RowWindow;
use crate::format;
use crate::ids::{LinkId, Revision, RowNumber};
use crate::protocol::{Command, Event, KeptThing, ListId};
use crate::result::column::Column;
use crate::result::column::SortKey;
use crate::result::groups::{TableItem, TableSize};
use crate::result::row::Detail;
use crate::result::timing::Measure;
use crate::result::verdict::Total;
use crate::web::page::memory;

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
#[derive(Debug, Default)]
pub(in crate::web::ui) struct Signals {
    /// Rows shown, as they are on screen, those of folded groups too.
    pub(in crate::web::ui) shown: RwSignal<u32>,
    /// The same with its headings.
    pub(super) size: RwSignal<TableSize>,
    pub(in crate::web::ui) filter_text: RwSignal<String>,
    /// The totals that are shown; empty is all.
    pub(in crate::web::ui) totals: RwSignal<Vec<Total>>,
    /// Who chose those.
    pub(super) tab: StoredValue<OpeningTab>,
    /// The keys of the order, the first counts most.
    pub(super) order: RwSignal<Vec<SortKey>>,
    /// What is wrong with the filter's text.
    pub(super) problems: RwSignal<Vec<String>>,
    /// Whether the user changed order or filter and what came of it is not on screen yet.
    pub(super) awaited: RwSignal<bool>,
    /// Whether the desk is sorting or filtering: nearly always during a run.
    pub(super) busy: RwSignal<bool>,
    pub(super) fields: RwSignal<Vec<ColumnField>>,
    /// What the user made of the columns, from which those shown follow.
    pub(super) layout: RwSignal<ColumnLayout>,
    /// Whether some link has a text.
    pub(super) has_texts: RwSignal<bool>,
    /// The places of the rows that are selected; empty for none.
    pub(in crate::web::ui) selection: RwSignal<Range<u32>>,
    /// Where a selection began.
    pub(super) anchor: StoredValue<Option<u32>>,
    /// Whether the selected rows have been copied.
    pub(super) is_copied: RwSignal<bool>,
    /// What acts on one row.
    pub(super) row_hook: StoredValue<Option<RowHook>, LocalStorage>,
    /// What to read out: the order and the number of rows, after either was changed.
    pub(super) announcement: RwSignal<String>,
    /// Where the user is in the table.
    pub(super) cursor: RwSignal<Option<RowCursor>>,
    /// The row of the pool that shows where the user is.
    pub(super) active: RwSignal<Option<usize>>,
    /// Whether a row stays where it is on screen while others change places.
    pub(super) is_held: RwSignal<bool>,
    /// When the user scrolled last, in milliseconds on the page's clock.
    pub(super) scrolled_at: StoredValue<f64>,
    /// The longest total among the rows at hand, in milliseconds.
    pub(super) longest_ms: RwSignal<Option<f32>>,
    /// Whether some row at hand tells where its time went.
    pub(super) has_phases: RwSignal<bool>,
    pub(in crate::web::ui) revision: RwSignal<Revision>,
    /// The list whose rows these are.
    pub(in crate::web::ui) list: RwSignal<ListId>,
    /// The link (from 0) whose detail is open.
    pub(in crate::web::ui) open: RwSignal<Option<LinkId>>,
    pub(in crate::web::ui) detail: RwSignal<Option<Detail>>,
    pub(super) screen: StoredValue<Screen, LocalStorage>,
    say: StoredValue<Option<Say>, LocalStorage>,
    /// When that was, in milliseconds on the page's clock.
    pub(super) awaited_since: StoredValue<f64>,
}

impl TableState {
    /// Whether `column` is on screen; tracks it.
    pub(in crate::web::ui) fn shows(self, column: Column) -> bool {
        self.fields.with(|fields| fields.contains(&ColumnField::Column(column)))
    }

    pub(in crate::web::ui) fn new() -> Self {
        // Leaked once a page, which makes it as cheap to copy as any of its signals.
        let layout = memory::recall(KeptThing::Columns, ColumnLayout::from_json).unwrap_or_default();
        let fields = RwSignal::new(layout.fields(false));
        Self(Box::leak(Box::new(Signals { fields, layout: RwSignal::new(layout), ..Signals::default() })))
    }

    /// Whether it shows the problems because the run is over, and not because the user chose so.
    pub(in crate::web::ui) fn is_on_problems_by_itself(self) -> bool {
        self.tab.get_value() == OpeningTab::Problems
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

    pub(in crate::web::ui) fn take(self, event: Event) {
        match event {
            Event::Table { list, revision, size, filter_problems, busy, held, window } => {
                let has_rows = window.is_some();
                self.is_of(list);
                // A selection is of places: the rows there may be others now.
                if self.revision.get_untracked() != revision && untrack(|| self.has_live_order()) {
                    self.select(0..0);
                }
                self.screen.update_value(|screen| screen.table_changed(revision, (size, held), window));
                set_if_other(self.problems, filter_problems);
                set_if_other(self.busy, busy);
                self.revision.set(revision);
                if has_rows {
                    self.rows_came();
                }
                self.ask();
                self.end_wait();
            }
            Event::Window { list, size, held, first, items, .. } => {
                self.is_of(list);
                self.screen.update_value(|screen| screen.take((size, held), first, items));
                self.rows_came();
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

    /// The rows are of this list: what was selected or held in another is not any more.
    fn is_of(self, list: ListId) {
        if set_if_other(self.list, list) {
            self.select(0..0);
            self.release();
        }
    }

    fn rows_came(self) {
        self.hold_where_it_rests();
        set_if_other(self.longest_ms, self.screen.with_value(|screen| longest_ms(&screen.rows)));
        set_if_other(self.has_phases, self.screen.with_value(|screen| has_phases(&screen.rows)));
        self.draw();
    }

    fn shows_detail_of(self, number: RowNumber) -> bool {
        self.open.get_untracked().is_some_and(|link| link.number() == number)
    }
}

/// The longest total among these rows, in milliseconds.
fn longest_ms(rows: &RowWindow<TableItem>) -> Option<f32> {
    rows.iter()
        .filter_map(TableItem::row)
        .filter_map(|row| row.measured(Measure::Total))
        .max_by(f32::total_cmp)
}

fn has_phases(rows: &RowWindow<TableItem>) -> bool {
    rows.iter().filter_map(TableItem::row).any(|row| row.measured(Measure::Wait).is_some())
}

/// Sets a signal if that changes it, so that nothing is computed in vain; returns whether it did.
pub(super) fn set_if_other<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) -> bool {
    let is_other = signal.with_untracked(|old| *old != value);
    if is_other {
        signal.set(value);
    }
    is_other
}

/// After this time a desk that is still busy is busy with a live run: the change has been made.
const LIVE_MS: f64 = 1_000.0;

impl TableState {
    pub(super) fn set_order(self, keys: Vec<SortKey>) {
        self.order.set(keys.clone());
        self.say(Command::SetOrder { keys });
        self.await_change();
    }

    /// Filters the table by text, and goes to its top.
    pub(in crate::web::ui) fn set_filter(self, text: String) {
        if set_if_other(self.filter_text, text) {
            self.filter();
        }
    }

    /// Filters the table by totals (none is all), and goes to its top.
    pub(in crate::web::ui) fn set_totals(self, totals: Vec<Total>) {
        if set_if_other(self.totals, totals) {
            self.filter();
        }
    }

    fn filter(self) {
        let (text, totals) = (self.filter_text.get_untracked(), self.totals.get_untracked());
        self.say(Command::SetFilter { text, totals });
        self.await_change();
    }

    pub(super) fn await_change(self) {
        self.awaited.set(true);
        self.select(0..0);
        self.awaited_since.set_value(now());
        self.release();
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
            let order = self.order.with_untracked(|order| in_words(order));
            let rows = format::counted(self.shown.get_untracked(), "row", "rows");
            let is_applied = self.problems.with_untracked(Vec::is_empty);
            let filter = if is_applied { "" } else { " The filter is not applied." };
            self.announcement.set(format!("{order}; {rows} shown.{filter}"));
        }
    }
}

/// The page's clock, in milliseconds.
pub(super) fn now() -> f64 {
    web_sys::window().and_then(|window| window.performance()).map_or(0.0, |performance| performance.now())
}

/// The order in words, as it is read out: `Sorted by Total, descending, then by URL, ascending`.
fn in_words(order: &[SortKey]) -> String {
    if order.is_empty() {
        return "In the order of the list".to_owned();
    }
    let keys: Vec<String> = order
        .iter()
        .map(|key| {
            let direction = if key.descending { "descending" } else { "ascending" };
            format!("by {}, {direction}", ColumnField::Column(key.column).spec().long_title)
        })
        .collect();
    format!("Sorted {}", keys.join(", then "))
}
