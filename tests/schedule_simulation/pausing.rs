//! Pause and resume.

use volley::schedule::action::Action;
use volley::schedule::progress::Phase;
use volley::schedule::scheduler::Scheduler;
use volley::settings::Limits;

use crate::world::{SILENCE, World, answer, limits, ms, plan, run_until};

#[test]
fn a_pause_starts_nothing_and_lets_what_is_in_flight_end() {
    let mut world = run_until(50.0, plan(&[100]), limits(5, 5), |_, _| answer(200, 100.0));
    world.command(Scheduler::pause);
    assert_eq!(world.scheduler.phase(), Phase::Paused);
    world.run_until(60_000.0);
    assert_eq!((world.starts().len(), world.settled().len()), (5, 5));
    assert_eq!(world.scheduler.next_wakeup(), None);

    world.command(Scheduler::resume);
    assert_eq!(world.scheduler.progress().in_flight, 5);
    world.run();
    assert_eq!((world.settled().len(), world.scheduler.phase()), (100, Phase::Done));
}

#[test]
fn deadlines_are_kept_in_a_pause() {
    let mut world = run_until(50.0, plan(&[5]), limits(1, 1), |_, _| SILENCE);
    world.command(Scheduler::pause);
    assert_eq!(world.scheduler.next_wakeup(), Some(ms(10_000.0)));
    world.run_until(20_000.0);
    assert_eq!(world.settled()[0].at, ms(10_000.0));
}

#[test]
fn retries_wait_for_the_end_of_the_pause() {
    let with_retries = Limits { retries: 1, ..limits(5, 5) };
    let mut world = run_until(5.0, plan(&[1]), with_retries, |_, ordinal| {
        answer(if ordinal == 1 { 503 } else { 200 }, 5.0)
    });
    assert!(world.scheduler.next_wakeup() > Some(ms(5.0)));
    world.command(Scheduler::pause);
    assert_eq!(world.scheduler.next_wakeup(), None);
    world.run_until(60_000.0);
    assert_eq!((world.starts().len(), world.scheduler.progress().backing_off), (1, 1));
    world.command(Scheduler::resume);
    world.run();
    assert_eq!(world.starts_of(0), [ms(0.0), ms(60_000.0)]);
}

#[test]
fn a_pause_before_the_first_start_holds_everything() {
    let mut world = World::new(plan(&[3]), limits(5, 5), |_, _| answer(200, 5.0));
    world.command(Scheduler::pause);
    world.run_until(1_000.0);
    assert_eq!((world.log.len(), world.scheduler.phase()), (0, Phase::Paused));
}

#[test]
fn a_run_whose_last_attempts_end_in_a_pause_is_done() {
    let mut world = run_until(50.0, plan(&[3]), limits(5, 5), |_, _| answer(200, 100.0));
    world.command(Scheduler::pause);
    world.run();
    assert_eq!(world.scheduler.phase(), Phase::Done);
    assert_eq!(world.log.last(), Some(&(ms(100.0), Action::Finished { never_started: 0 })));
}

#[test]
fn limits_set_in_a_pause_hold_after_it() {
    let mut world = World::new(plan(&[100]), limits(5, 5), |_, _| answer(200, 100.0));
    world.command(Scheduler::pause);
    world.set_limits(limits(9, 9));
    assert_eq!(world.scheduler.progress().in_flight, 0);
    world.command(Scheduler::resume);
    assert_eq!(world.scheduler.progress().in_flight, 9);
}

#[test]
fn pausing_or_resuming_twice_is_once() {
    let mut world = World::new(plan(&[3]), limits(1, 1), |_, _| answer(200, 5.0));
    world.command(Scheduler::resume);
    assert_eq!(world.scheduler.phase(), Phase::Running);
    world.command(Scheduler::pause);
    world.command(Scheduler::pause);
    world.command(Scheduler::resume);
    world.run();
    world.command(Scheduler::pause);
    world.command(Scheduler::resume);
    assert_eq!((world.scheduler.phase(), world.settled().len()), (Phase::Done, 3));
}
