//! The order of the table: all rows of a list sorted by results, in steps, as a sort of a million rows takes longer
//! than a window of rows may wait. Several keys are several stable sorts, the least key first; every column is reduced
//! to a 32-bit key a row, so that one radix sort serves all.

use std::rc::Rc;

use super::column::{SortKey, Stored};
use super::table::ResultTable;
use crate::ids::LinkId;
use crate::input::list::LinkList;

mod key;
mod leaf;
pub(super) mod radix;
pub(super) mod text;

use key::KeySource;
use radix::Radix;
use text::{RankedTexts, TextSort};

/// A good budget for a step: less than ten milliseconds of work in a browser.
pub const STEP_ITEMS: usize = 60_000;

/// The ranks of all URLs of a list, kept from job to job: they do not depend on results and cost more than the rest.
#[derive(Clone, Debug, Default)]
pub struct UrlRanks(Option<Rc<[u32]>>);

/// Sorts all rows of a list. Hidden values come last in either direction; equal ones stay in list order. Results that
/// come between two steps are seen by some rows only: the order is whole all the same, and the next job makes it again.
#[derive(Debug)]
pub struct SortJob {
    /// The keys not sorted by yet; the last is next.
    keys: Vec<SortKey>,
    urls: UrlRanks,
    /// The order so far; empty for the list's own.
    rows: Vec<LinkId>,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Next,
    Rank(SortKey, TextSort),
    Fill(Fill),
    Sort(Radix),
    Done,
}

impl SortJob {
    /// A sort by `keys`, the first counting most; none is list order. `urls` is what an earlier job of the list left.
    pub fn new(keys: &[SortKey], urls: UrlRanks) -> Self {
        Self { keys: keys.to_vec(), urls, rows: Vec::new(), stage: Stage::Next }
    }

    /// Works on about `budget` rows; returns whether it is done. `list` stays the same, `table` may have more results.
    pub fn step(&mut self, list: &LinkList, table: &ResultTable, budget: usize) -> bool {
        let mut left = budget.max(1);
        while left > 0 {
            self.stage = match core::mem::replace(&mut self.stage, Stage::Done) {
                Stage::Next => self.next(list, table),
                Stage::Rank(key, mut sort) => {
                    if sort.step(list, table, &mut left) {
                        self.ranked(key, sort, list, table)
                    } else {
                        Stage::Rank(key, sort)
                    }
                }
                Stage::Fill(mut fill) => {
                    if fill.step(&self.rows, list, table, &mut left) {
                        self.rows = Vec::new();
                        Stage::Sort(fill.radix)
                    } else {
                        Stage::Fill(fill)
                    }
                }
                Stage::Sort(mut radix) => {
                    if radix.step(&mut left) {
                        self.rows = radix.into_rows();
                        Stage::Next
                    } else {
                        Stage::Sort(radix)
                    }
                }
                Stage::Done => return true,
            };
        }
        matches!(self.stage, Stage::Done)
    }

    /// The order, as rows from 0, and the ranks for the next job of the list; complete once a step returned `true`.
    pub fn finish(self) -> (Vec<LinkId>, UrlRanks) {
        (self.rows, self.urls)
    }

    fn next(&mut self, list: &LinkList, table: &ResultTable) -> Stage {
        let Some(key) = self.keys.pop() else {
            if self.rows.is_empty() {
                self.rows = LinkId(0).take(list.links()).collect();
            }
            return Stage::Done;
        };
        let texts = match (key.column.spec().stored, &self.urls.0) {
            (Stored::Url, Some(ranks)) => {
                return Stage::Fill(self.fill(key, KeySource::Url(Rc::clone(ranks)), list));
            }
            (Stored::Url, None) => RankedTexts::Urls,
            (Stored::Host, _) => RankedTexts::Hosts,
            (Stored::Label, _) => RankedTexts::Labels,
            (Stored::Text(column), _) => RankedTexts::Column(column),
            (stored, _) => {
                return Stage::Fill(self.fill(key, KeySource::of(stored, Vec::new(), table), list));
            }
        };
        Stage::Rank(key, TextSort::new(texts, list, table))
    }

    fn fill(&self, key: SortKey, source: KeySource, list: &LinkList) -> Fill {
        let rows = if self.rows.is_empty() {
            list.links()
        } else {
            u32::try_from(self.rows.len()).unwrap_or(u32::MAX)
        };
        Fill::new(key, source, rows)
    }

    fn ranked(&mut self, key: SortKey, sort: TextSort, list: &LinkList, table: &ResultTable) -> Stage {
        let source = KeySource::of(key.column.spec().stored, sort.into_ranks(), table);
        if let KeySource::Url(ranks) = &source {
            self.urls = UrlRanks(Some(Rc::clone(ranks)));
        }
        Stage::Fill(self.fill(key, source, list))
    }
}

/// The keys of all rows, on their way into a sort.
#[derive(Debug)]
struct Fill {
    key: SortKey,
    source: KeySource,
    /// Number of rows.
    rows: u32,
    /// The keys by row, unless the order so far is the list's own: looking them up in that order misses the cache.
    by_row: Vec<u32>,
    radix: Radix,
}

impl Fill {
    fn new(key: SortKey, source: KeySource, rows: u32) -> Self {
        Self { key, source, rows, by_row: Vec::new(), radix: Radix::with_room(rows) }
    }

    /// Looks up the keys of further rows, of which `order` is the order so far, and returns whether all have theirs.
    fn step(&mut self, order: &[LinkId], list: &LinkList, table: &ResultTable, left: &mut usize) -> bool {
        let Self { key, source, rows, by_row, radix } = self;
        let rows = *rows;
        let more = |from: u32, left: &mut usize| {
            let to = rows.min(from.saturating_add(u32::try_from(*left).unwrap_or(u32::MAX)));
            *left -= (to - from) as usize;
            from..to
        };
        if order.is_empty() {
            for row in more(radix.len(), left) {
                let row = LinkId(row);
                radix.push(source.key(list, table, row, key.descending), row);
            }
        } else {
            let known = u32::try_from(by_row.len()).unwrap_or(u32::MAX);
            by_row.extend(more(known, left).map(|row| source.key(list, table, LinkId(row), key.descending)));
            if by_row.len() == order.len() {
                for place in more(radix.len(), left) {
                    let row = order[place as usize];
                    radix.push(by_row[row.index()], row);
                }
            }
        }
        radix.len() == rows
    }
}
