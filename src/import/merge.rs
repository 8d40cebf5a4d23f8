//! Which targets of a run the answers of an imported file are for: by address, which both lists have normalised, without the
//! fragment, which no request carries.

use core::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashMap};

use crate::ids::TargetId;
use crate::input::list::LinkList;
use crate::result::table::ResultTable;
use crate::result::verdict::Total;
use crate::units::Millis;

/// Targets looked at in one step.
const TARGETS_A_STEP: u32 = 20_000;

/// A list with its results.
pub type Side<'a> = (&'a LinkList, &'a ResultTable);

/// Matches the answers of a file with what is not verified in a run, in slices.
#[derive(Debug, Default)]
pub struct Merger {
    hasher: DefaultHashBuilder,
    stage: Stage,
    /// Of what is not verified in the run: the hash of the address, and the target; in order once all are here.
    unverified: Vec<(u64, TargetId)>,
    /// By the hash of an address: the target of the file whose answer it takes, the last one that the file has.
    answers: HashMap<u64, TargetId>,
    matched: Matched,
    url: String,
    other: String,
}

#[derive(Debug)]
enum Stage {
    /// The next target of the run.
    Index(u32),
    Sort,
    /// The next target of the file.
    Find(u32),
    /// The next entry of what is not verified.
    Pair(usize),
}

impl Default for Stage {
    fn default() -> Self {
        Self::Index(0)
    }
}

/// What of a file is for which target of the run.
#[derive(Debug, Default)]
pub struct Matched {
    /// The target of the run, and that of the file whose answer it takes.
    pub answers: Vec<(TargetId, TargetId)>,
    /// Answers of the file that are for nothing that is not verified here.
    pub others: u32,
    /// Targets whose row is newer than the file.
    pub newer_rows: u32,
}

impl Merger {
    /// Goes on; returns whether that was all. `written`: when the file was, since the run's start.
    pub fn step(&mut self, run: Side<'_>, file: Side<'_>, written: Option<Millis>) -> bool {
        self.stage = match self.stage {
            Stage::Index(next) => match slice(next, run.0.targets().len()) {
                Some(targets) => {
                    let end = next + targets;
                    TargetId(next).take(targets).for_each(|target| self.index(run, target));
                    Stage::Index(end)
                }
                None => Stage::Sort,
            },
            Stage::Sort => {
                self.unverified.sort_unstable();
                Stage::Find(0)
            }
            Stage::Find(next) => match slice(next, file.0.targets().len()) {
                Some(targets) => {
                    let end = next + targets;
                    TargetId(next).take(targets).for_each(|answer| self.find(run, file, answer));
                    Stage::Find(end)
                }
                None => Stage::Pair(0),
            },
            Stage::Pair(next) => {
                let end = self.unverified.len().min(next + TARGETS_A_STEP as usize);
                for at in next..end {
                    self.pair(run, at, written);
                }
                Stage::Pair(end)
            }
        };
        matches!(self.stage, Stage::Pair(next) if next == self.unverified.len())
    }

    /// What was matched.
    pub fn into_matched(self) -> Matched {
        self.matched
    }

    fn index(&mut self, (list, results): Side<'_>, target: TargetId) {
        let is_unverified =
            results.verdict(target).is_some_and(|verdict| verdict.total() == Total::Unverified);
        if is_unverified && write(list, target, &mut self.url) {
            self.unverified.push((self.hasher.hash_one(&*self.url), target));
        }
    }

    /// Takes an answer of the file where its address is one of the run's.
    fn find(&mut self, run: Side<'_>, file: Side<'_>, answer: TargetId) {
        let has_ended = file
            .1
            .verdict(answer)
            .is_some_and(|verdict| !matches!(verdict.total(), Total::Cancelled | Total::NotSent));
        if has_ended && write(file.0, answer, &mut self.url) {
            let hash = self.hasher.hash_one(&*self.url);
            let first = self.unverified.partition_point(|(of, _)| *of < hash);
            // Addresses that differ have hashes that differ, but for one pair in the life of a planet: that stays as it is.
            let is_wanted = self.unverified.get(first).is_some_and(|&(of, target)| {
                of == hash && write(run.0, target, &mut self.other) && self.other == self.url
            });
            if is_wanted {
                self.answers.insert(hash, answer);
                return;
            }
        }
        self.matched.others += 1;
    }

