//! Constant arrivals: starts come evenly whatever the answers, and say how late they are.

use volley::schedule::RetryRequest;
use volley::schedule::scheduler::Scheduler;
use volley::settings::{Limits, MAX_CONCURRENCY, Rate, Strategy};
use volley::units::Millis;

use crate::world::{World, answer, limits, ms, plan, run};

/// So many starts a second; the two limits are those of a user who does not know that they do not count.
fn arriving(per_second: f64) -> Limits {
    Limits { strategy: Strategy::Arrivals, rate: Rate::per_second(per_second), ..limits(1, 1) }
}

fn starts(world: &World) -> Vec<Millis> {
    world.starts().iter().map(|start| start.at).collect()
}

/// How late each start was.
fn lateness(world: &World) -> Vec<Millis> {
    world.starts().iter().map(|start| start.at.since(start.queued_since)).collect()
}

#[test]
fn starts_come_evenly_however_slow_the_answers_are() {
    for takes in [1.0, 250.0, 9_000.0] {
        let world = run(plan(&[40]), arriving(20.0), move |_, _| answer(200, takes));
        let even: Vec<Millis> = (0..40_u32).map(|at| ms(f64::from(at) * 50.0)).collect();
        assert_eq!(starts(&world), even, "answers take {takes} ms");
        assert!(lateness(&world).iter().all(|late| *late == Millis::ZERO));
    }
}

#[test]
fn past_the_ceiling_starts_are_late_and_say_by_how_much() {
    // Two thousand arrive in two seconds, and each takes five: the second thousand waits for the first.
    let mut most = 0;
    let mut world =
        World::facing(plan(&[2_000]), arriving(1_000.0), volley::settings::Method::Get, move |ask| {
            most = most.max(ask.in_flight);
            assert!(most <= MAX_CONCURRENCY);
            answer(200, 5_000.0)
        });
    world.run();
    let late = lateness(&world);
    assert!(late[..1_000].iter().all(|late| *late == Millis::ZERO));
    assert!(
        late[1_000..].iter().all(|late| (late.get() - 4_000.0).abs() < 1e-6),
        "{:?}",
        &late[1_000..1_010]
    );
    assert_eq!(world.settled().len(), 2_000);
}

#[test]
fn a_pause_delays_nobody_and_is_not_made_up_for() {
    let mut world = World::new(plan(&[10]), arriving(10.0), |_, _| answer(200, 1.0));
    world.run_until(250.0);
    world.command(Scheduler::pause);
    world.run_until(10_000.0);
    world.command(Scheduler::resume);
    world.run();
    let after: Vec<f64> = starts(&world)[3..].iter().map(|at| at.get()).collect();
    assert_eq!(after, [10_000.0, 10_100.0, 10_200.0, 10_300.0, 10_400.0, 10_500.0, 10_600.0]);
    assert!(lateness(&world).iter().all(|late| *late == Millis::ZERO));
}

#[test]
fn a_rate_that_changes_counts_from_the_next_start() {
    let mut world = World::new(plan(&[8]), arriving(10.0), |_, _| answer(200, 1.0));
    world.run_until(250.0);
    world.set_limits(arriving(100.0));
    world.run();
    let at: Vec<f64> = starts(&world).iter().map(|at| at.get()).collect();
    assert_eq!(at, [0.0, 100.0, 200.0, 300.0, 310.0, 320.0, 330.0, 340.0]);
}

#[test]
fn who_is_retried_later_arrives_evenly_and_no_burst_follows() {
    let mut world = World::new(plan(&[4]), arriving(10.0), |_, _| answer(200, 1.0));
    world.run();
    world.wake_at(60_000.0);
    let again = |target| RetryRequest {
        lane: volley::ids::LaneId(0),
        target: volley::ids::TargetId(target),
        started: 1,
        verb: None,
    };
    world.retry((0..4).map(again).collect());
    world.run();
    let at: Vec<f64> = starts(&world)[4..].iter().map(|at| at.get()).collect();
    assert_eq!(at, [60_000.0, 60_100.0, 60_200.0, 60_300.0]);
}

#[test]
fn without_a_rate_ten_a_second_arrive() {
    let unrated = Limits { rate: None, ..arriving(1.0) };
    let world = run(plan(&[3]), unrated, |_, _| answer(200, 1.0));
    assert_eq!(starts(&world), [0.0, 100.0, 200.0].map(ms));
}
