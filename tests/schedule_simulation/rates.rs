//! Spacing in a lane, and the rate over all of them.

use volley::schedule::action::Action;
use volley::schedule::scheduler::Scheduler;
use volley::settings::{Limits, Rate};
use volley::units::Millis;

use crate::world::{World, answer, limits, ms, plan, run, run_until};

fn spaced(spacing_ms: u32) -> Limits {
    Limits { spacing_ms, ..limits(100, 6) }
}

fn rated(per_second: f64) -> Limits {
    Limits { rate: Rate::per_second(per_second), ..limits(100, 100) }
}

fn starts(world: &World) -> Vec<Millis> {
    world.starts().iter().map(|start| start.at).collect()
}

/// The most starts in any window of `span` that begins at a start.
fn densest(starts: &[Millis], span: f64) -> usize {
    let within = |first: &Millis| starts.iter().filter(|at| *at >= first && **at < *first + ms(span)).count();
    starts.iter().map(within).max().unwrap_or(0)
}

#[test]
fn starts_in_one_lane_are_spaced_and_those_of_others_do_not_wait() {
    let world = run(plan(&[5, 2]), spaced(50), |_, _| answer(200, 1.0));
    let at = |target| world.starts_of(target)[0];
    assert_eq!([0, 1, 2, 3, 4].map(at), [0.0, 50.0, 100.0, 150.0, 200.0].map(ms));
    assert_eq!([5, 6].map(at), [0.0, 50.0].map(ms));
}

#[test]
fn a_retry_is_spaced_like_any_other_start() {
    let limits = Limits { retries: 3, ..spaced(10_000) };
    let world = run(plan(&[1]), limits, |_, _| answer(503, 1.0));
    assert_eq!(starts(&world), [0.0, 10_000.0, 20_000.0, 30_000.0].map(ms));
}

#[test]
fn other_spacing_holds_at_once_longer_or_shorter() {
    let mut world = run_until(1_500.0, plan(&[10]), spaced(1_000), |_, _| answer(200, 1.0));
    world.set_limits(spaced(600));
    world.run_until(1_700.0);
    world.set_limits(spaced(2_000));
    world.run_until(4_000.0);
    assert_eq!(starts(&world), [0.0, 1_000.0, 1_600.0, 3_600.0].map(ms));
}

#[test]
fn no_window_of_a_second_holds_more_starts_than_the_rate_and_none_is_left_unused() {
    let mut world = World::new(plan(&[200; 5]), rated(10.0), |target, _| answer(200, f64::from(target % 37)));
    let end = world.run();
    assert_eq!(densest(&starts(&world), 1_000.0), 10);
    assert!(end < ms(99_100.0), "a thousand at ten a second end by {end}");
}

#[test]
fn two_starts_a_window_apart_lie_in_no_common_window() {
    let world = run(plan(&[5]), rated(1.0), |_, _| answer(200, 1.0));
    assert_eq!(starts(&world), [0.0, 1_000.0, 2_000.0, 3_000.0, 4_000.0].map(ms));
}

#[test]
fn below_one_a_second_the_window_holds_one_start() {
    let world = run(plan(&[3]), rated(0.25), |_, _| answer(200, 1.0));
    assert_eq!(starts(&world), [0.0, 4_000.0, 8_000.0].map(ms));
}

#[test]
fn retries_count_in_the_rate() {
    let limits = Limits { retries: 10, ..rated(3.0) };
    let world = run(plan(&[20]), limits, |_, ordinal| answer(if ordinal < 4 { 503 } else { 200 }, 1.0));
    assert_eq!(starts(&world).len(), 80);
    assert_eq!(densest(&starts(&world), 1_000.0), 3);
}

#[test]
fn a_rate_that_is_set_changed_or_lifted_holds_at_once_with_the_starts_before_it() {
    let mut world = run_until(250.0, plan(&[1_000]), limits(20, 20), |_, _| answer(200, 100.0));
    assert_eq!(world.starts().len(), 60);
    world.set_limits(rated(30.0));
    world.run_until(999.0);
    assert_eq!(world.starts().len(), 60, "sixty in the last second are too many for one more");
    world.run_until(1_200.0);
    // At 1,000 the twenty of the beginning are out of the window, and forty are still in it; at 1,100 twenty are.
    assert_eq!(world.starts().len(), 60 + 10 + 20);
    world.set_limits(rated(1.0));
    world.run_until(2_199.0);
    assert_eq!(world.starts().len(), 90);
    world.set_limits(limits(100, 100));
    assert_eq!(world.starts().len(), 190);
}

#[test]
fn a_pause_saves_no_starts_up() {
    let mut world = run_until(500.0, plan(&[100]), rated(5.0), |_, _| answer(200, 1.0));
    world.command(Scheduler::pause);
    assert_eq!(world.scheduler.next_wakeup(), None);
    world.run_until(60_000.0);
    world.command(Scheduler::resume);
    world.run_until(60_999.0);
    assert_eq!(world.starts().len(), 10);
}

#[test]
fn with_a_rate_lanes_still_take_turns() {
    let world = run_until(1_500.0, plan(&[50, 2, 2]), rated(3.0), |_, _| answer(200, 1.0));
    assert_eq!(world.order(), [0, 50, 52, 1, 51, 53]);
}

#[test]
fn first_comes_the_first_of_each_of_many_hosts() {
    let world = run(plan(&[30; 40]), limits(8, 6), |_, _| answer(200, 10.0));
    assert_eq!(world.order()[..40], (0..40).map(|lane| lane * 30).collect::<Vec<_>>());
}

#[test]
fn nothing_is_polled_in_vain_while_all_wait_for_time() {
    let limits = Limits { rate: Rate::per_second(2.0), ..spaced(700) };
    let world = run(plan(&[3, 3]), limits, |_, _| answer(200, 1.0));
    let finished = world.actions(|action| matches!(action, Action::Finished { never_started: 0 }));
    assert_eq!(finished.len(), 1);
}
