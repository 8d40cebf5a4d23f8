//! A browser that refuses to start an attempt says nothing of the target, but much of the limit.

use volley::result::outcome::AttemptEnd;
use volley::schedule::notice::Notice;

use crate::world::{World, answer, limits, ms, plan, reply, run, run_until};

#[test]
fn a_burst_of_refusals_halves_the_limit_once_and_says_so() {
    let mut world = World::new(plan(&[10; 100]), limits(100, 10), |target, ordinal| {
        if ordinal == 1 && target % 10 == 0 { reply(AttemptEnd::Refused, 1.0) } else { answer(200, 50.0) }
    });
    // All hundred that are started first are refused.
    world.run_until(1.0);
    assert_eq!(world.notices(), [Notice::Refused { from: 100, to: 50 }]);
    assert_eq!(world.scheduler.limits().concurrency, 50);
    world.run();
    let late = world.log.iter().position(|(at, _)| *at > ms(1.0)).expect("it goes on");
    world.log.drain(..late);
    assert_eq!(world.notices(), []);
    assert_eq!(world.settled().len(), 1_000);
}

#[test]
fn refused_thrice_is_forgiven_and_the_fourth_time_settles() {
    let world = run(plan(&[1]), limits(64, 6), |_, _| reply(AttemptEnd::Refused, 1.0));
    assert_eq!(world.settled()[0].ordinal, 4);
    let halved = [(64, 32), (32, 16), (16, 8), (8, 4)];
    assert_eq!(world.notices(), halved.map(|(from, to)| Notice::Refused { from, to }));
}

#[test]
fn a_refused_target_comes_again_after_a_delay() {
    let world = run(plan(&[1]), limits(64, 6), |_, ordinal| {
        if ordinal == 1 { reply(AttemptEnd::Refused, 1.0) } else { answer(200, 50.0) }
    });
    let again = world.starts_of(0)[1];
    assert!(ms(1.0) < again && again < ms(501.0), "{again}");
}

#[test]
fn one_in_flight_is_the_least() {
    let world = run(plan(&[20]), limits(2, 2), |_, _| reply(AttemptEnd::Refused, 1.0));
    assert_eq!(world.notices(), [Notice::Refused { from: 2, to: 1 }]);
    assert_eq!(world.settled().len(), 20);
}

#[test]
fn limits_that_the_user_sets_are_in_force_again() {
    let mut world = run_until(10.0, plan(&[500]), limits(100, 100), |target, ordinal| {
        if target < 100 && ordinal == 1 { reply(AttemptEnd::Refused, 1.0) } else { answer(200, 50.0) }
    });
    assert_eq!(world.scheduler.progress().in_flight, 50);
    world.set_limits(limits(80, 100));
    assert_eq!(world.scheduler.progress().in_flight, 80);
}