    /// Gives one of the run's targets its answer, unless it is newer.
    fn pair(&mut self, run: Side<'_>, at: usize, written: Option<Millis>) {
        let Some(&(hash, target)) = self.unverified.get(at) else { return };
        let Some(&answer) = self.answers.get(&hash) else { return };
        if written.is_some_and(|written| ended(run.1, target).is_some_and(|ended| written < ended)) {
            self.matched.newer_rows += 1;
        } else {
            self.matched.answers.push((target, answer));
        }
    }
}

/// The number of targets of the next slice; `None` past the last.
fn slice(next: u32, targets: u32) -> Option<u32> {
    Some(targets.saturating_sub(next).min(TARGETS_A_STEP)).filter(|count| *count > 0)
}

/// Writes the address of a target in place of what was in `url`; `false` where there is none.
fn write(list: &LinkList, target: TargetId, url: &mut String) -> bool {
    url.clear();
    list.targets().write_url(target, url)
}

/// When the last attempt of `target` ended, since the run's start.
fn ended(results: &ResultTable, target: TargetId) -> Option<Millis> {
    let took = results.timing(target).total.unwrap_or(Millis::ZERO);
    results.started(target).map(|started| started + took)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::link::Position;
    use crate::result::outcome::{AttemptEnd, BodyEnd, Outcome};
    use crate::result::timing::Timing;

    const ANSWERED: AttemptEnd =
        AttemptEnd::Answered { status: 200, redirected: false, body: BodyEnd::Absent };

    /// A list of these targets, each with what it ended in, a second after the run's start.
    fn side(rows: &[(&str, AttemptEnd)]) -> (LinkList, ResultTable) {
        let mut list = LinkList::default();
        let source = list.begin_source("").expect("room for a source");
        for (line, (path, _)) in (1..).zip(rows) {
            let target = list.add_target(&format!("https://a.test/{path}"), "https://a.test").expect("room");
            list.add_link(Position { source, line, column: 1 }, target);
        }
        let mut table = ResultTable::new(&list, None);
        for (target, (_, end)) in (0..).zip(rows) {
            let timing = Timing { total: Some(Millis::new(100.0)), ..Timing::default() };
            let started = Some(Millis::new(900.0));
            table.apply(&Outcome { started, timing, ..Outcome::new(TargetId(target), 1, *end) });
        }
        (list, table)
    }

    fn matched(run: &[(&str, AttemptEnd)], file: &[(&str, AttemptEnd)], written: Option<f64>) -> Matched {
        let (run, file) = (side(run), side(file));
        let mut merger = Merger::default();
        while !merger.step((&run.0, &run.1), (&file.0, &file.1), written.map(Millis::new)) {}
        merger.into_matched()
    }

    fn pairs(matched: &Matched) -> Vec<(u32, u32)> {
        let mut pairs: Vec<_> = matched.answers.iter().map(|(target, answer)| (target.0, answer.0)).collect();
        pairs.sort_unstable();
        pairs
    }

    use AttemptEnd::{AnsweredHidden, Cancelled, NoVisibleAnswer};

    #[test]
    fn only_what_is_not_verified_takes_an_answer_and_of_two_the_last() {
        let run = [("a", NoVisibleAnswer), ("b", ANSWERED), ("c", AnsweredHidden), ("a", NoVisibleAnswer)];
        let file = [("a", ANSWERED), ("b", ANSWERED), ("x", ANSWERED), ("c", Cancelled), ("a", ANSWERED)];
        let matched = matched(&run, &file, None);
        assert_eq!(pairs(&matched), [(0, 4), (3, 4)]);
        assert_eq!((matched.others, matched.newer_rows), (3, 0));
    }

    #[test]
    fn a_file_that_is_older_than_a_row_says_nothing_of_it() {
        let run = [("a", NoVisibleAnswer)];
        let at = |written| {
            let matched = matched(&run, &[("a", ANSWERED)], Some(written));
            (pairs(&matched), matched.newer_rows)
        };
        assert_eq!(at(999.0), (vec![], 1), "it ended at 1,000 ms");
        assert_eq!(at(-5_000.0), (vec![], 1), "before the run");
        assert_eq!(at(1_000.0), (vec![(0, 0)], 0));
    }

    #[test]
    fn one_address_many_times_on_both_sides_is_no_square() {
        let many = vec![("a", NoVisibleAnswer); 30_000];
        let matched = matched(&many, &vec![("a", ANSWERED); 30_000], None);
        assert_eq!(matched.answers.len(), 30_000);
        assert!(matched.answers.iter().all(|(_, answer)| answer.0 == 29_999), "the last one counts");
    }
}
