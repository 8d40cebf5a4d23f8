//! What is told of targets that were requested and have no verdict.

use volley::result::waiting::Stage;
use volley::schedule::scheduler::MAX_BACKOFFS_NAMED;
use volley::settings::Limits;

use crate::world::{SILENCE, World, answer, limits, ms, plan, run_until};

/// Of each unsettled target in order: its number, its attempt, and whether it is in flight.
fn told(world: &World, at: f64) -> Vec<(u32, u8, Stage)> {
    let mut told: Vec<_> =
        world.scheduler.unsettled(ms(at)).iter().map(|it| (it.target.0, it.attempt, it.stage)).collect();
    told.sort_by_key(|(target, ..)| *target);
    told
}

#[test]
fn what_is_in_flight_says_for_how_long_and_what_waits_when_it_is_due() {
    let limits = Limits { retries: 2, ..limits(2, 2) };
    // The first is silent, the second is told to wait; the third follows it.
    let network = |target, _| match target {
        0 => SILENCE,
        1 => answer(503, 100.0).and_wait(5_000.0),
        _ => answer(200, 900.0),
    };
    let world = run_until(400.0, plan(&[1, 1, 1]), limits, network);
    let expected = [
        (0, 1, Stage::InFlight(ms(400.0))),
        (1, 2, Stage::Backoff(ms(4_700.0))),
        (2, 1, Stage::InFlight(ms(300.0))),
    ];
    assert_eq!(told(&world, 400.0), expected);
}

#[test]
fn what_has_a_verdict_or_never_began_is_not_among_them() {
    let world =
        run_until(
            50.0,
            plan(&[3]),
            limits(1, 1),
            |target, _| {
                if target == 0 { answer(404, 20.0) } else { SILENCE }
            },
        );
    assert_eq!(told(&world, 50.0), [(1, 1, Stage::InFlight(ms(30.0)))]);
    let mut world = run_until(0.0, plan(&[3]), limits(3, 3), |_, _| answer(200, 10.0));
    world.run();
    assert_eq!(told(&world, 10.0), []);
}

#[test]
fn of_many_that_wait_few_are_told_the_next_one_among_them() {
    let count = 3 * u32::try_from(MAX_BACKOFFS_NAMED).expect("a small number");
    let limits = Limits { retries: 2, ..limits(count, count) };
    let world = run_until(20.0, plan(&vec![1; count as usize]), limits, |target, _| {
        answer(503, 10.0).and_wait(if target == 700 { 1_000.0 } else { 60_000.0 })
    });
    let told = told(&world, 20.0);
    assert_eq!(told.len(), MAX_BACKOFFS_NAMED);
    assert!(told.iter().any(|(target, ..)| *target == 700));
}
