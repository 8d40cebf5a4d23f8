//! Retry, and run commands that overtake it on the other channel.

use volley::protocol::{RetryScope, RunCommand, RunPhase};
use volley::result::outcome::AttemptEnd;
use volley::result::verdict::Total;

use crate::runner::answered;
use crate::world::World;

/// A run of so many links that is over: all answered 404.
fn broken(count: u32) -> World {
    let mut world = World::new();
    let urls: Vec<String> = (1..=count).map(|link| format!("https://a.example/{link}")).collect();
    world.set_text(&urls.join("\n"));
    world.start();
    world.settle();
    while world.runner.is_some_and(|id| world.runners[&id].in_flight() > 0) {
        world.end(0, answered(404));
    }
    world.settle();
    assert_eq!(world.page.phase(), Some(RunPhase::Done));
    world
}

#[test]
fn what_was_broken_is_requested_again_into_the_same_rows() {
    let mut world = broken(3);
    world.settle_retry(RetryScope::In(Total::Broken));
    assert_eq!(world.page.phase(), Some(RunPhase::Running));
    world.answer_all();
    world.window();
    assert_eq!(world.page.verdicts(), ["HTTP 200"; 3]);
    assert_eq!(world.page.rows[0].attempts, Some(2));
}

/// A6: the retry is with the desk, which is busy, when Stop is pressed.
#[test]
fn a_retry_that_stop_overtook_sends_nothing_and_changes_no_row() {
    let mut world = broken(3);
    world.retry(RetryScope::In(Total::Broken));
    world.send_at_once(RunCommand::Stop);
    world.settle();
    world.window();
    assert_eq!(world.requested().len(), 3);
    assert_eq!(world.page.verdicts(), ["HTTP 404"; 3]);
    assert_eq!(world.page.phase(), Some(RunPhase::Done));
    world.retry(RetryScope::In(Total::Broken));
    world.answer_all();
    assert_eq!(world.requested().len(), 6, "a newer one is taken");
}

/// A7: while a Stop is carried out the rows that are to be retried keep their verdicts.
#[test]
fn a_retry_while_the_run_is_stopping_cancels_no_verdict() {
    let mut world =
        World::running_one_by_one("https://a.example/1\nhttps://a.example/2\nhttps://a.example/3");
    world.end(0, answered(404));
    world.settle();
    let id = world.runner.expect("a runner");
    world.runners.get_mut(&id).expect("it is there").holds_aborts = true;
    world.send_at_once(RunCommand::Stop);
    // The desk has not heard of the Stop, and the runner waits for its last request.
    world.settle_retry(RetryScope::In(Total::Broken));
    world.end(0, AttemptEnd::Cancelled);
    world.settle();
    world.window();
    assert_eq!(world.page.verdicts(), ["HTTP 404", "Cancelled", "Cancelled"]);
    assert_eq!(world.page.phase(), Some(RunPhase::Stopped));
    assert_eq!(world.page.notes.len(), 1, "and it is said");
}

#[test]
fn a_pause_that_overtook_a_retry_holds_it() {
    let mut world = broken(2);
    world.retry(RetryScope::Shown);
    world.send_at_once(RunCommand::Pause);
    world.settle();
    assert_eq!(world.page.phase(), Some(RunPhase::Paused));
    assert_eq!(world.requested().len(), 2);
    world.send(RunCommand::Resume);
    world.answer_all();
    assert_eq!(world.requested().len(), 4);
}

#[test]
fn links_that_share_a_target_retry_it_once() {
    let mut world = World::finished("https://a.example/1\nhttps://a.example/1\nhttps://a.example/1");
    world.retry(RetryScope::Shown);
    world.retry(RetryScope::Shown);
    world.answer_all();
    assert_eq!(world.requested().len(), 2, "the second finds it under way");
}

