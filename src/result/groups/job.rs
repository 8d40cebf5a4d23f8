//! Rows grouped in steps: the names are ranked, each row finds its group and is counted, the groups are put in order, the rows
//! are put into them. Groups with most problems come first, equal ones by name; kinds of problems have an order of their own.

use std::rc::Rc;

use super::{Folds, Group, GroupId, Grouping, Groups};
use crate::ids::LinkId;
use crate::input::link::LinkKind;
use crate::input::list::LinkList;
use crate::result::order::radix::Radix;
use crate::result::order::text::{RankedTexts, TextSort};
use crate::result::section::Section;
use crate::result::table::ResultTable;
use crate::result::tally::Tally;
use crate::result::verdict::{Total, Verdict};

/// The ranks of the hosts or files of a list, kept from job to job: they do not depend on results.
#[derive(Clone, Debug, Default)]
pub(in crate::result) struct NameRanks {
    hosts: Option<Rc<[u32]>>,
    files: Option<Rc<[u32]>>,
}

impl NameRanks {
    fn of(&mut self, by: Grouping) -> Option<&mut Option<Rc<[u32]>>> {
        match by {
            Grouping::Host => Some(&mut self.hosts),
            Grouping::File => Some(&mut self.files),
            Grouping::None | Grouping::Section => None,
        }
    }
}

#[derive(Clone, Copy, Debug, Default)]
struct Count {
    rows: u32,
    tally: Tally,
    named_by: u32,
    /// Where its next row goes.
    next: u32,
}

/// Groups rows. Results that come between two steps count for some rows only; the next job takes them all in.
#[derive(Debug)]
pub(in crate::result) struct GroupJob {
    by: Grouping,
    ranks: Rc<[u32]>,
    /// For each row seen so far its group: the verdict that decides it may change meanwhile.
    of_rows: Vec<u32>,
    counts: Vec<Count>,
    rows: Vec<LinkId>,
    groups: Vec<Group>,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Rank(TextSort),
    Count,
    Order { radix: Radix, next: u32 },
    Place { next: u32 },
    Done,
}

impl GroupJob {
    /// Groups rows of `list` by `by`; `ranks` are what an earlier job of the list left.
    pub(in crate::result) fn new(
        by: Grouping,
        ranks: &mut NameRanks,
        list: &LinkList,
        table: &ResultTable,
    ) -> Self {
        let known = ranks.of(by).map(|ranks| ranks.clone());
        let texts = if by == Grouping::File { RankedTexts::Sources } else { RankedTexts::Hosts };
        let stage = match known {
            Some(None) => Stage::Rank(TextSort::new(texts, list, table)),
            Some(Some(_)) | None => Stage::Count,
        };
        let ranks = known.flatten().unwrap_or_default();
        let mut job = Self {
            by,
            ranks,
            of_rows: Vec::new(),
            counts: Vec::new(),
            rows: Vec::new(),
            groups: Vec::new(),
            stage,
        };
        job.make_room();
        job
    }

    /// As many counts as there may be groups.
    fn make_room(&mut self) {
        let groups = if self.by == Grouping::Section { Section::ALL.len() } else { self.ranks.len() };
        // One more, for what has no name.
        self.counts.resize(groups + 1, Count::default());
    }

    /// Does about `budget` rows' worth of the work and returns whether all are grouped. `rows` are those to group, in
    /// their order, `None` for all of the list in its own; they and `list` are the same in every step.
    pub(in crate::result) fn step(
        &mut self,
        list: &LinkList,
        table: &ResultTable,
        rows: Option<&[LinkId]>,
        known: &mut NameRanks,
        budget: usize,
    ) -> bool {
        let all = rows.map_or(list.links(), |rows| u32::try_from(rows.len()).unwrap_or(u32::MAX));
        let row_at = |place: u32| rows.map_or(Some(LinkId(place)), |rows| rows.get(place as usize).copied());
        let mut left = budget.max(1);
        while left > 0 {
            self.stage = match core::mem::replace(&mut self.stage, Stage::Done) {
                Stage::Rank(mut sort) => {
                    if sort.step(list, table, &mut left) {
                        self.ranks = sort.into_ranks().into();
                        if let Some(known) = known.of(self.by) {
                            *known = Some(Rc::clone(&self.ranks));
                        }
                        self.make_room();
                        Stage::Count
                    } else {
                        Stage::Rank(sort)
                    }
                }
                Stage::Count => {
                    let from = u32::try_from(self.of_rows.len()).unwrap_or(u32::MAX);
                    let to = end_of(from, all, &mut left);
                    for row in (from..to).filter_map(row_at) {
                        self.count(row, list, table);
                    }
                    if to == all {
                        Stage::Order { radix: Radix::with_room(0), next: 0 }
                    } else {
                        Stage::Count
                    }
                }
                Stage::Order { mut radix, next } => {
                    let groups = u32::try_from(self.counts.len()).unwrap_or(u32::MAX);
                    let to = end_of(next, groups, &mut left);
                    for group in next..to {
                        self.push(group, &mut radix);
                    }
                    if to == groups && radix.step(&mut left) {
                        self.begin_groups(&radix.into_rows());
                        Stage::Place { next: 0 }
                    } else {
                        Stage::Order { radix, next: to }
                    }
                }
                Stage::Place { next } => {
                    let to = end_of(next, all, &mut left);
                    for place in next..to {
                        self.place(place, row_at(place));
                    }
                    if to == all { Stage::Done } else { Stage::Place { next: to } }
                }
                Stage::Done => return true,
            };
        }
        matches!(self.stage, Stage::Done)
    }

