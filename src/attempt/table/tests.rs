use proptest::prelude::*;

use super::*;
use crate::input::not_sent::NotSent;
use crate::result::outcome::BodyEnd;

const FIRST: AttemptId = AttemptId(0);
const ANSWERED: AttemptEnd = AttemptEnd::Answered { status: 200, redirected: false, body: BodyEnd::OverCap };

const fn at(ms: f64) -> Millis {
    Millis::new(ms)
}

fn table() -> AttemptTable<u32> {
    AttemptTable::new(at(1_000.0), false)
}

fn answer(end: AttemptEnd) -> Answer {
    Answer::without(end, at(1_100.0), at(1_150.0))
}

fn settlement(number: u32) -> Settlement {
    Settlement {
        target: TargetId(number),
        ordinal: 1,
        last: true,
        possibly_browser_queued: false,
        is_interrupted: false,
    }
}

/// Its total is 40 ms, where the clock's is 50.
fn entry() -> TimingEntry {
    let timing = Timing { provenance: Provenance::Browser, total: Some(at(40.0)), ..Timing::default() };
    TimingEntry { timing: Some(timing), protocol: Some("h2".into()) }
}

/// The only outcome of an attempt that ended in `end`, with its entry in between the steps where `entry_after` says.
fn run(mut table: AttemptTable<u32>, end: AttemptEnd, entry_after: Option<usize>) -> Outcome {
    table.begin(FIRST, 7, at(3.0));
    for step in 0..3 {
        match step {
            0 => assert_eq!(table.handle(FIRST), Some(&7)),
            1 => assert!(table.answer(FIRST, answer(end))),
            _ => table.settle(FIRST, settlement(5)),
        }
        if entry_after == Some(step) {
            table.take_entry(FIRST, entry());
        }
    }
    assert!(table.stages.is_empty() || table.is_waiting());
    let mut ready = table.take_ready(at(1_150.0 + ENTRY_WAIT_MS));
    assert!(table.stages.is_empty() && !table.is_waiting() && !table.has_ready());
    let outcome = ready.pop().expect("it was settled");
    assert_eq!((ready, outcome.target, outcome.started), (vec![], TargetId(5), Some(at(100.0))));
    outcome
}

#[test]
fn an_entry_completes_its_outcome_whenever_it_comes() {
    for after in 0..3 {
        let Outcome { timing, protocol, .. } = run(table(), ANSWERED, Some(after));
        assert_eq!((timing.provenance, timing.queue), (Provenance::Browser, Some(at(3.0))), "after {after}");
        assert_eq!((timing.total, protocol.as_deref()), (Some(at(40.0)), Some("h2")), "after {after}");
    }
}

#[test]
fn without_an_entry_the_clock_counts_and_the_phases_are_hidden() {
    let Outcome { timing, protocol, .. } = run(table(), ANSWERED, None);
    assert_eq!((timing.provenance, timing.total, timing.wait), (Provenance::Clock, Some(at(50.0)), None));
    assert_eq!(protocol, None);
}

#[test]
fn an_outcome_waits_for_its_entry_no_longer_than_it_may() {
    let mut table = table();
    table.begin(FIRST, 7, Millis::ZERO);
    table.answer(FIRST, answer(ANSWERED));
    table.settle(FIRST, settlement(0));
    assert!(table.take_ready(at(1_149.0 + ENTRY_WAIT_MS)).is_empty() && table.is_waiting());
    assert_eq!(table.take_ready(at(1_150.0 + ENTRY_WAIT_MS)).len(), 1);
    table.take_entry(FIRST, entry());
    assert!(!table.has_ready(), "it comes too late");
}

#[test]
fn a_practice_answer_has_no_phases_and_waits_for_none() {
    let practice = || AttemptTable::new(at(1_000.0), true);
    for entry_after in [None, Some(0), Some(1)] {
        let Outcome { timing, protocol, .. } = run(practice(), ANSWERED, entry_after);
        assert_eq!((timing.provenance, timing.total), (Provenance::Practice, Some(at(50.0))));
        assert_eq!(protocol, None);
    }
}

