//! The table on screen: results, order, filter, and the window that the page has of it.

use std::rc::Rc;

use super::Desk;
use crate::ids::{LinkId, Revision};
use crate::input::link::LinkKind;
use crate::input::list::LinkList;
use crate::protocol::{Event, ListId};
use crate::result::column::SortKey;
use crate::result::filter::Filter;
use crate::result::groups::{GroupId, Grouping, ItemAt, TableItem};
use crate::result::mask::Secrets;
use crate::result::row::{Detail, RowView};
use crate::result::table::ResultTable;
use crate::result::verdict::Total;
use crate::result::view::{Refresh, View};
use crate::result::waiting::RowWait;
use crate::stats::summary::Spread;
use crate::units::Millis;

/// Most rows of one window.
const MAX_WINDOW: u32 = 500;
/// Time between two refreshes of a live table's order, in milliseconds: at most four a second.
const REFRESH_EVERY_MS: f64 = 250.0;

/// See the [module](self).
#[derive(Debug)]
pub(super) struct RowsOnScreen {
    list_id: ListId,
    /// Shared with files being made of them.
    results: Rc<ResultTable>,
    pub(super) view: View,
    /// Whether a refresh is under way.
    is_refreshing: bool,
    refreshed_at: Millis,
    /// The spread of the times; dropped when results change.
    spread: Option<Spread>,
    /// Links that were turned away and can be visited, where they were counted.
    pub(super) visitable: Option<u32>,
    /// The window that the page has: its first item, its number of items, and the revision of those.
    window: Option<(u32, u32, Revision)>,
    /// The row that stays where it is on screen while others change places, and its place as the page knows it.
    held: Option<(LinkId, Option<u32>)>,
    /// Whether what rows wait for has changed since the page got its window.
    is_wait_stale: bool,
}

impl RowsOnScreen {
    pub(super) fn new(list: &LinkList) -> Self {
        let mut table = Self {
            list_id: ListId::default(),
            results: Rc::new(ResultTable::new(list, None)),
            view: View::default(),
            is_refreshing: false,
            refreshed_at: Millis::ZERO,
            spread: None,
            visitable: None,
            window: None,
            held: None,
            is_wait_stale: false,
        };
        table.view.list_changed(list);
        table
    }

    /// Replaces the rows by those of another list.
    pub(super) fn replace(&mut self, list: &LinkList, results: ResultTable) {
        self.rename_list();
        self.results = Rc::new(results);
        self.view.list_changed(list);
        self.view.results_changed();
        self.spread = None;
    }

    /// Names the rows as those of another list.
    pub(super) fn rename_list(&mut self) {
        self.list_id = ListId(self.list_id.0.wrapping_add(1));
        self.held = None;
    }

    pub(super) fn list_id(&self) -> ListId {
        self.list_id
    }

    pub(super) fn results(&self) -> &ResultTable {
        &self.results
    }

    /// A snapshot of the results.
    pub(super) fn share_results(&self) -> Rc<ResultTable> {
        Rc::clone(&self.results)
    }

    /// The results, to be changed; copied first if a file is being made of them.
    pub(super) fn results_mut(&mut self) -> &mut ResultTable {
        self.view.results_changed();
        self.spread = None;
        self.visitable = None;
        Rc::make_mut(&mut self.results)
    }

    /// What rows wait for has changed.
    pub(super) fn waits_changed(&mut self) {
        self.is_wait_stale = true;
    }

    /// Holds the row of a link of the list on screen, or none.
    pub(super) fn hold(&mut self, list: ListId, link: Option<LinkId>) {
        let link = link.filter(|_| list == self.list_id);
        self.held = link.map(|link| (link, self.view.place_of(link)));
    }

    /// Finds the held row again, and moves the page's window as far as it has moved.
    fn follow_held(&mut self) {
        let Some((link, place)) = &mut self.held else { return };
        let now = self.view.place_of(*link);
        if let (Some(before), Some(now), Some((first, ..))) = (*place, now, &mut self.window) {
            *first = first.saturating_add(now).saturating_sub(before);
        }
        *place = now;
    }

    /// The held row and its place, if it is shown.
    pub(super) fn held(&self) -> Option<(LinkId, u32)> {
        self.held.and_then(|(link, place)| Some((link, place?)))
    }

    /// The spread of the total times; `with_queue` as in [`Spread::of`].
    pub(super) fn spread(&mut self, with_queue: bool) -> Spread {
        *self.spread.get_or_insert_with(|| Spread::of(&self.results, with_queue))
    }

    /// The rows shown, in their order; `None` when they are all links in the list's order.
    pub(super) fn rows(&self) -> Option<Rc<[LinkId]>> {
        self.view.rows().map(Rc::from)
    }
}

impl Desk {
    /// Shows the rows of the reading, unless there is a run.
    pub(super) fn show_reading(&mut self) {
        if self.runs.list().is_none() {
            let list = self.reading.list();
            self.table.replace(list, ResultTable::new(list, None));
        }
    }

    /// Whether the list on screen is being read: it is sorted and filtered once that is done.
    fn is_shown_list_changing(&self) -> bool {
        self.runs.list().is_none() && !self.reading.is_done()
    }

    /// Whether rows are to be sorted or filtered now.
    pub(super) fn can_step_table(&self) -> bool {
        self.table.is_refreshing && !self.is_shown_list_changing()
    }

