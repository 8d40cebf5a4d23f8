//! The table on screen: its results, order and filter, and the windows of it that the page asks for.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::breathe::breathe;
use super::{Desk, SharedDesk, announce, run};
use crate::input::list::LinkList;
use crate::protocol::Event;
use crate::result::column::SortKey;
use crate::result::filter::Filter;
use crate::result::mask::Secrets;
use crate::result::order::STEP_ITEMS;
use crate::result::row::{Detail, RowView};
use crate::result::table::ResultTable;
use crate::result::verdict::Total;
use crate::result::view::{Refresh, View};
use crate::stats::summary::Spread;
use crate::units::Millis;

/// Most rows of one window.
const MAX_WINDOW: u32 = 500;
/// How long the desk sorts or filters before it lets messages in.
const BREATH_AFTER_MS: f64 = 12.0;
/// Time between two refreshes of a live table's order, in milliseconds: at most four a second.
const REFRESH_EVERY_MS: f64 = 250.0;

/// What is on screen.
#[derive(Debug)]
pub(super) struct Shown {
    results: ResultTable,
    view: View,
    /// Whether a refresh is under way.
    refreshing: bool,
    refreshed_at: Millis,
    /// The spread of the times, until results come.
    spread: Option<Spread>,
}

impl Shown {
    pub(super) fn new(list: &LinkList) -> Self {
        let mut shown = Self {
            results: ResultTable::new(list, None),
            view: View::default(),
            refreshing: false,
            refreshed_at: Millis::ZERO,
            spread: None,
        };
        shown.replace(list, None);
        shown
    }

    fn replace(&mut self, list: &LinkList, body_cap: Option<u32>) {
        self.results = ResultTable::new(list, body_cap);
        self.view.list_changed(list);
        self.spread = None;
    }

    pub(super) fn results(&self) -> &ResultTable {
        &self.results
    }

    /// The results, to be changed.
    pub(super) fn results_mut(&mut self) -> &mut ResultTable {
        self.view.results_changed();
        self.spread = None;
        &mut self.results
    }

    /// The spread of the total times.
    pub(super) fn spread(&mut self) -> Spread {
        *self.spread.get_or_insert_with(|| Spread::of(&self.results))
    }

    /// The rows shown, in their order; `None` when they are all links in the list's order.
    pub(super) fn rows(&self) -> Option<Vec<u32>> {
        self.view.rows().map(<[u32]>::to_vec)
    }
}

impl Desk {
    /// What is on screen, to be changed, and the list it is of.
    fn shown_and_list(&mut self) -> (&mut Shown, &LinkList) {
        let Self { shown, runs, readings, .. } = self;
        (shown, runs.list().unwrap_or_else(|| readings.list()))
    }
}

/// A reading has begun anew: without a run, its rows are the ones on screen.
pub(super) fn list_was_dropped(desk: &SharedDesk) {
    let mut this = desk.borrow_mut();
    if this.runs.list().is_none() {
        let (shown, list) = this.shown_and_list();
        shown.replace(list, None);
    }
}

/// The list is read.
pub(super) fn list_was_read(desk: &SharedDesk) {
    list_was_dropped(desk);
    announce::summary(desk);
    rows_moved(desk);
    refresh(desk);
    run::start_pending(desk);
}

/// A run begins: its rows take the place of those on screen.
pub(super) fn start_anew(desk: &SharedDesk, list: &LinkList, body_cap: Option<u32>) {
    desk.borrow_mut().shown.replace(list, body_cap);
    refresh(desk);
}

/// These results take the place of those on screen, whose list they are of.
pub(super) fn show_results(desk: &SharedDesk, results: ResultTable) {
    *desk.borrow_mut().shown.results_mut() = results;
    rows_moved(desk);
    refresh(desk);
}

/// Tells that rows changed: the page is to ask for what is on screen.
pub(super) fn rows_moved(desk: &SharedDesk) {
    let this = desk.borrow();
    let view = &this.shown.view;
    this.tell(&Event::Table {
        revision: view.revision(),
        shown: view.rows_shown(),
        filter_problems: view.filter().problems().to_vec(),
        busy: view.is_stale(),
    });
}

/// Results came: order and filter are made anew when the last time is long enough ago.
pub(super) fn results_came(desk: &SharedDesk) {
    let (stale, due) = {
        let this = desk.borrow();
        let since = this.clock.now().since(this.shown.refreshed_at);
        (this.shown.view.is_stale(), since.get() >= REFRESH_EVERY_MS)
    };
    if stale && due {
        refresh(desk);
    } else if stale {
        announce::soon(desk);
    }
}

/// Orders the table by `keys`.
pub(super) fn set_order(desk: &SharedDesk, keys: &[SortKey]) {
    desk.borrow_mut().shown.view.set_order(keys);
    rows_moved(desk);
    refresh(desk);
}

/// Shows only what the filter box and the chips let through.
pub(super) fn set_filter(desk: &SharedDesk, text: &str, totals: &[Total]) {
    desk.borrow_mut().shown.view.set_filter(Filter::parse(text).only(totals, false));
    rows_moved(desk);
    refresh(desk);
}

/// Brings order and filter up to date, piece by piece.
fn refresh(desk: &SharedDesk) {
    {
        let shown = &mut desk.borrow_mut().shown;
        if shown.refreshing || !shown.view.is_stale() {
            return;
        }
        shown.refreshing = true;
    }
    let desk = Rc::clone(desk);
    spawn_local(async move {
        while refresh_for_a_while(&desk) {
            breathe().await;
        }
        // Results that came meanwhile wait for their turn.
        results_came(&desk);
    });
}

/// Works until messages should be let in; returns whether there is more to do.
fn refresh_for_a_while(desk: &SharedDesk) -> bool {
    let mut moved = false;
    let more = {
        let mut guard = desk.borrow_mut();
        let until = guard.clock.now() + Millis::new(BREATH_AFTER_MS);
        loop {
            let clock = guard.clock.clone();
            let (shown, list) = guard.shown_and_list();
            let refreshed = shown.view.refresh_step(list, &shown.results, STEP_ITEMS);
            moved |= refreshed == Refresh::Changed;
            let now = clock.now();
            if refreshed != Refresh::Busy {
                shown.refreshed_at = now;
                shown.refreshing = false;
                break false;
            }
            if now >= until {
                break true;
            }
        }
    };
    if moved {
        rows_moved(desk);
    }
    more
}

/// Sends the rows `first..first + count` of those shown.
pub(super) fn send_window(desk: &SharedDesk, first: u32, count: u32) {
    let this = desk.borrow();
    let (list, Shown { view, results, .. }) = (this.list(), &this.shown);
    let rows = view
        .window(first, count.min(MAX_WINDOW))
        .filter_map(|row| RowView::of(list, results, row, Secrets::Masked))
        .collect();
    this.tell(&Event::Window { revision: view.revision(), shown: view.rows_shown(), first, rows });
}

/// Sends the detail of a link.
pub(super) fn send_detail(desk: &SharedDesk, link: u32) {
    let this = desk.borrow();
    let detail = Detail::of(this.list(), &this.shown.results, link, Secrets::Masked);
    this.tell(&Event::Detail(detail.map(Box::new)));
}