#[test]
fn what_was_never_sent_has_no_times() {
    let Outcome { timing, .. } = run(table(), AttemptEnd::NotSent(NotSent::RequestRefused), None);
    assert_eq!(timing, Timing::default());
}

#[test]
fn the_extension_that_saw_an_answer_keeps_its_name() {
    let mut table = table();
    table.begin(FIRST, 7, Millis::ZERO);
    table.answer(FIRST, Answer { provenance: Provenance::Extension, ..answer(ANSWERED) });
    table.settle(FIRST, settlement(0));
    table.take_entry(FIRST, entry());
    let timing = table.take_ready(at(0.0))[0].timing;
    assert_eq!((timing.provenance, timing.total), (Provenance::Extension, Some(at(40.0))));
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Begin,
    Answer,
    Settle,
    Entry,
    Take(u32),
}

fn step() -> impl Strategy<Value = (u32, Step)> {
    let step = prop_oneof![
        Just(Step::Begin),
        Just(Step::Answer),
        Just(Step::Settle),
        Just(Step::Entry),
        (0_u32..2_000).prop_map(Step::Take),
    ];
    (0_u32..4, step)
}

proptest! {
    /// Whatever comes, in whatever order: an attempt that was begun, answered and settled has one outcome, no other has any.
    #[test]
    fn each_settled_attempt_has_one_outcome(steps in prop::collection::vec(step(), 0..60)) {
        let mut table = table();
        // How far each has come: 0 is not begun. Attempts have numbers of their own, so a settled one never begins again.
        let mut stages = [0; 4];
        let mut settled = Vec::new();
        let mut taken = Vec::new();
        for (number, step) in steps {
            let (attempt, stage) = (AttemptId(number), &mut stages[number as usize]);
            match (step, *stage) {
                (Step::Begin, 0) => {
                    table.begin(attempt, number, Millis::ZERO);
                    *stage = 1;
                }
                (Step::Begin, _) => {}
                (Step::Answer, before) => {
                    prop_assert_eq!(table.answer(attempt, answer(ANSWERED)), before == 1);
                    *stage = if before == 1 { 2 } else { before };
                }
                (Step::Settle, before) => {
                    table.settle(attempt, settlement(number));
                    if before == 2 {
                        *stage = 3;
                        settled.push(TargetId(number));
                    }
                }
                (Step::Entry, _) => table.take_entry(attempt, entry()),
                (Step::Take(ms), _) => taken.extend(table.take_ready(at(f64::from(ms)))),
            }
            let in_flight = (0..4).filter(|&number| stages[number as usize] == 1);
            prop_assert!(in_flight.eq((0..4).filter_map(|number| table.handle(AttemptId(number)).copied())));
        }
        taken.extend(table.take_ready(at(9_999.0)));
        let mut targets: Vec<TargetId> = taken.iter().map(|outcome| outcome.target).collect();
        targets.sort_unstable();
        settled.sort_unstable();
        prop_assert_eq!(targets, settled);
        prop_assert!(!table.is_waiting());
    }
}

#[test]
fn a_visit_waits_for_no_entry_and_has_no_time() {
    let mut table = table();
    table.begin(FIRST, 7, at(3.0));
    let visited = Answer { provenance: Provenance::Visit, is_challenged: true, ..answer(ANSWERED) };
    assert!(table.answer(FIRST, visited));
    table.settle(FIRST, settlement(5));
    let outcome = table.take_ready(at(1_150.0)).pop().expect("it is ready at once");
    assert_eq!((outcome.timing.provenance, outcome.timing.total), (Provenance::Visit, None));
    assert_eq!((outcome.timing.queue, outcome.is_challenged), (Some(at(3.0)), true));
}
