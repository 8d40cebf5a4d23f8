//! How much is in flight.

use volley::schedule::action::Action;
use volley::settings::{Limits, MAX_CONCURRENCY};

use crate::world::{World, answer, limits, ms, plan, run, run_until};

#[test]
fn an_empty_plan_is_done_at_once() {
    let mut world = World::new(plan(&[]), limits(10, 10), |_, _| answer(200, 1.0));
    assert_eq!(world.run(), ms(0.0));
    assert_eq!(world.log, [(ms(0.0), Action::Finished { never_started: 0 })]);
}

#[test]
fn ten_answers_of_a_second_take_ten_seconds_one_at_a_time_and_one_second_together() {
    for (concurrency, seconds) in [(1, 10.0), (2, 5.0), (3, 4.0), (10, 1.0), (100, 1.0)] {
        let mut world = World::new(plan(&[10]), limits(concurrency, 100), |_, _| answer(200, 1_000.0));
        assert_eq!(world.run(), ms(seconds * 1_000.0), "{concurrency} at a time");
    }
}

#[test]
fn the_limit_is_reached_and_never_passed() {
    let world =
        run(plan(&[40; 10]), limits(8, 6), |target, _| answer(200, 10.0 + f64::from(target * 7 % 13)));
    assert_eq!(world.peak(|_| true), 8);
    assert_eq!(world.settled().len(), 400);
}

#[test]
fn each_origin_has_a_limit_of_its_own() {
    let world = run(plan(&[100, 100, 2]), limits(100, 6), |_, _| answer(200, 10.0));
    assert_eq!(world.peak(|target| target < 100), 6);
    assert_eq!(world.peak(|target| (100..200).contains(&target)), 6);
    assert_eq!(world.peak(|target| target >= 200), 2);
}

#[test]
fn a_slot_that_is_free_is_taken_in_the_same_instant() {
    let world = run(plan(&[50]), limits(5, 5), |target, _| answer(200, f64::from(target % 7 + 1)));
    let settled = world.settled();
    for (start, free) in world.starts()[5..].iter().zip(settled) {
        assert_eq!(start.at, free.at);
    }
}

#[test]
fn raised_limits_are_used_at_once() {
    let mut world = run_until(50.0, plan(&[100, 100]), limits(2, 1), |_, _| answer(200, 100.0));
    world.set_limits(limits(20, 7));
    assert_eq!(world.scheduler.progress().in_flight, 14);
    world.set_limits(limits(20, 15));
    assert_eq!(world.scheduler.progress().in_flight, 20);
    world.run();
    assert_eq!(world.peak(|_| true), 20);
}

#[test]
fn lowered_limits_end_nothing_and_the_surplus_drains() {
    let mut world = run_until(50.0, plan(&[100, 100]), limits(20, 10), |_, _| answer(200, 100.0));
    world.set_limits(limits(5, 3));
    assert_eq!(world.scheduler.progress().in_flight, 20);
    assert_eq!(world.aborts(), 0);
    world.run_until(150.0);
    assert_eq!(world.scheduler.progress().in_flight, 5);
    world.run();
    let late = world.log.iter().position(|(at, _)| *at > ms(150.0)).expect("it goes on");
    world.log.drain(..late);
    assert_eq!(world.settled().len(), 180);
}

#[test]
fn limits_out_of_range_are_run_at_their_bounds() {
    let world = World::new(plan(&[1]), limits(0, u32::MAX), |_, _| answer(200, 1.0));
    let limits = world.scheduler.limits();
    assert_eq!((limits.concurrency, limits.per_origin), (1, MAX_CONCURRENCY));
}

#[test]
fn the_numbers_of_targets_add_up_at_every_step() {
    let with_retries = Limits { retries: 2, ..limits(7, 3) };
    let mut world = World::new(plan(&[30, 20, 10]), with_retries, |target, ordinal| {
        answer(if (target + u32::from(ordinal)).is_multiple_of(3) { 503 } else { 200 }, 40.0)
    });
    for at in 0..100 {
        world.run_until(f64::from(at) * 10.0);
        assert_eq!(world.scheduler.progress().targets(), 60);
    }
}