    /// The groups. Complete once a step has returned `true`.
    pub(in crate::result) fn finish(self, folds: &Folds) -> Groups {
        let Self { by, rows, groups: ordered, .. } = self;
        let mut groups = Groups { by, rows, ordered, places: Vec::new(), items: 0 };
        groups.fold(folds);
        groups
    }

    fn count(&mut self, row: LinkId, list: &LinkList, table: &ResultTable) {
        let kind = list.kind(row);
        let target = match kind {
            Some(LinkKind::Target(target)) => Some(target),
            _ => None,
        };
        let verdict = match kind {
            Some(LinkKind::Target(target)) => table.verdict(target),
            Some(LinkKind::Rejected(index)) => {
                list.rejected().get(index as usize).map(|rejected| Verdict::NotSent(rejected.reason))
            }
            None => None,
        };
        let unnamed = self.counts.len() - 1;
        let named_by = match self.by {
            Grouping::Host => target.and_then(|target| list.origin_of(target)),
            Grouping::File => list.position(row).map(|place| u32::from(place.source.0)),
            Grouping::Section | Grouping::None => None,
        };
        let group = match self.by {
            Grouping::Section => verdict.and_then(Section::of).map(|section| section as usize),
            _ => named_by.and_then(|name| self.ranks.get(name as usize)).map(|&rank| rank as usize),
        };
        let group = group.unwrap_or(unnamed);
        if let Some(count) = self.counts.get_mut(group) {
            count.rows += 1;
            count.named_by = named_by.unwrap_or(u32::MAX);
            if let Some(verdict) = verdict {
                count.tally.add(verdict.total(), 1);
            }
        }
        self.of_rows.push(u32::try_from(group).unwrap_or(u32::MAX));
    }

    /// Has `group` sorted in, unless it is empty.
    fn push(&self, group: u32, radix: &mut Radix) {
        let Some(count) = self.counts.get(group as usize).filter(|count| count.rows > 0) else { return };
        let problems: u32 = Total::PROBLEMS.into_iter().map(|total| count.tally.of(total)).sum();
        // They come in the order of their names, which the sort keeps.
        radix.push(if self.by == Grouping::Section { 0 } else { u32::MAX - problems }, LinkId(group));
    }

    fn begin_groups(&mut self, order: &[LinkId]) {
        let mut first = 0;
        for &LinkId(id) in order {
            let Some(count) = self.counts.get_mut(id as usize) else { continue };
            let end = first + count.rows;
            count.next = first;
            let Count { tally, named_by, .. } = *count;
            self.groups.push(Group { id: GroupId(id), first, end, tally, named_by });
            first = end;
        }
        self.rows.resize(first as usize, LinkId(0));
    }

    fn place(&mut self, place: u32, row: Option<LinkId>) {
        let group = self.of_rows.get(place as usize);
        let count = group.and_then(|&group| self.counts.get_mut(group as usize));
        if let (Some(count), Some(row)) = (count, row)
            && let Some(slot) = self.rows.get_mut(count.next as usize)
        {
            *slot = row;
            count.next += 1;
        }
    }
}

/// Where a step that begins at `from` ends, of `all`; takes what it costs off `left`.
fn end_of(from: u32, all: u32, left: &mut usize) -> u32 {
    let to = all.min(from.saturating_add(u32::try_from(*left).unwrap_or(u32::MAX)));
    *left -= (to - from) as usize;
    to
}
