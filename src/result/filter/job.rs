//! A filter at work: rows chosen from an order, in steps.

use super::Filter;
use super::needle::Needle;
use super::term::{Scratch, Subject, Test};
use crate::ids::{LinkId, TargetId};
use crate::input::link::LinkKind;
use crate::input::list::{LinkList, Origin};
use crate::input::target::TargetSpan;
use crate::result::bits::Bits;
use crate::result::column::Stored;
use crate::result::table::ResultTable;

/// How much of the URLs is looked at to find out which bytes are rare in them.
const SAMPLE_BYTES: usize = 16_384;

/// Chooses the rows that a filter shows: first each text for URLs is searched in all of them, in memory order; then
/// each row is tested; then those that pass are taken from the order.
#[derive(Debug)]
pub struct FilterJob {
    filter: Filter,
    /// For each term that looks into URLs the targets where it found something.
    found: Vec<Option<Bits>>,
    /// For each term the sources whose names hold it.
    sources: Vec<Vec<bool>>,
    /// Whether any host is shown in other letters than it is sent in: otherwise no row needs that test.
    international: bool,
    passed: Bits,
    rows: Vec<LinkId>,
    scratch: Scratch,
    stage: Stage,
}

#[derive(Clone, Copy, Debug)]
enum Stage {
    Search { term: usize, target: TargetId },
    Test { row: LinkId },
    Choose { at: usize },
    Done,
}

impl FilterJob {
    /// The rows of `list` that `filter` shows.
    pub fn new(mut filter: Filter, list: &LinkList) -> Self {
        let targets = list.targets().len();
        let (arena, ..) = list.targets().parts();
        let sample = arena.get(..SAMPLE_BYTES).unwrap_or(arena);
        for term in &mut filter.terms {
            term.test.tune(sample);
        }
        let found = filter.terms.iter().map(|term| term.test.in_url().map(|_| Bits::new(targets))).collect();
        let names =
            |needle: &Needle| list.sources().iter().map(|name| needle.is_in(name.as_bytes())).collect();
        let sources = filter.terms.iter().map(|term| match &term.test {
            Test::Text(needle) => names(needle),
            _ => Vec::new(),
        });
        Self {
            found,
            sources: sources.collect(),
            international: list.origins().iter().any(Origin::is_international),
            passed: Bits::new(list.links()),
            rows: Vec::new(),
            scratch: Scratch::default(),
            stage: Stage::Search { term: 0, target: TargetId(0) },
            filter,
        }
    }

    /// Does about `budget` rows' worth of the work and returns whether all rows are chosen. `order` is the order they
    /// are taken from, `None` for the list's own; it and `list` are the same in every step.
    pub fn step(
        &mut self,
        list: &LinkList,
        table: &ResultTable,
        order: Option<&[LinkId]>,
        budget: usize,
    ) -> bool {
        let mut left = budget.max(1);
        while left > 0 {
            self.stage = match self.stage {
                Stage::Search { term, target } => self.search(term, target, list, &mut left),
                Stage::Test { row } => self.test(row, list, table, order.is_none(), &mut left),
                Stage::Choose { at } => self.choose(at, order.unwrap_or(&[]), &mut left),
                Stage::Done => return true,
            };
        }
        matches!(self.stage, Stage::Done)
    }

    /// The rows shown, in their order. Complete once a step has returned `true`.
    pub fn finish(self) -> Vec<LinkId> {
        self.rows
    }

    fn search(&mut self, term: usize, target: TargetId, list: &LinkList, left: &mut usize) -> Stage {
        let Some(tested) = self.filter.terms.get(term) else { return Stage::Test { row: LinkId(0) } };
        let (Some(needle), Some(Some(found))) = (tested.test.in_url(), self.found.get_mut(term)) else {
            return Stage::Search { term: term + 1, target: TargetId(0) };
        };
        let spans = list.targets().parts().2;
        let at = spans.partition_point(|span| span.first() <= target);
        let Some(span) = at.checked_sub(1).and_then(|at| spans.get(at)) else {
            return Stage::Search { term: term + 1, target: TargetId(0) };
        };
        let budget = u32::try_from(*left).unwrap_or(u32::MAX);
        let end = span.first().plus(span.count()).min(TargetId(target.0.saturating_add(budget)));
        if end <= target {
            return Stage::Search { term: term + 1, target: TargetId(0) };
        }
        *left -= end.since(target) as usize;
        match span {
            TargetSpan::Literal { first, literal, .. } => {
                find_literals(needle, list, target.0..end.0, literal + target.since(*first), found);
            }
            TargetSpan::Pattern { first, pattern, .. } => {
                let mut url = String::new();
                for target in target.to(end) {
                    let nth = u64::from(target.since(*first));
                    url.clear();
                    pattern.write(nth, &mut url);
                    pattern.write_fragment(nth, &mut url);
                    if needle.is_in(url.as_bytes()) {
                        found.set(target.0);
                    }
                }
            }
        }
        Stage::Search { term, target: end }
    }

