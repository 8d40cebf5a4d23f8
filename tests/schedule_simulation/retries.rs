//! When a target gets a further attempt.

use volley::input::not_sent::NotSent;
use volley::result::outcome::AttemptEnd;
use volley::schedule::action::Action;
use volley::settings::Limits;
use volley::units::Millis;

use crate::world::{Reply, SILENCE, STALL, World, answer, limits, ms, plan, reply, run, run_until};

fn with_retries(retries: u8) -> Limits {
    Limits { retries, ..limits(100, 6) }
}

/// How often a single target is requested when the network always treats it the same.
fn attempts(always: Reply, retries: u8) -> usize {
    let world = run(plan(&[1]), with_retries(retries), move |_, _| always);
    let settled = world.settled();
    assert_eq!(settled.len(), 1);
    assert_eq!(usize::from(settled[0].ordinal), world.starts().len());
    world.starts().len()
}

/// The instants from which further attempts were allowed, in the order of the decisions.
fn due(world: &World) -> Vec<Millis> {
    world.pick(|_, action| match action {
        Action::Retry { at, .. } => Some(at),
        _ => None,
    })
}

#[test]
fn what_may_pass_is_tried_again_as_often_as_allowed() {
    for always in [answer(429, 5.0), answer(502, 5.0), answer(503, 5.0), answer(504, 5.0), SILENCE, STALL] {
        for retries in [0, 1, 2, 10] {
            assert_eq!(attempts(always, retries), usize::from(retries) + 1);
        }
    }
}

#[test]
fn what_will_not_pass_is_requested_once() {
    for status in [200, 204, 304, 403, 404, 500, 501] {
        assert_eq!(attempts(answer(status, 5.0), 10), 1, "{status}");
    }
    for end in
        [AttemptEnd::NoVisibleAnswer, AttemptEnd::Cancelled, AttemptEnd::NotSent(NotSent::RequestRefused)]
    {
        assert_eq!(attempts(reply(end, 5.0), 10), 1, "{end:?}");
    }
}

#[test]
fn a_target_that_recovers_settles_with_the_attempt_that_worked() {
    let world =
        run(plan(&[1]), with_retries(5), |_, ordinal| answer(if ordinal < 3 { 503 } else { 200 }, 5.0));
    assert_eq!(world.starts().len(), 3);
    assert_eq!(world.settled()[0].ordinal, 3);
}

#[test]
fn delays_double_within_full_jitter_up_to_half_a_minute() {
    let world = run(plan(&[1; 300]), with_retries(10), |_, _| answer(503, 5.0));
    let bounds = [500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000, 30_000, 30_000];
    for (nth, bound) in (1..).zip(bounds.map(f64::from)) {
        let delays = world.pick(|ended, action| match action {
            Action::Retry { ordinal, at, .. } if ordinal == nth => Some(at.since(ended)),
            _ => None,
        });
        assert_eq!(delays.len(), 300);
        let (least, most) = (delays.iter().min().copied(), delays.iter().max().copied());
        assert!(least < Some(ms(bound * 0.1)), "retry {nth}: at least {least:?}");
        assert!(Some(ms(bound * 0.9)) < most && most < Some(ms(bound)), "retry {nth}: at most {most:?}");
    }
}

#[test]
fn the_next_attempt_starts_when_its_delay_is_over() {
    let world = run(plan(&[1]), with_retries(3), |_, _| answer(503, 5.0));
    assert_eq!(world.starts_of(0)[1..], due(&world));
}

#[test]
fn the_queue_of_a_retry_begins_with_the_end_of_the_attempt_before() {
    let world = run(plan(&[1]), with_retries(1), |_, _| answer(503, 5.0));
    assert_eq!(world.starts().iter().map(|start| start.queued_since).collect::<Vec<_>>(), [ms(0.0), ms(5.0)]);
}

#[test]
fn a_target_that_backs_off_holds_no_slot() {
    let one_at_a_time = Limits { retries: 1, ..limits(1, 1) };
    let world = run_until(1.5, plan(&[2]), one_at_a_time, |target, _| {
        answer(if target == 0 { 503 } else { 200 }, 1.0)
    });
    assert_eq!(world.starts_of(1), [ms(1.0)]);
    let progress = world.scheduler.progress();
    assert_eq!((progress.in_flight, progress.backing_off, progress.waiting), (1, 1, 0));
}

#[test]
fn a_target_that_is_due_goes_before_those_never_started() {
    let one_at_a_time = Limits { retries: 1, ..limits(1, 1) };
    let world =
        run(plan(&[100]), one_at_a_time, |target, _| answer(if target == 0 { 503 } else { 200 }, 100.0));
    let again = world.starts_of(0)[1];
    let due = due(&world)[0];
    assert!(again.since(due) < ms(100.0), "it takes the first slot that is free after {due}, not {again}");
}

#[test]
fn a_lower_number_of_retries_counts_for_every_decision_to_come() {
    let mut world = run_until(500.0, plan(&[1]), with_retries(10), |_, _| answer(503, 1_000.0));
    world.set_limits(with_retries(0));
    world.run();
    assert_eq!(world.starts().len(), 1);
}

#[test]
fn the_same_seed_gives_the_same_run() {
    let run = |failing: u16| {
        let world = run(plan(&[10]), with_retries(2), move |_, _| answer(failing, 5.0));
        world.log
    };
    assert_eq!(run(503), run(503));
}
