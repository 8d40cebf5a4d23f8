//! What a table keeps of attempts that others followed.

use super::*;
use crate::ids::TargetId;
use crate::input::link::Position;
use crate::network::{Hop, NetworkErrorKind};
use crate::result::history::MAX_PAST_ATTEMPTS;
use crate::result::outcome::Evidence;
use crate::result::timing::Provenance;

fn list(targets: u32) -> LinkList {
    let mut list = LinkList::default();
    let source = list.begin_source("").expect("room for a source");
    for line in 1..=targets {
        let target = list.add_target("https://a.test/", "https://a.test").expect("room for a target");
        list.add_link(Position { source, line, column: 1 }, target);
    }
    list
}

fn outcome(target: TargetId, attempt: u8, last: bool, end: AttemptEnd) -> Outcome {
    let timing = Timing { provenance: Provenance::Clock, ..Timing::default() };
    Outcome { last, started: Some(Millis::ZERO), timing, ..Outcome::new(target, attempt, end) }
}

const fn answered(status: u16) -> AttemptEnd {
    AttemptEnd::Answered { status, redirected: true, body: BodyEnd::Absent }
}

#[test]
fn a_target_that_was_sent_is_never_not_sent_however_full_the_history_is() {
    let targets = MAX_PAST_ATTEMPTS + 2;
    let list = list(targets);
    let mut table = ResultTable::new(&list, None);
    for target in 0..targets - 1 {
        table.apply(&outcome(TargetId(target), 1, false, answered(503)));
    }
    let (sent, never) = (targets - 2, targets - 1);
    assert_eq!(
        (table.history(TargetId(sent)).len(), table.attempts(TargetId(sent))),
        (0, Some(1)),
        "there was no room for it"
    );
    assert_eq!((table.verdict(TargetId(sent)), table.status(TargetId(sent))), (None, None), "it waits");
    table.skip(TargetId(sent));
    table.skip(TargetId(never));
    assert_eq!(table.verdict(TargetId(sent)), Some(Verdict::Http { status: 503, redirected: true }));
    assert_eq!(table.verdict(TargetId(never)), Some(Verdict::NotSent(NotSent::LaneStopped)));
}

#[test]
fn a_target_that_is_given_up_when_it_was_asked_again_keeps_its_last_end() {
    let list = list(4);
    let mut table = ResultTable::new(&list, None);
    table.apply(&outcome(TargetId(0), 1, true, answered(404)));
    table.apply(&outcome(TargetId(1), 1, false, AttemptEnd::NoVisibleAnswer));
    table.apply(&outcome(TargetId(2), 1, true, AttemptEnd::TimedOut { status: None, after_ms: 0 }));
    table.withdraw(TargetId(1));
    table.withdraw(TargetId(3));
    for target in 0..4 {
        assert!(table.reopen(TargetId(target)).is_some());
        assert_eq!(table.verdict(TargetId(target)), None);
        table.skip(TargetId(target));
    }
    let verdicts = [0, 1, 2, 3].map(|target| table.verdict(TargetId(target)).expect("it has one"));
    let timed_out = Verdict::TimedOut { after_ms: 0, headers: false, possibly_browser_queued: false };
    let stopped = Verdict::NotSent(NotSent::LaneStopped);
    assert_eq!(
        verdicts,
        [Verdict::Http { status: 404, redirected: true }, Verdict::NoVisibleAnswer, timed_out, stopped]
    );
}

#[test]
fn texts_of_attempts_that_were_followed_are_given_up() {
    let list = list(2);
    let mut table = ResultTable::new(&list, None);
    for round in 1..=5 {
        for target in 0..2 {
            let mut of = outcome(TargetId(target), round, true, answered(200));
            of.final_url = Some(format!("https://b.test/{round}").into());
            of.error = Some("reset".into());
            table.apply(&of);
        }
        let counts = [TextColumn::FinalUrl, TextColumn::Error].map(|column| table.texts(column).count());
        assert_eq!(counts, [2, 2], "round {round}");
        assert_eq!(table.final_url(TargetId(1)), Some(format!("https://b.test/{round}").as_str()));
        for target in 0..2 {
            table.reopen(TargetId(target));
            assert_eq!((table.final_url(TargetId(target)), table.error(TargetId(target))), (None, None));
        }
    }
}

