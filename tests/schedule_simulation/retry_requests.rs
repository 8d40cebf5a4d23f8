//! Retries of a selection of ended targets, in the same run.

use volley::ids::{LaneId, TargetId};
use volley::schedule::RetryRequest;
use volley::schedule::action::Action;
use volley::schedule::progress::Phase;
use volley::schedule::scheduler::Scheduler;
use volley::settings::Limits;

use crate::world::{World, answer, limits, ms, plan, run, run_until};

const fn request(lane: u32, target: u32, started: u8) -> RetryRequest {
    RetryRequest { lane: LaneId(lane), target: TargetId(target), started, verb: None }
}

fn finished(world: &World) -> usize {
    world.actions(|action| matches!(action, Action::Finished { .. })).len()
}

#[test]
fn a_run_that_is_over_lives_again_for_the_selection_and_ends_again() {
    let mut world = run(plan(&[3, 3]), limits(5, 5), |_, _| answer(200, 10.0));
    world.retry(vec![request(0, 1, 1), request(1, 4, 1)]);
    assert_eq!(world.scheduler.phase(), Phase::Running);
    world.run();
    assert_eq!((world.settled().len(), finished(&world), world.scheduler.phase()), (8, 2, Phase::Done));
    assert_eq!(world.scheduler.progress().targets(), 8, "each that is queued again counts once more");
}

#[test]
fn the_running_time_is_that_of_both_without_the_rest_between() {
    let mut world = run(plan(&[3]), limits(5, 5), |_, _| answer(200, 700.0));
    world.run_until(5_000.0);
    assert_eq!(world.scheduler.running_time(ms(5_000.0)), ms(700.0));
    world.retry(vec![request(0, 1, 1)]);
    world.run_until(5_100.0);
    assert_eq!(world.scheduler.running_time(ms(5_100.0)), ms(800.0));
    world.run();
    assert_eq!(world.scheduler.running_time(ms(9_000.0)), ms(1_400.0));
}

#[test]
fn the_history_of_attempts_goes_on_and_all_retries_are_before_it_again() {
    let with_retries = Limits { retries: 2, ..limits(5, 5) };
    let mut world = run(plan(&[1]), with_retries, |_, _| answer(503, 10.0));
    world.retry(vec![request(0, 0, 3)]);
    world.run();
    let ordinals: Vec<u8> = world.starts().iter().map(|start| start.ordinal).collect();
    assert_eq!(ordinals, [1, 2, 3, 4, 5, 6]);
}

#[test]
fn its_queue_begins_with_the_request() {
    let mut world = run_until(5_000.0, plan(&[1]), limits(5, 5), |_, _| answer(200, 10.0));
    world.retry(vec![request(0, 0, 1)]);
    assert_eq!(world.starts()[1].queued_since, ms(5_000.0));
}

#[test]
fn while_the_run_continues_it_goes_before_what_was_never_started() {
    let mut world = run_until(25.0, plan(&[100]), limits(1, 1), |_, _| answer(200, 10.0));
    world.retry(vec![request(0, 0, 1)]);
    world.run_until(35.0);
    assert_eq!(world.starts()[3].target, 0);
    world.run();
    assert_eq!((world.settled().len(), finished(&world)), (101, 1));
}

#[test]
fn after_a_stop_only_the_selection_runs() {
    let mut world = run_until(15.0, plan(&[100]), limits(2, 2), |_, _| answer(200, 10.0));
    world.command(Scheduler::stop);
    world.run();
    let before = world.settled().len();
    world.retry(vec![request(0, 0, 1), request(0, 50, 0)]);
    world.run();
    assert_eq!(world.settled().len(), before + 2);
    assert_eq!(world.starts_of(50).len(), 1, "one that was never started may be selected too");
    assert_eq!(world.log.last().map(|&(_, action)| action), Some(Action::Finished { never_started: 0 }));
}

#[test]
fn a_skipped_lane_is_open_again_for_the_selection_alone() {
    let failing = Limits { stop_after: Some(2), ..limits(1, 1) };
    let mut world =
        run(plan(&[10]), failing, |_, ordinal| answer(if ordinal == 1 { 500 } else { 200 }, 10.0));
    world.command(|scheduler, now| scheduler.skip_lane(LaneId(0), now));
    world.retry(vec![request(0, 0, 1), request(0, 1, 1)]);
    world.run();
    assert_eq!((world.starts().len(), world.scheduler.progress().skipped), (4, 8));
}

#[test]
fn a_stop_ends_a_selection_that_waits_as_withdrawn() {
    let mut world = run(plan(&[5]), limits(1, 1), |_, _| answer(200, 10.0));
    world.retry(vec![request(0, 0, 1), request(0, 1, 1), request(0, 2, 7)]);
    world.command(Scheduler::stop);
    world.run();
    let withdrawn = world.actions(|action| matches!(action, Action::Withdraw { .. }));
    let last = Action::Withdraw { target: TargetId(2), ordinal: 7 };
    assert_eq!((withdrawn.len(), withdrawn[1].1), (2, last));
    assert_eq!((world.scheduler.phase(), finished(&world)), (Phase::Stopped, 2));
}

#[test]
fn a_paused_run_keeps_its_pause_and_one_that_ended_in_a_pause_has_none() {
    let mut world = run_until(5.0, plan(&[5]), limits(5, 5), |_, _| answer(200, 10.0));
    world.command(Scheduler::pause);
    world.retry(vec![request(0, 0, 1)]);
    world.run();
    assert_eq!((world.settled().len(), world.scheduler.phase()), (5, Phase::Paused));
    world.command(Scheduler::resume);
    world.run();
    assert_eq!((world.settled().len(), world.scheduler.phase()), (6, Phase::Done));
}

#[test]
fn nothing_selected_and_lanes_that_do_not_exist_change_nothing() {
    let mut world = run(plan(&[2]), limits(5, 5), |_, _| answer(200, 10.0));
    let length = world.log.len();
    world.retry(vec![]);
    world.retry(vec![request(9, 0, 1)]);
    assert_eq!((world.log.len(), world.scheduler.phase()), (length, Phase::Done));
}

#[test]
fn ordinals_stop_at_255() {
    let mut world = run(plan(&[1]), limits(5, 5), |_, _| answer(200, 10.0));
    world.retry(vec![request(0, 0, 255)]);
    world.run();
    assert_eq!(world.starts()[1].ordinal, 255);
}
