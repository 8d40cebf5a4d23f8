//! Timeouts that may have been spent inside the browser, which opens six connections to an origin and lets the rest wait.

use volley::schedule::scheduler::Scheduler;
use volley::settings::Limits;

use crate::world::{SILENCE, STALL, World, answer, limits, ms, plan, run, run_until};

#[test]
fn a_timeout_among_six_is_a_plain_timeout() {
    let world = run(plan(&[6]), limits(100, 100), |_, _| SILENCE);
    assert_eq!(world.starts().len(), 6);
    assert!(world.settled().iter().all(|settled| !settled.possibly_browser_queued));
}

#[test]
fn a_timeout_over_the_browser_limit_gets_a_capped_attempt_even_without_retries() {
    // Targets 6 and 7 are started as the seventh and eighth of their lane.
    let world = run(plan(&[8]), limits(100, 100), |target, ordinal| match (target, ordinal) {
        (0..6, _) => answer(200, 9_000.0),
        (_, 1) => SILENCE,
        _ => answer(200, 50.0),
    });
    assert_eq!(world.starts_of(5).len(), 1);
    for target in [6, 7] {
        assert_eq!(world.starts_of(target), [ms(0.0), ms(10_000.0)], "at once, without a delay");
    }
    assert!(world.settled().iter().all(|settled| !settled.possibly_browser_queued));
}

#[test]
fn a_capped_attempt_that_times_out_is_a_plain_timeout() {
    let world = run(plan(&[20]), limits(100, 100), |_, _| SILENCE);
    let settled = world.settled();
    assert_eq!(settled.len(), 20);
    assert!(settled.iter().all(|settled| !settled.possibly_browser_queued));
    assert_eq!(settled.iter().filter(|settled| settled.ordinal == 2).count(), 14);
}

#[test]
fn a_timeout_after_the_headers_is_no_suspect() {
    let world = run(plan(&[20]), limits(100, 100), |_, _| STALL);
    assert_eq!(world.starts().len(), 20);
}

#[test]
fn the_capped_attempt_is_not_counted_as_a_retry() {
    let with_retries = Limits { retries: 2, ..limits(100, 100) };
    let world = run(plan(&[7]), with_retries, |_, _| SILENCE);
    assert_eq!(world.starts_of(0).len(), 3);
    assert_eq!(world.starts_of(6).len(), 4);
}

#[test]
fn a_lane_keeps_to_six_while_a_capped_attempt_is_due_or_in_flight_and_then_widens_again() {
    let world = run(plan(&[2_000]), limits(100, 12), |target, ordinal| match (target, ordinal) {
        (11, 1) => SILENCE,
        (11, _) => answer(200, 1_000.0),
        _ => answer(200, 430.0),
    });
    // The deadline of target 11 finds eleven others in flight. They end together, and only then its capped attempt starts.
    assert_eq!(world.in_flight_at(ms(10_000.0)), 11);
    assert_eq!(world.starts_of(11), [ms(0.0), ms(10_320.0)]);
    for at in [10_320.0, 10_750.0, 11_180.0, 11_319.0] {
        assert_eq!(world.in_flight_at(ms(at)), 6);
    }
    assert_eq!(world.in_flight_at(ms(11_320.0)), 12);
}

#[test]
fn a_capped_attempt_goes_before_all_others_of_its_lane() {
    let with_retries = Limits { retries: 1, ..limits(7, 7) };
    let mut world = run_until(1.0, plan(&[50]), with_retries, |target, ordinal| match (target, ordinal) {
        (0, 1) => answer(503, 5.0),
        (6, 1) => SILENCE,
        _ => answer(200, 5.0),
    });
    // Target 0 becomes due in the pause, and long after it target 6.
    world.command(Scheduler::pause);
    world.run_until(20_000.0);
    world.command(Scheduler::resume);
    assert_eq!(world.order()[7..10], [6, 0, 7]);
}

#[test]
fn other_lanes_do_not_notice() {
    let mut world =
        run_until(10_050.0, plan(&[7, 1_000]), limits(100, 12), |target, ordinal| match (target, ordinal) {
            (0..7, 1) => SILENCE,
            _ => answer(200, 100.0),
        });
    assert_eq!(world.peak(|target| target >= 7), 12);
    world.run();
    assert_eq!(world.starts_of(6).len(), 2);
}

#[test]
fn a_suspect_timeout_that_a_stop_leaves_is_marked() {
    let mut world = World::new(plan(&[7]), limits(100, 100), |_, _| SILENCE);
    world.abort_takes = ms(100.0);
    world.run_until(10_050.0);
    world.command(Scheduler::stop);
    world.run();
    let suspects: Vec<u32> = world
        .settled()
        .iter()
        .filter(|settled| settled.possibly_browser_queued)
        .map(|settled| settled.target)
        .collect();
    assert_eq!(suspects, [6]);
}

#[test]
fn without_second_tries_a_suspect_timeout_settles_and_the_lane_is_not_capped() {
    let once = Limits { second_tries: false, ..limits(100, 100) };
    let mut world = run_until(1.0, plan(&[60]), once, |target, _| {
        if (6..10).contains(&target) { SILENCE } else { answer(200, 3_000.0) }
    });
    assert_eq!(world.in_flight_at(ms(1.0)), 60);
    world.run();
    assert_eq!((world.starts().len(), world.settled().len()), (60, 60));
    assert_eq!(world.settled().iter().filter(|settled| settled.at == ms(10_000.0)).count(), 4);
}
