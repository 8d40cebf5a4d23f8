//! Stop: everything ends within one drain, and every target is accounted for.

use volley::ids::TargetId;
use volley::result::outcome::AttemptEnd;
use volley::schedule::action::{AbortReason, Action, AttemptId};
use volley::schedule::hint::ServerHint;
use volley::schedule::progress::Phase;
use volley::schedule::scheduler::Scheduler;
use volley::settings::Limits;

use crate::world::{SILENCE, World, answer, limits, ms, plan, run, run_until};

fn is_stop(action: &Action) -> bool {
    matches!(action, Action::Abort { reason: AbortReason::Stopped, .. })
}

#[test]
fn a_stop_aborts_all_that_is_in_flight_at_once_and_starts_nothing_more() {
    let mut world = World::new(plan(&[100]), limits(5, 5), |_, _| answer(200, 100.0));
    world.abort_takes = ms(3.0);
    world.run_until(250.0);
    world.command(Scheduler::stop);
    let aborts = world.actions(is_stop);
    assert_eq!(aborts.len(), 5);
    assert!(aborts.iter().all(|&(at, _)| at == ms(250.0)));
    assert_eq!(world.scheduler.phase(), Phase::Stopping);
    assert_eq!(world.scheduler.next_wakeup(), Some(ms(5_250.0)), "only to give up what does not end");

    assert_eq!(world.run(), ms(253.0));
    assert_eq!((world.starts().len(), world.settled().len()), (15, 15));
    assert_eq!(world.log.last(), Some(&(ms(253.0), Action::Finished { never_started: 85 })));
    assert_eq!(world.scheduler.phase(), Phase::Stopped);
}

#[test]
fn a_target_between_two_attempts_is_withdrawn() {
    let with_retries = Limits { retries: 5, ..limits(10, 10) };
    let mut world = run_until(100.0, plan(&[3]), with_retries, |target, _| {
        answer(if target == 1 { 200 } else { 503 }, 100.0)
    });
    world.command(Scheduler::stop);
    let withdrawn = world.pick(|_, action| match action {
        Action::Withdraw { target, ordinal } => Some((target, ordinal)),
        _ => None,
    });
    assert_eq!(withdrawn.len(), 2);
    assert!(withdrawn.contains(&(TargetId(0), 1)) && withdrawn.contains(&(TargetId(2), 1)));
    assert_eq!(world.scheduler.progress().withdrawn, 2);
    assert_eq!(world.log.last(), Some(&(ms(100.0), Action::Finished { never_started: 0 })));
}

#[test]
fn a_target_that_is_due_in_a_pause_is_withdrawn_too() {
    let with_retries = Limits { retries: 5, ..limits(10, 10) };
    let mut world = run_until(50.0, plan(&[1]), with_retries, |_, _| answer(503, 100.0));
    world.command(Scheduler::pause);
    world.run_until(5_000.0);
    world.command(Scheduler::handle_tick);
    world.command(Scheduler::stop);
    assert_eq!(
        world.actions(|action| matches!(action, Action::Withdraw { target: TargetId(0), ordinal: 1 })).len(),
        1
    );
}

#[test]
fn what_ends_while_stopping_settles_whatever_it_ends_in() {
    let with_retries = Limits { retries: 5, ..limits(10, 10) };
    let mut world =
        World::new(plan(&[2]), with_retries, |target, _| answer(if target == 0 { 503 } else { 200 }, 100.0));
    world.abort_takes = ms(50.0);
    world.run_until(80.0);
    world.command(Scheduler::stop);
    world.run();
    assert_eq!(world.settled().len(), 2);
    assert_eq!(world.settled()[0].at, ms(100.0));
}

#[test]
fn an_attempt_past_its_deadline_is_not_aborted_again() {
    let mut world = World::new(plan(&[1]), limits(1, 1), |_, _| SILENCE);
    world.abort_takes = ms(100.0);
    world.run_until(10_050.0);
    world.command(Scheduler::stop);
    assert!(world.actions(is_stop).is_empty());
    world.run();
    assert_eq!((world.settled().len(), world.scheduler.phase()), (1, Phase::Stopped));
}

#[test]
fn a_stop_before_the_first_start_leaves_all_unstarted() {
    let mut world = World::new(plan(&[7, 5]), limits(5, 5), |_, _| answer(200, 5.0));
    world.command(Scheduler::stop);
    assert_eq!(world.log, [(ms(0.0), Action::Finished { never_started: 12 })]);
    assert_eq!(world.scheduler.phase(), Phase::Stopped);
}

#[test]
fn a_stop_ends_a_pause() {
    let mut world = run_until(1.0, plan(&[7]), limits(2, 2), |_, _| answer(200, 5.0));
    world.command(Scheduler::pause);
    world.command(Scheduler::stop);
    world.run();
    assert_eq!(world.log.last(), Some(&(ms(1.0), Action::Finished { never_started: 5 })));
}

#[test]
fn nothing_follows_the_end() {
    let mut world = run(plan(&[3]), limits(5, 5), |_, _| answer(200, 5.0));
    let length = world.log.len();
    world.command(Scheduler::stop);
    world.command(Scheduler::stop);
    world.set_limits(limits(1, 1));
    for (attempt, end) in [(0, AttemptEnd::Refused), (77, AttemptEnd::Cancelled)] {
        world.command(|scheduler, now| {
            scheduler.handle_end(AttemptId(attempt), &end, ServerHint::default(), now);
        });
    }
    world.command(Scheduler::handle_tick);
    world.command(Scheduler::resume);
    assert_eq!((world.log.len(), world.scheduler.phase()), (length, Phase::Done));
    assert_eq!(world.scheduler.next_wakeup(), None);
}