    fn test(
        &mut self,
        row: LinkId,
        list: &LinkList,
        table: &ResultTable,
        choose: bool,
        left: &mut usize,
    ) -> Stage {
        let to = list.links().min(row.0.saturating_add(u32::try_from(*left).unwrap_or(u32::MAX)));
        *left -= LinkId(to).since(row) as usize;
        let required = self.required(list);
        for (row, kind) in list.kinds(row.0..to) {
            let is_out = match (required, kind) {
                (Some(term), LinkKind::Target(target)) => {
                    self.found[term].as_ref().is_some_and(|found| !found.has(target.0))
                }
                _ => false,
            };
            if is_out || !self.shows(&Subject { list, table, row, kind }) {
                continue;
            }
            if choose {
                self.rows.push(row);
            } else {
                self.passed.set(row.0);
            }
        }
        match (to == list.links(), choose) {
            (false, _) => Stage::Test { row: LinkId(to) },
            (true, true) => Stage::Done,
            (true, false) => Stage::Choose { at: 0 },
        }
    }

    /// The term that only holds for a target where its URL was found to hold its text, if there is one: most rows are out by
    /// that alone.
    fn required(&self, list: &LinkList) -> Option<usize> {
        let is_plain = !self.international && !list.has_fragments();
        self.filter.terms.iter().enumerate().position(|(at, term)| {
            let is_in_source = self.sources.get(at).is_some_and(|sources| sources.contains(&true));
            is_plain && !term.negated && !is_in_source && matches!(self.found.get(at), Some(Some(_)))
        })
    }

    fn shows(&mut self, subject: &Subject) -> bool {
        let total = || subject.verdict().map(|verdict| verdict.total());
        if self.filter.totals.is_some_and(|totals| !totals.hold(total())) {
            return false;
        }
        let Self { filter, found, sources, international, scratch, .. } = self;
        let in_url = |needle: &Needle, found: Option<&Option<Bits>>, scratch: &mut Scratch| {
            in_url(needle, found, subject, scratch)
                || (*international && subject.letters_make_it_hold(needle, scratch))
        };
        filter.terms.iter().enumerate().all(|(at, term)| {
            let holds = match &term.test {
                Test::Text(needle) => {
                    in_source_name(sources.get(at), subject) || in_url(needle, found.get(at), scratch)
                }
                Test::Column(Stored::Url, needle) => in_url(needle, found.get(at), scratch),
                Test::Column(stored, needle) => subject.holds(*stored, needle, scratch),
                Test::Number(stored, range) => range.holds(subject.number(*stored)),
                Test::Is(mark) => subject.is(*mark),
            };
            holds != term.negated
        })
    }

    fn choose(&mut self, at: usize, order: &[LinkId], left: &mut usize) -> Stage {
        let to = order.len().min(at.saturating_add(*left));
        *left -= to - at;
        let passed = &self.passed;
        self.rows.extend(order[at..to].iter().filter(|&&row| passed.has(row.0)));
        if to == order.len() { Stage::Done } else { Stage::Choose { at: to } }
    }
}

fn in_url(needle: &Needle, found: Option<&Option<Bits>>, subject: &Subject, scratch: &mut Scratch) -> bool {
    match subject.kind {
        LinkKind::Target(target) => {
            found.is_some_and(|found| found.as_ref().is_some_and(|found| found.has(target.0)))
                || subject.fragment_makes_it_hold(target, needle, scratch)
        }
        LinkKind::Rejected(index) => {
            let rejected = subject.list.rejected().get(index as usize);
            rejected.is_some_and(|rejected| needle.is_in(rejected.text.as_bytes()))
        }
    }
}

fn in_source_name(sources: Option<&Vec<bool>>, subject: &Subject) -> bool {
    sources.is_some_and(|sources| {
        sources.contains(&true)
            && subject
                .list
                .position(subject.row)
                .is_some_and(|place| sources.get(place.source.index()) == Some(&true))
    })
}

/// Marks those `targets`, literals from number `literal` on, whose URLs hold `needle`, in one search of their arena.
fn find_literals(
    needle: &Needle,
    list: &LinkList,
    targets: core::ops::Range<u32>,
    literal: u32,
    found: &mut Bits,
) {
    let (arena, ends, _) = list.targets().parts();
    let first = literal as usize;
    let count = (targets.end - targets.start) as usize;
    let Some(ends) = ends.get(..first + count) else { return };
    let mut from = first.checked_sub(1).map_or(0, |before| ends[before] as usize);
    let Some(arena) = ends.last().and_then(|&end| arena.get(..end as usize)) else { return };
    let mut nth = 0;
    while let Some(start) = needle.find(arena, from) {
        while ends[first + nth] as usize <= start {
            nth += 1;
        }
        let end = ends[first + nth] as usize;
        if start + needle.len() <= end {
            found.set(targets.start + u32::try_from(nth).unwrap_or(0));
            from = end;
        } else {
            // It runs into the next URL.
            from = start + 1;
        }
    }
}
