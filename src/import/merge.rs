//! Which targets of a run the answers of an imported file are for: by address, which both lists have normalised, without the
//! fragment, which no request carries.

use core::hash::BuildHasher as _;

use hashbrown::DefaultHashBuilder;

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
    /// Of what is not verified in the run: the hash of the address and the target; in order once all are here.
    unverified: Vec<(u64, TargetId)>,
    next_of_run: u32,
    is_sorted: bool,
    next_of_file: u32,
    matched: Matched,
}

/// What of a file is for which target of the run.
#[derive(Debug, Default)]
pub struct Matched {
    /// The target of the run, and that of the file whose answer it takes: the last one that the file has.
    pub answers: Vec<(TargetId, TargetId)>,
    /// Answers of the file that are for nothing that is not verified here.
    pub others: u32,
    /// Targets whose row is newer than the file.
    pub newer_rows: u32,
}

impl Merger {
    /// Looks at the next targets; returns whether those were the last. `written`: when the file was, since the run's start.
    pub fn step(&mut self, run: Side<'_>, file: Side<'_>, written: Option<Millis>) -> bool {
        let targets = run.0.targets().len();
        if self.next_of_run < targets {
            let end = targets.min(self.next_of_run.saturating_add(TARGETS_A_STEP));
            for target in TargetId(self.next_of_run).take(end - self.next_of_run) {
                self.index(run, target);
            }
            self.next_of_run = end;
            return false;
        }
        if !self.is_sorted {
            self.unverified.sort_unstable();
            self.is_sorted = true;
        }
        let answers = file.0.targets().len();
        let end = answers.min(self.next_of_file.saturating_add(TARGETS_A_STEP));
        for target in TargetId(self.next_of_file).take(end - self.next_of_file) {
            self.find(run, file, target, written);
        }
        self.next_of_file = end;
        end == answers
    }

    /// What was matched.
    pub fn into_matched(self) -> Matched {
        let mut matched = self.matched;
        // Stable: of two answers for one target the later one stays.
        matched.answers.reverse();
        matched.answers.sort_by_key(|(target, _)| *target);
        matched.answers.dedup_by_key(|(target, _)| *target);
        matched
    }

    fn index(&mut self, (list, results): Side<'_>, target: TargetId) {
        if results.verdict(target).is_some_and(|verdict| verdict.total() == Total::Unverified) {
            let mut url = String::new();
            if list.targets().write_url(target, &mut url) {
                self.unverified.push((self.hasher.hash_one(&*url), target));
            }
        }
    }

    fn find(&mut self, run: Side<'_>, file: Side<'_>, answer: TargetId, written: Option<Millis>) {
        let has_ended = file
            .1
            .verdict(answer)
            .is_some_and(|verdict| !matches!(verdict.total(), Total::Cancelled | Total::NotSent));
        let (mut url, mut other) = (String::new(), String::new());
        if !has_ended || !file.0.targets().write_url(answer, &mut url) {
            self.matched.others += 1;
            return;
        }
        let hash = self.hasher.hash_one(&*url);
        let first = self.unverified.partition_point(|(of, _)| *of < hash);
        let same_hash = self.unverified.get(first..).unwrap_or_default();
        let mut is_wanted = false;
        for &(_, target) in same_hash.iter().take_while(|(of, _)| *of == hash) {
            other.clear();
            if !run.0.targets().write_url(target, &mut other) || other != url {
                continue;
            }
            is_wanted = true;
            if written.is_some_and(|written| ended(run.1, target).is_some_and(|ended| written < ended)) {
                self.matched.newer_rows += 1;
            } else {
                self.matched.answers.push((target, answer));
            }
        }
        if !is_wanted {
            self.matched.others += 1;
        }
    }
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
        matched.answers.iter().map(|(target, answer)| (target.0, answer.0)).collect()
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
}
