//! Totals add up whatever happens, and a row says what its last attempt ended in.

use proptest::prelude::*;
use volley::ids::TargetId;
use volley::result::outcome::{AttemptEnd, Outcome};
use volley::result::table::ResultTable;
use volley::result::verdict::{Total, Verdict};
use volley::stats::summary::{Spread, Summary};
use volley::units::Millis;
use volley_origin::cases;

use crate::CASES;
use crate::lists::lists;
use crate::outcomes::{outcomes, rows, table};

fn assert_totals_add_up(list: &volley::input::list::LinkList, table: &ResultTable) {
    let views = rows(list, table);
    for total in Total::ALL {
        let counted = views.iter().filter(|row| row.total == Some(total)).count();
        assert_eq!(table.tally().of(total) as usize, counted, "{total:?}");
    }
    let done = views.iter().filter(|row| row.verdict.is_some()).count();
    assert_eq!(table.tally().done() as usize, done);
    let settled = (0..table.targets()).filter(|&target| table.verdict(TargetId(target)).is_some()).count();
    assert_eq!(table.settled() as usize, settled);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(CASES)))]

    #[test]
    fn totals_add_up_after_every_outcome(list in lists(), outcomes in outcomes(), stop in any::<bool>()) {
        let mut results = table(&list, &[]);
        prop_assert_eq!(results.tally().done() as usize, list.rejected().len());
        for outcome in &outcomes {
            results.apply(outcome);
            assert_totals_add_up(&list, &results);
        }
        if stop {
            results.cancel_rest();
            assert_totals_add_up(&list, &results);
            prop_assert_eq!(results.tally().done(), list.links());
        }
    }

    #[test]
    fn the_last_attempt_is_what_a_target_says(list in lists(), outcomes in outcomes()) {
        let results = table(&list, &outcomes);
        for target in 0..results.targets() {
            let last = outcomes.iter().rev().find(|outcome| outcome.last && outcome.target == TargetId(target));
            let verdict = last.map(|outcome| Verdict::of(&outcome.end, outcome.possibly_browser_queued));
            prop_assert_eq!(results.verdict(TargetId(target)), verdict);
            prop_assert_eq!(results.content_type(TargetId(target)), last.and_then(|outcome| outcome.content_type.as_deref()));
            prop_assert_eq!(results.protocol(TargetId(target)), last.and_then(|outcome| outcome.protocol.as_deref()));
            prop_assert_eq!(results.final_url(TargetId(target)), last.and_then(|outcome| outcome.final_url.as_deref()));
            let wait = last.and_then(|outcome| outcome.timing.wait).filter(|ms| (0.0..1e38).contains(&ms.get()));
            prop_assert!(results.timing(TargetId(target)).wait.is_some() == wait.is_some());
            let sent = last.is_some_and(|outcome| !matches!(outcome.end, AttemptEnd::NotSent(_)));
            prop_assert_eq!(results.last_attempt(TargetId(target)).is_some(), sent);
            prop_assert!(results.history(TargetId(target)).len() <= 3);
        }
    }

    #[test]
    fn an_outcome_may_come_twice(list in lists(), outcomes in outcomes()) {
        let once = table(&list, &outcomes);
        let twice: Vec<Outcome> = outcomes.iter().flat_map(|outcome| [outcome.clone(), outcome.clone()]).collect();
        let twice = table(&list, &twice);
        prop_assert_eq!(rows(&list, &once), rows(&list, &twice));
        for target in 0..once.targets() {
            prop_assert_eq!(once.history(TargetId(target)), twice.history(TargetId(target)));
        }
    }

    #[test]
    fn the_spread_is_of_answered_targets_each_once(list in lists(), outcomes in outcomes()) {
        let results = table(&list, &outcomes);
        let answered = (0..results.targets()).filter(|&target| {
            matches!(results.verdict(TargetId(target)), Some(Verdict::Http { .. } | Verdict::CutShort { .. }))
        });
        let mut times: Vec<Millis> = answered.filter_map(|target| results.timing(TargetId(target)).total).collect();
        times.sort();
        let spread = Spread::of(&results, false);
        prop_assert_eq!(spread.measured as usize, times.len());
        prop_assert_eq!(spread.max, times.last().copied());
        let summary = Summary::of(&list, &results, spread);
        prop_assert_eq!(summary.done, Total::ALL.map(|total| summary.count(total)).iter().sum::<u32>());
        prop_assert!(summary.done <= summary.links);
    }
}