/// B6: a retry of a long list goes to the runner in pieces.
#[test]
fn a_retry_of_a_long_list_is_handed_over_in_pieces() {
    let mut world = World::running("https://a.example/[1-50000]");
    world.send(RunCommand::Stop);
    world.settle();
    world.retry(RetryScope::In(Total::Cancelled));
    world.deliver_commands();
    let mut largest = 0;
    let mut pieces = 0;
    while world.step() || world.deliver_report() || !world.work.is_empty() {
        for (_, work, _) in &world.work {
            if let volley::protocol::Work::Retry { targets, .. } = work {
                largest = largest.max(targets.len());
                pieces += 1;
            }
        }
        while world.deliver_work() {}
    }
    assert_eq!((largest, pieces), (20_000, 3));
    world.settle();
    assert_eq!(world.page.summary.done, 0, "all wait again");
}

/// A retry between the end of a Stop and the batch that reports it: targets that were never started are reported by
/// nobody.
#[test]
fn a_retry_before_the_stop_is_reported_leaves_no_link_without_a_verdict() {
    let mut world =
        World::running_one_by_one("https://a.example/1\nhttps://a.example/2\nhttps://a.example/3");
    world.end(0, answered(404));
    world.settle();
    world.send_at_once(RunCommand::Stop);
    // No batch has been sent since.
    world.retry(RetryScope::In(Total::Broken));
    world.deliver_commands();
    while world.step() {}
    while world.deliver_work() {}
    world.answer_all();
    assert_eq!(world.page.phase(), Some(RunPhase::Done));
    assert_eq!((world.page.summary.done, world.page.summary.links), (3, 3));
    assert_eq!(world.page.summary.count(Total::Cancelled), 2);
}

/// The page has left the run before it hears of the retry: without rows of the run that it names, it would offer Stop for
/// ever.
#[test]
fn imported_results_take_the_place_of_a_run_that_is_being_retried() {
    let mut world = broken(3);
    world.import("{\"url\":\"https://i.example/1\",\"verdict\":\"HTTP 404\",\"status\":404}\n");
    world.settle();
    world.retry(RetryScope::In(Total::Broken));
    world.deliver_commands();
    world.show_imported();
    world.deliver_commands();
    world.answer_all();
    world.window();
    assert!(!world.page.offers_stop(world.run));
    assert_eq!(world.page.verdicts(), ["HTTP 404"]);
    assert!(world.runners.values().all(|runner| runner.in_flight() == 0));
}

/// Its runner may have admitted the retry: so it is stopped: no button would.
#[test]
fn a_run_that_is_replaced_while_it_is_retried_is_stopped() {
    let mut world = broken(3);
    world.retry(RetryScope::In(Total::Broken));
    world.deliver_commands();
    while world.step() {}
    world.set_text("https://b.example/");
    world.deliver_commands();
    while world.step() {}
    world.start();
    world.deliver_commands();
    let run_commands =
        world.work.iter().filter(|(_, work, _)| matches!(work, volley::protocol::Work::Command { .. }));
    assert_eq!(run_commands.count(), 1);
}

#[test]
fn a_retry_of_nothing_says_so() {
    let mut world = broken(2);
    world.settle_retry(RetryScope::TimedOut);
    assert_eq!(world.page.notes, ["Nothing was retried: no link of that kind has ended."]);
    assert_eq!((world.page.phase(), world.requested().len()), (Some(RunPhase::Done), 2));
}

/// E8: the time of a retry is separate from that of the run, and the rate is over all of it.
#[test]
fn what_a_retry_took_is_reported() {
    let mut world = broken(2);
    let first = world.page.progress.clone().expect("a run");
    assert_eq!(first.retrying, None);
    world.settle_retry(RetryScope::In(Total::Broken));
    world.pass(2_000.0);
    world.answer_all();
    let both = world.page.progress.clone().expect("a run");
    let retrying = both.retrying.expect("it was retried");
    assert!(retrying.get() >= 2_000.0 && both.elapsed.get() >= first.elapsed.get() + retrying.get());
    let rate = both.rate.expect("four answers");
    assert!((rate - 4_000.0 / both.elapsed.get()).abs() < 1e-9, "{rate}");
}

#[test]
fn what_was_cancelled_counts_as_no_answer() {
    let mut world = World::running("https://a.example/1\nhttps://a.example/2");
    world.send(RunCommand::Stop);
    world.settle();
    assert_eq!(world.page.progress.as_ref().and_then(|progress| progress.rate), None);
}