#[test]
fn what_was_turned_away_is_counted_until_it_is_visited() {
    let list = list(5);
    let mut table = ResultTable::new(&list, None);
    for (target, status) in [(0, 403), (1, 404), (2, 999), (3, 202)] {
        let is_challenged = status == 202;
        table.apply(&Outcome { is_challenged, ..outcome(TargetId(target), 1, true, answered(status)) });
    }
    // The last attempt counts where its host is given up.
    table.apply(&outcome(TargetId(4), 1, false, answered(429)));
    table.skip(TargetId(4));
    assert_eq!(table.noted().turned_away, 4);
    assert!(table.reopen(TargetId(0)).is_some());
    assert_eq!(table.noted().turned_away, 3, "it is requested again");
    let mut visited = outcome(TargetId(0), 2, true, answered(403));
    visited.timing.provenance = Provenance::Visit;
    table.apply(&visited);
    assert_eq!(table.noted().turned_away, 3, "another visit would be no news");
}

#[test]
fn an_outcome_is_read_back_as_it_was_applied() {
    let ends = [
        answered(404),
        AttemptEnd::Answered { status: 200, redirected: false, body: BodyEnd::Whole(Bytes(7)) },
        AttemptEnd::Answered { status: 200, redirected: true, body: BodyEnd::CutShort },
        AttemptEnd::Answered { status: 206, redirected: false, body: BodyEnd::Unreported },
        AttemptEnd::TimedOut { status: None, after_ms: 3_000 },
        AttemptEnd::TimedOut { status: Some(503), after_ms: 20 },
        AttemptEnd::NetworkError(NetworkErrorKind::NoSuchHost),
        AttemptEnd::NoVisibleAnswer,
        AttemptEnd::AnsweredHidden,
        AttemptEnd::Refused,
    ];
    let list = list(u32::try_from(ends.len()).expect("few"));
    let mut table = ResultTable::new(&list, None);
    for (target, end) in (0..).zip(ends) {
        let mut applied = outcome(TargetId(target), 2, true, end);
        applied.timing.total = Some(Millis::new(12.5));
        applied.content_type = Some("text/html".into());
        applied.protocol = Some("h2".into());
        applied.final_url = Some("https://b.test/".into());
        applied.error = Some("refused".into());
        applied.observed = Some(Box::new(Evidence {
            hops: vec![Hop::new(301, "https://b.test/", false)],
            is_whole: true,
            server_ip: Some("192.0.2.1".into()),
        }));
        table.apply(&applied);
        assert_eq!(table.outcome(TargetId(target)), Some(applied));
    }
    assert_eq!(ResultTable::new(&list, None).outcome(TargetId(0)), None, "it has ended in nothing");
}

#[test]
fn what_a_tool_said_is_no_verdict_of_a_run_that_gives_its_host_up() {
    let list = list(2);
    let (mut table, mut tool) = (ResultTable::new(&list, None), ResultTable::new(&list, None));
    table.apply(&outcome(TargetId(0), 1, true, AttemptEnd::NoVisibleAnswer));
    tool.apply(&outcome(TargetId(0), 1, true, answered(404)));
    table.merge(TargetId(0), &tool, TargetId(0), "lychee");
    assert_eq!((table.status(TargetId(0)), table.tool(TargetId(0))), (Some(404), Some("lychee")));
    assert_eq!(table.history(TargetId(0)).len(), 1);
    table.merge(TargetId(1), &tool, TargetId(0), "lychee");
    assert_eq!(table.verdict(TargetId(1)), None, "it was never requested");
    assert!(table.reopen(TargetId(0)).is_some());
    table.skip(TargetId(0));
    assert_eq!(table.verdict(TargetId(0)), Some(Verdict::NoVisibleAnswer));
    assert_eq!(table.tool(TargetId(0)), None);
}
