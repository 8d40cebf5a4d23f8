//! The table on screen: its results, order and filter, and the windows of it that the page asks for.

use super::{Desk, SharedDesk, announce, run};
use crate::input::list::LinkList;
use crate::protocol::Event;
use crate::result::column::SortKey;
use crate::result::mask::Secrets;
use crate::result::row::{Detail, RowView};
use crate::result::table::ResultTable;
use crate::result::verdict::Total;
use crate::stats::summary::Spread;

/// Most rows of one window.
const MAX_WINDOW: u32 = 500;

/// What is on screen.
#[derive(Debug)]
pub(super) struct Shown {
    results: ResultTable,
    revision: u32,
}

impl Shown {
    pub(super) fn new(list: &LinkList) -> Self {
        Self { results: ResultTable::new(list, None), revision: 0 }
    }

    pub(super) fn results(&self) -> &ResultTable {
        &self.results
    }

    pub(super) fn results_mut(&mut self) -> &mut ResultTable {
        &mut self.results
    }

    /// The spread of the total times.
    pub(super) fn spread(&mut self) -> Spread {
        Spread::of(&self.results)
    }

    /// The rows shown, in their order; `None` when they are all links in the list's order.
    pub(super) fn rows(&self) -> Option<Vec<u32>> {
        None
    }
}

/// A reading has begun anew: without a run, its rows are the ones on screen.
pub(super) fn list_was_dropped(desk: &SharedDesk) {
    let mut this = desk.borrow_mut();
    if this.runs.list().is_none() {
        this.shown.results = ResultTable::new(this.readings.list(), None);
    }
}

/// The list is read.
pub(super) fn list_was_read(desk: &SharedDesk) {
    list_was_dropped(desk);
    announce::summary(desk);
    rows_moved(desk);
    run::start_pending(desk);
}

/// A run begins: its rows take the place of those on screen.
pub(super) fn start_anew(desk: &SharedDesk, list: &LinkList, body_cap: Option<u32>) {
    desk.borrow_mut().shown.results = ResultTable::new(list, body_cap);
}

/// Rows changed: the page is to ask for what is on screen.
pub(super) fn rows_moved(desk: &SharedDesk) {
    let mut this = desk.borrow_mut();
    this.shown.revision += 1;
    let event = Event::Table {
        revision: this.shown.revision,
        shown: this.list().links(),
        filter_problems: Vec::new(),
        busy: false,
    };
    this.tell(&event);
}

pub(super) fn set_order(_desk: &SharedDesk, _keys: Vec<SortKey>) {}

pub(super) fn set_filter(_desk: &SharedDesk, _text: &str, _totals: &[Total]) {}

/// Sends the rows `first..first + count` of those shown.
pub(super) fn send_window(desk: &SharedDesk, first: u32, count: u32) {
    let this = desk.borrow();
    let Desk { shown, .. } = &*this;
    let list = this.list();
    let end = first.saturating_add(count.min(MAX_WINDOW));
    let rows = (first..end).filter_map(|row| RowView::of(list, &shown.results, row, Secrets::Masked)).collect();
    this.tell(&Event::Window { revision: shown.revision, shown: list.links(), first, rows });
}

/// Sends the detail of a link.
pub(super) fn send_detail(desk: &SharedDesk, link: u32) {
    let this = desk.borrow();
    let detail = Detail::of(this.list(), &this.shown.results, link, Secrets::Masked);
    this.tell(&Event::Detail(detail.map(Box::new)));
}
