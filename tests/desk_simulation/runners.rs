//! A runner that dies, and the one that takes its place (A8).

use volley::protocol::{Command, RetryScope, RunCommand, RunKind, RunPhase};
use volley::result::verdict::Total;

use crate::runner::answered;
use crate::world::World;

const LIST: &str = "https://a.example/1\nhttps://a.example/2";

#[test]
fn a_lost_runner_ends_the_run_and_start_gets_another() {
    let mut world = World::running_one_by_one(LIST);
    world.end(0, answered(200));
    world.settle();
    world.lose_runner_and_settle();
    assert_eq!(world.page.phase(), Some(RunPhase::Stopped));
    assert_eq!(world.page.summary.count(Total::Cancelled), 1);
    assert_eq!(world.page.summary.count(Total::Working), 1);
    assert!(!world.page.offers_stop(world.run));
    world.run_to_end();
    assert_eq!(world.page.summary.count(Total::Working), 2);
}

#[test]
fn a_run_whose_runner_never_came_ends_too() {
    let mut world = World::new();
    world.lose_runner();
    world.read_text(LIST);
    world.start();
    world.lose_runner_and_settle();
    assert_eq!(world.page.phase(), Some(RunPhase::Stopped));
    assert_eq!(world.page.summary.count(Total::Cancelled), 2);
}

#[test]
fn a_run_that_is_started_before_its_runner_connects_begins_with_it() {
    let mut world = World::before_the_runner();
    world.read_text(LIST);
    world.start_ahead_of_runner();
    world.settle();
    assert_eq!(world.page.phase(), Some(RunPhase::Running));
    assert!(world.requested().is_empty());
    world.connect_runner();
    world.answer_all();
    assert_eq!(world.page.summary.count(Total::Working), 2);
}

#[test]
fn a_run_whose_first_runner_cannot_be_had_ends_and_start_gets_another() {
    for is_read_first in [true, false] {
        let mut world = World::before_the_runner();
        world.set_text(LIST);
        if is_read_first {
            world.settle();
        }
        world.start_ahead_of_runner();
        world.command(Command::Disconnect { kind: RunKind::Real });
        world.settle();
        assert_eq!(world.page.phase(), Some(RunPhase::Stopped), "{is_read_first}");
        assert_eq!(world.page.summary.count(Total::Cancelled), 2);
        world.run_to_end();
        assert_eq!(world.page.summary.count(Total::Working), 2);
    }
}

#[test]
fn what_a_lost_runner_said_last_is_not_taken_for_the_new_ones() {
    let mut world = World::running(LIST);
    world.end(0, answered(404));
    world.flush();
    let old = world.runner.expect("there is one");
    let late = world.runners[&old].reports.clone();
    world.lose_runner();
    world.start();
    world.settle();
    for report in late {
        world.desk.handle_report(old, report, world.now);
    }
    world.answer_all();
    assert_eq!(world.page.summary.count(Total::Working), 2);
}

#[test]
fn a_retry_after_the_runner_was_lost_says_so_and_hangs_nothing() {
    let mut world = World::finished(LIST);
    world.lose_runner();
    world.settle_retry(RetryScope::Shown);
    assert!(world.page.troubles[0].contains("runner"), "{:?}", world.page.troubles);
    assert_eq!(world.page.phase(), Some(RunPhase::Done));
    world.send(RunCommand::Stop);
    world.run_to_end();
    assert_eq!(world.page.phase(), Some(RunPhase::Done));
}
