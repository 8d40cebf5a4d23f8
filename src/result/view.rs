//! The table on screen: which rows are shown, in which order, under which headings, and whether that is still true.

use super::column::SortKey;
use super::filter::{Filter, FilterJob};
use super::groups::{Folds, GroupId, GroupJob, Grouping, Groups, Heading, ItemAt, NameRanks, TableSize};
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

/// The order, the filter and the groups of the table, and the rows that follow from them.
///
/// Inputs ([`list_changed`](Self::list_changed), [`results_changed`](Self::results_changed),
/// [`set_order`](Self::set_order), [`set_filter`](Self::set_filter), [`set_grouping`](Self::set_grouping)) do no work. While [`is_stale`](Self::is_stale),
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
    /// What the user groups by; see [`View::grouping`].
    by: Grouping,
    /// Of what `shown` was when they were made: they are replaced together.
    groups: Option<Groups>,
    folds: Folds,
    names: NameRanks,
    stale: Stale,
    job: Option<Job>,
    revision: Revision,
}

/// What is no longer true.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Stale {
    order: bool,
    filter: bool,
    groups: bool,
}

#[derive(Debug)]
enum Job {
    Sort(SortJob),
    Filter(FilterJob),
    Group(GroupJob, Filtered),
}

/// What a filter left that is not shown yet, because it is being grouped.
#[derive(Debug)]
enum Filtered {
    /// What is shown.
    Same,
    New(Option<Vec<LinkId>>),
}

impl View {
    /// The list is another, or has grown or shrunk: all its rows are shown in its own order until the next refresh.
    pub fn list_changed(&mut self, list: &LinkList) {
        self.links = list.links();
        self.order = None;
        self.shown = None;
        self.urls = UrlRanks::default();
        self.names = NameRanks::default();
        self.groups = None;
        if self.grouping() != Grouping::Section {
            self.folds = Folds::default();
        }
        self.job = None;
        self.stale = Stale {
            order: !self.keys.is_empty(),
            filter: !self.filter.is_empty(),
            groups: self.is_grouped(),
        };
        self.revision = self.revision.next();
    }

    /// Results came, so order and filter may have changed. A refresh that has begun goes on; the next takes them in.
    pub fn results_changed(&mut self) {
        self.stale.order |= self.keys.iter().any(|key| !key.column.is_of_list());
        self.stale.filter |= self.filter.depends_on_results();
        self.stale.groups |= self.is_grouped();
        self.revision = self.revision.next();
    }

    /// The table is to be sorted by `keys`, of which the first counts most; by none it is the list's own order.
    pub fn set_order(&mut self, keys: &[SortKey]) {
        if self.keys != keys {
            self.keys = keys.to_vec();
            self.job = None;
            self.stale =
                Stale { order: !keys.is_empty(), filter: self.is_filtered(), groups: self.is_grouped() };
            if keys.is_empty() {
                self.order = None;
                self.revision = self.revision.next();
            }
        }
    }

    /// Shows only these rows. Where a term cannot be read, the last readable terms stay and only the totals change:
    /// what half of a filter lets through would be taken for its matches.
    pub fn set_filter(&mut self, filter: Filter) {
        let (grouping, before) = (self.grouping(), core::mem::take(&mut self.filter));
        self.filter = if filter.problems().is_empty() { filter } else { filter.with_terms_of(before) };
        self.stale.filter = true;
        self.grouping_changed(grouping);
    }

    /// Groups the rows; but the problems are always grouped by kind.
    pub fn set_grouping(&mut self, by: Grouping) {
        let before = self.grouping();
        self.by = by;
        self.grouping_changed(before);
    }

    /// What `by` or the filter's totals make of the grouping was `before`, and may be another now.
    fn grouping_changed(&mut self, before: Grouping) {
        if self.grouping() != before {
            // The old groups stay on screen until the new ones are made: as unfolded as they say.
            self.fold(None, false);
        }
        self.stale.groups |= self.grouping() != before || self.is_grouped();
        if let Some(Job::Sort(_)) = self.job {
            // The order is wanted all the same, and the filter comes after it.
            return;
        }
        self.stale.filter |= self.job.take().is_some() && self.is_filtered();
    }

    /// What the rows are grouped by.
    pub fn grouping(&self) -> Grouping {
        if self.filter.is_of_problems() { Grouping::Section } else { self.by }
    }

    fn is_grouped(&self) -> bool {
        self.grouping() != Grouping::None
    }

    /// Folds or unfolds a group, or all of them.
    pub fn fold(&mut self, group: Option<GroupId>, is_folded: bool) {
        self.folds.set(group, is_folded);
        if let Some(groups) = &mut self.groups {
            groups.fold(&self.folds);
            self.revision = self.revision.next();
        }
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
        self.is_busy() || self.stale.order || self.stale.filter || self.stale.groups
    }

