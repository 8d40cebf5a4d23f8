//! The table on screen: which rows are shown, in which order, and whether that is still true.

use super::column::SortKey;
use super::filter::{Filter, FilterJob};
use super::order::{SortJob, UrlRanks};
use super::table::ResultTable;
use crate::ids::{LinkId, Revision};
use crate::input::list::LinkList;

/// How far a refresh has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refresh {
    /// There was nothing to do.
    Fresh,
    /// There is more to do.
    Busy,
    /// The rows shown changed: read them again.
    Changed,
}

/// The order and the filter of the table, and the rows that follow from them.
///
/// Inputs ([`list_changed`](Self::list_changed), [`results_changed`](Self::results_changed),
/// [`set_order`](Self::set_order), [`set_filter`](Self::set_filter)) do no work. While [`is_stale`](Self::is_stale),
/// [`refresh_step`](Self::refresh_step) does it a piece at a time; the old rows are shown until it ends. The owner
/// decides how often; a refresh that has begun ([`is_busy`](Self::is_busy)) should go on. In list order without a
/// filter it holds no rows.
#[derive(Debug, Default)]
pub struct View {
    links: u32,
    keys: Vec<SortKey>,
    filter: Filter,
    /// `None` is the list's own order.
    order: Option<Vec<LinkId>>,
    /// What the filter left of the order; `None` is all of it.
    shown: Option<Vec<LinkId>>,
    urls: UrlRanks,
    stale: Stale,
    job: Option<Job>,
    revision: Revision,
}

/// What is no longer true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Stale {
    order: bool,
    filter: bool,
}

#[derive(Debug)]
enum Job {
    Sort(SortJob),
    Filter(FilterJob),
}

impl View {
    /// The list is another, or has grown or shrunk: all its rows are shown in its own order until the next refresh.
    pub fn list_changed(&mut self, list: &LinkList) {
        self.links = list.links();
        self.order = None;
        self.shown = None;
        self.urls = UrlRanks::default();
        self.job = None;
        self.stale = Stale { order: !self.keys.is_empty(), filter: !self.filter.is_empty() };
        self.revision = self.revision.next();
    }

    /// Results came, so order and filter may have changed. A refresh that has begun goes on; the next takes them in.
    pub fn results_changed(&mut self) {
        self.stale.order |= self.keys.iter().any(|key| !key.column.is_of_list());
        self.stale.filter |= self.filter.depends_on_results();
        self.revision = self.revision.next();
    }

    /// The table is to be sorted by `keys`, of which the first counts most; by none it is the list's own order.
    pub fn set_order(&mut self, keys: &[SortKey]) {
        if self.keys != keys {
            self.keys = keys.to_vec();
            self.job = None;
            self.stale = Stale { order: !keys.is_empty(), filter: self.is_filtered() };
            if keys.is_empty() {
                self.order = None;
                self.revision = self.revision.next();
            }
        }
    }

    /// Shows only these rows. Where a term cannot be read, the last readable terms stay and only the totals change:
    /// what half of a filter lets through would be taken for its matches.
    pub fn set_filter(&mut self, filter: Filter) {
        let before = core::mem::take(&mut self.filter);
        self.filter = if filter.problems().is_empty() { filter } else { filter.with_terms_of(before) };
        self.stale.filter = true;
        if let Some(Job::Sort(_)) = self.job {
            // The order is wanted all the same, and the filter comes after it.
            return;
        }
        self.job = None;
    }

    /// Rows of the list, shown or not, as of the last [`list_changed`](Self::list_changed).
    pub const fn links(&self) -> u32 {
        self.links
    }

    /// The keys of the order.
    pub fn keys(&self) -> &[SortKey] {
        &self.keys
    }

    /// The filter.
    pub const fn filter(&self) -> &Filter {
        &self.filter
    }

    /// Counts the changes of what is shown, rows or cells.
    pub const fn revision(&self) -> Revision {
        self.revision
    }

    /// Whether a refresh has begun and not ended.
    pub const fn is_busy(&self) -> bool {
        self.job.is_some()
    }

    /// Whether there is something to refresh.
    pub const fn is_stale(&self) -> bool {
        self.is_busy() || self.stale.order || self.stale.filter
    }

    /// Begins a refresh or goes on with it, for about `budget` rows ([`STEP_ITEMS`](super::order::STEP_ITEMS)). `list`
    /// is that of the last [`list_changed`](Self::list_changed), `table` has its results.
    pub fn refresh_step(&mut self, list: &LinkList, table: &ResultTable, budget: usize) -> Refresh {
        let Some(job) = self.job.take().or_else(|| self.next_job(list)) else { return Refresh::Fresh };
        match job {
            Job::Sort(mut sort) => {
                if !sort.step(list, table, budget) {
                    self.job = Some(Job::Sort(sort));
                    return Refresh::Busy;
                }
                let (order, urls) = sort.finish();
                self.order = Some(order);
                self.urls = urls;
                self.stale.filter = self.is_filtered();
                if self.stale.filter {
                    self.job = Some(self.filter_job(list));
                    return Refresh::Busy;
                }
            }
            Job::Filter(mut filter) => {
                if !filter.step(list, table, self.order.as_deref(), budget) {
                    self.job = Some(Job::Filter(filter));
                    return Refresh::Busy;
                }
                self.shown = (!self.filter.is_empty()).then(|| filter.finish());
                self.shown.as_mut().map(Vec::shrink_to_fit);
            }
        }
        self.revision = self.revision.next();
        Refresh::Changed
    }

    fn next_job(&mut self, list: &LinkList) -> Option<Job> {
        if self.stale.order {
            self.stale.order = false;
            return Some(Job::Sort(SortJob::new(&self.keys, self.urls.clone())));
        }
        self.stale.filter.then(|| self.filter_job(list))
    }

    fn filter_job(&mut self, list: &LinkList) -> Job {
        self.stale.filter = false;
        Job::Filter(FilterJob::new(self.filter.clone(), list))
    }

    /// Whether a filter is set or still has its effect.
    const fn is_filtered(&self) -> bool {
        !self.filter.is_empty() || self.shown.is_some()
    }

    /// Number of rows shown.
    pub fn rows_shown(&self) -> u32 {
        self.rows().map_or(self.links, |rows| u32::try_from(rows.len()).unwrap_or(u32::MAX))
    }

    /// The rows of the list that are shown, in their order; `None` when they are all of them in the list's own.
    pub fn rows(&self) -> Option<&[LinkId]> {
        self.shown.as_ref().or(self.order.as_ref()).map(Vec::as_slice)
    }

    /// The row of the list that is shown at `place`, from 0; `None` past the end.
    pub fn row_at(&self, place: u32) -> Option<LinkId> {
        match self.rows() {
            Some(rows) => rows.get(place as usize).copied(),
            None => (place < self.links).then_some(LinkId(place)),
        }
    }

    /// The rows of the list that are shown from `first` on, at most `count`.
    pub fn window(&self, first: u32, count: u32) -> impl Iterator<Item = LinkId> {
        let end = self.rows_shown().min(first.saturating_add(count));
        (first..end).filter_map(|place| self.row_at(place))
    }
}
