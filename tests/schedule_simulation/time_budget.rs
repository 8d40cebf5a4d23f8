//! A run that stops by itself when its time is up.

use volley::ids::{LaneId, TargetId};
use volley::schedule::RetryRequest;
use volley::schedule::action::{AbortReason, Action};
use volley::schedule::notice::Notice;
use volley::schedule::progress::Phase;
use volley::schedule::scheduler::Scheduler;
use volley::settings::{Limits, Method};

use crate::world::{answer, limits, ms, plan, run, run_until};

fn within(time_budget_ms: u32) -> Limits {
    Limits { time_budget_ms: Some(time_budget_ms), ..limits(2, 2) }
}

#[test]
fn when_the_time_is_up_the_run_stops_and_says_so() {
    let world = run(plan(&[100]), within(1_000), |_, _| answer(200, 300.0));
    assert_eq!(world.notices(), [Notice::TimeIsUp]);
    let aborts = world.actions(|action| matches!(action, Action::Abort { reason: AbortReason::Stopped, .. }));
    assert_eq!((aborts.len(), aborts[0].0), (2, ms(1_000.0)));
    assert_eq!(world.log.last(), Some(&(ms(1_000.0), Action::Finished { never_started: 92 })));
    assert_eq!(world.scheduler.phase(), Phase::Stopped);
}

#[test]
fn a_run_that_ends_before_is_done_and_leaves_no_wakeup_behind() {
    let world = run(plan(&[4]), within(1_000), |_, _| answer(200, 300.0));
    assert_eq!((world.scheduler.phase(), world.scheduler.next_wakeup()), (Phase::Done, None));
}

#[test]
fn a_run_that_begins_late_by_its_clock_has_all_its_time() {
    let hour = 3_600_000.0;
    let mut scheduler = Scheduler::new(plan(&[1]), within(1_000), Method::Get, 1, ms(hour));
    assert!(matches!(scheduler.poll_action(ms(hour)), Some(Action::Start { .. })));
    assert_eq!(scheduler.next_wakeup(), Some(ms(hour + 1_000.0)));
    assert_eq!(scheduler.running_time(ms(hour + 500.0)), ms(500.0));
    scheduler.pause(ms(hour + 600.0));
    assert_eq!(scheduler.running_time(ms(hour + 900.0)), ms(600.0));
}

#[test]
fn pauses_and_sleep_are_no_running_time() {
    let mut world = run_until(400.0, plan(&[100]), within(1_000), |_, _| answer(200, 300.0));
    world.command(Scheduler::pause);
    world.run_until(60_400.0);
    assert_eq!(world.scheduler.phase(), Phase::Paused);
    world.command(Scheduler::resume);
    world.run_until(60_500.0);
    world.wake_at(3_660_500.0);
    world.command(Scheduler::interrupt);
    world.command(Scheduler::handle_tick);
    assert_eq!(world.scheduler.phase(), Phase::Running);
    world.run();
    // 400 ms had run when the scheduler last heard the time, at 60,400: so much is sure, the rest may have been sleep.
    assert_eq!(world.log.last().map(|&(at, _)| at), Some(ms(3_660_500.0 + 600.0)));
}

#[test]
fn another_budget_holds_at_once() {
    let mut world = run_until(500.0, plan(&[100]), within(1_000), |_, _| answer(200, 300.0));
    world.set_limits(within(5_000));
    world.run_until(4_000.0);
    assert_eq!(world.scheduler.phase(), Phase::Running);
    world.set_limits(within(1));
    assert_eq!(world.run(), ms(4_000.0));
    assert_eq!(world.scheduler.phase(), Phase::Stopped);
}

#[test]
fn it_runs_out_while_the_run_waits_for_an_answer_about_a_lane() {
    let limits = Limits { stop_after: Some(1), ..within(1_000) };
    let mut world = run_until(500.0, plan(&[100]), limits, |_, _| answer(500, 10.0));
    assert_eq!(world.scheduler.phase(), Phase::AwaitingUser);
    assert_eq!(world.run(), ms(1_000.0));
    assert_eq!(world.scheduler.phase(), Phase::Stopped);
}

#[test]
fn a_selection_that_is_retried_has_a_budget_of_its_own() {
    let mut world = run(plan(&[100]), within(1_000), |_, _| answer(200, 300.0));
    world.retry(vec![RetryRequest { lane: LaneId(0), target: TargetId(0), started: 1, verb: None }]);
    world.run();
    assert_eq!((world.scheduler.phase(), world.notices().len()), (Phase::Done, 1));
}