    /// Refreshes a stale order and filter, if the last refresh is long enough ago.
    pub(super) fn refresh_if_due(&mut self, now: Millis) {
        if !self.table.view.is_stale() || self.is_shown_list_changing() {
            return;
        }
        if now.since(self.table.refreshed_at).get() >= REFRESH_EVERY_MS {
            self.refresh_table();
        } else {
            self.publish_soon(now);
        }
    }

    /// Orders the table by `keys`.
    pub(super) fn set_order(&mut self, keys: &[SortKey]) {
        self.table.view.set_order(keys);
        self.publish_table();
        self.refresh_table();
    }

    /// Filters by the filter box and the chips.
    pub(super) fn set_filter(&mut self, text: &str, totals: &[Total]) {
        self.table.view.set_filter(Filter::parse(text).only(totals, false));
        self.publish_table();
        self.refresh_table();
    }

    /// Groups the rows by `by`.
    pub(super) fn set_grouping(&mut self, by: Grouping) {
        self.table.view.set_grouping(by);
        self.publish_table();
        self.refresh_table();
    }

    /// Folds or unfolds a group of the list on screen, or all of them.
    pub(super) fn fold(&mut self, list: ListId, group: Option<GroupId>, is_folded: bool) {
        if list == self.table.list_id() {
            self.table.view.fold(group, is_folded);
            self.publish_table();
        }
    }

    /// Begins to refresh order, filter and groups.
    pub(super) fn refresh_table(&mut self) {
        self.table.is_refreshing |= self.table.view.is_stale();
    }

    /// Sorts, filters or groups a slice of the rows.
    pub(super) fn step_table(&mut self, now: Millis) {
        let Self { table, runs, reading, slice, .. } = self;
        let list = runs.list().map_or_else(|| reading.list(), AsRef::as_ref);
        match table.view.refresh_step(list, &table.results, *slice) {
            Refresh::Busy => return,
            Refresh::Changed => self.publish_table(),
            Refresh::Fresh => {}
        }
        self.table.refreshed_at = now;
        self.table.is_refreshing = false;
        // Results may have arrived meanwhile.
        self.refresh_if_due(now);
    }

    /// Sends the items `first..first + count` of those shown, and those of each later revision with it. Nobody looks where
    /// `count` is 0.
    pub(super) fn publish_window(&mut self, first: u32, count: u32) {
        // What the page wants is counted from where it last heard that rows are.
        self.table.window = None;
        self.table.follow_held();
        let items = self.items_of(first, count);
        let view = &self.table.view;
        let (list, revision, size) = (self.table.list_id(), view.revision(), view.size());
        self.table.window = (count > 0).then_some((first, count, revision));
        let held = self.table.held();
        self.effects.publish(Event::Window { list, revision, size, held, first, items });
    }

    /// The items of the page's window, if they are of another revision than those that it has.
    pub(super) fn changed_window(&mut self) -> Option<(u32, Vec<TableItem>)> {
        let now = self.table.view.revision();
        let (.., revision) = self.table.window.as_mut()?;
        let is_older = core::mem::replace(revision, now) != now;
        let is_wait_older = core::mem::take(&mut self.table.is_wait_stale);
        if is_older {
            self.table.follow_held();
        }
        let (first, count, _) = self.table.window.filter(|_| is_older || is_wait_older)?;
        Some((first, self.items_of(first, count)))
    }

    fn items_of(&self, first: u32, count: u32) -> Vec<TableItem> {
        let (list, results, view) = (self.shown_list(), self.table.results(), &self.table.view);
        let item = |at| match at {
            ItemAt::Row(row) => {
                let view = RowView::of(list, results, row, Secrets::Masked)?;
                let waiting = self.wait_of(list, row, &view);
                Some(TableItem::Row(Box::new(RowView { waiting, ..view })))
            }
            ItemAt::Heading(nth) => view.heading(nth, list).map(TableItem::Heading),
        };
        view.window(first, count.min(MAX_WINDOW)).filter_map(item).collect()
    }

    /// What a row without a verdict waits for.
    fn wait_of(&self, list: &LinkList, row: LinkId, view: &RowView) -> Option<RowWait> {
        if view.verdict.is_some() {
            return None;
        }
        let Some(run) = self.runs.last.as_ref().filter(|run| run.is_active()) else {
            return Some(RowWait::NotStarted);
        };
        match list.kind(row)? {
            // What is not in flight once the run is stopped is not sent any more.
            LinkKind::Target(target) => {
                let wait = run.waiting.of(self.table.results(), target);
                Some(wait).filter(|wait| !run.status.is_stopping || wait.in_flight_for().is_some())
            }
            LinkKind::Rejected(_) => None,
        }
    }

    /// Sends the detail of a link of the list on screen.
    pub(super) fn publish_detail(&mut self, list: ListId, link: LinkId) {
        if list == self.table.list_id() {
            let shown = self.shown_list();
            let detail = Detail::of(shown, self.table.results(), link, Secrets::Masked).map(|mut detail| {
                detail.row.waiting = self.wait_of(shown, link, &detail.row);
                detail
            });
            self.effects.publish(Event::Detail { list, detail: detail.map(Box::new) });
        }
    }
}