    /// Begins a refresh or goes on with it, for about `budget` rows ([`STEP_ITEMS`](super::order::STEP_ITEMS)). `list`
    /// is that of the last [`list_changed`](Self::list_changed), `table` has its results.
    pub fn refresh_step(&mut self, list: &LinkList, table: &ResultTable, budget: usize) -> Refresh {
        let Some(job) = self.job.take().or_else(|| self.next_job(list, table)) else {
            let is_ungrouped = core::mem::take(&mut self.stale.groups);
            if is_ungrouped {
                self.groups = None;
                self.revision = self.revision.next();
            }
            return if is_ungrouped { Refresh::Changed } else { Refresh::Fresh };
        };
        let filtered = match job {
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
                Filtered::Same
            }
            Job::Filter(mut filter) => {
                if !filter.step(list, table, self.order.as_deref(), budget) {
                    self.job = Some(Job::Filter(filter));
                    return Refresh::Busy;
                }
                let mut shown = (!self.filter.is_empty()).then(|| filter.finish());
                shown.as_mut().map(Vec::shrink_to_fit);
                Filtered::New(shown)
            }
            Job::Group(mut group, filtered) => {
                let shown = match &filtered {
                    Filtered::Same => self.shown.as_ref(),
                    Filtered::New(shown) => shown.as_ref(),
                };
                let rows = shown.or(self.order.as_ref()).map(Vec::as_slice);
                if !group.step(list, table, rows, &mut self.names, budget) {
                    self.job = Some(Job::Group(group, filtered));
                    return Refresh::Busy;
                }
                self.groups = Some(group.finish(&self.folds));
                self.show(filtered);
                return Refresh::Changed;
            }
        };
        if self.is_grouped() {
            self.job = Some(self.group_job(filtered, list, table));
            return Refresh::Busy;
        }
        self.groups = None;
        self.stale.groups = false;
        self.show(filtered);
        Refresh::Changed
    }

    /// Shows what a filter left.
    fn show(&mut self, filtered: Filtered) {
        if let Filtered::New(shown) = filtered {
            self.shown = shown;
        }
        self.revision = self.revision.next();
    }

    fn next_job(&mut self, list: &LinkList, table: &ResultTable) -> Option<Job> {
        if self.stale.order {
            self.stale.order = false;
            return Some(Job::Sort(SortJob::new(&self.keys, self.urls.clone())));
        }
        if self.stale.filter {
            return Some(self.filter_job(list));
        }
        (self.stale.groups && self.is_grouped()).then(|| self.group_job(Filtered::Same, list, table))
    }

    fn filter_job(&mut self, list: &LinkList) -> Job {
        self.stale.filter = false;
        Job::Filter(FilterJob::new(self.filter.clone(), list))
    }

    fn group_job(&mut self, filtered: Filtered, list: &LinkList, table: &ResultTable) -> Job {
        self.stale.groups = false;
        Job::Group(GroupJob::new(self.grouping(), &mut self.names, list, table), filtered)
    }

    /// Whether a filter is set or still has its effect.
    const fn is_filtered(&self) -> bool {
        !self.filter.is_empty() || self.shown.is_some()
    }

    /// Number of rows shown, those of folded groups too.
    pub fn rows_shown(&self) -> u32 {
        self.rows().map_or(self.links, |rows| u32::try_from(rows.len()).unwrap_or(u32::MAX))
    }

    /// The rows of the list that are shown, in their order; `None` when they are all of them in the list's own.
    pub fn rows(&self) -> Option<&[LinkId]> {
        match &self.groups {
            Some(groups) => Some(groups.rows()),
            None => self.shown.as_ref().or(self.order.as_ref()).map(Vec::as_slice),
        }
    }

    /// The rows shown of a group.
    pub fn rows_of(&self, group: GroupId) -> &[LinkId] {
        self.groups.as_ref().map_or(&[], |groups| groups.rows_of(group))
    }

    /// Number of items on screen: headings, and rows that are not folded.
    pub fn items(&self) -> u32 {
        self.groups.as_ref().map_or_else(|| self.rows_shown(), Groups::items)
    }

    /// How much is on screen.
    pub fn size(&self) -> TableSize {
        let grouping = self.groups.as_ref().map_or(Grouping::None, Groups::by);
        TableSize { rows: self.rows_shown(), items: self.items(), grouping }
    }

    /// The item at `place`, from 0; `None` past the end.
    pub fn item_at(&self, place: u32) -> Option<ItemAt> {
        match (&self.groups, self.rows()) {
            (Some(groups), _) => groups.item_at(place),
            (None, Some(rows)) => rows.get(place as usize).copied().map(ItemAt::Row),
            (None, None) => (place < self.links).then_some(ItemAt::Row(LinkId(place))),
        }
    }

    /// The place of the row of `link` among the items; `None` where it is not shown. Looks at all rows, unless they are in the
    /// list's own order.
    pub fn place_of(&self, link: LinkId) -> Option<u32> {
        match (&self.groups, self.rows()) {
            (Some(groups), _) => groups.place_of(link),
            (None, Some(rows)) => {
                let place = rows.iter().position(|row| *row == link)?;
                u32::try_from(place).ok()
            }
            (None, None) => (link.0 < self.links).then_some(link.0),
        }
    }

    /// The items from `first` on, at most `count`.
    pub fn window(&self, first: u32, count: u32) -> impl Iterator<Item = ItemAt> {
        let end = self.items().min(first.saturating_add(count));
        (first..end).filter_map(|place| self.item_at(place))
    }

    /// The heading that is the `nth` of the groups, from 0.
    pub fn heading(&self, nth: usize, list: &LinkList) -> Option<Heading> {
        self.groups.as_ref()?.heading(nth, list, &self.folds)
    }
}
