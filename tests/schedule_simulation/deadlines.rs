//! What happens to an attempt that takes too long.

use volley::result::outcome::AttemptEnd;
use volley::schedule::action::{AbortReason, Action, AttemptId};
use volley::schedule::hint::ServerHint;
use volley::settings::Limits;

use crate::world::{SILENCE, World, answer, limits, ms, plan, run, run_until};

fn is_abort(action: &Action) -> bool {
    matches!(action, Action::Abort { reason: AbortReason::Deadline, .. })
}

#[test]
fn a_silent_attempt_is_aborted_once_at_its_deadline() {
    let mut world = World::new(plan(&[1]), limits(1, 1), |_, _| SILENCE);
    assert_eq!(world.run(), ms(10_000.0));
    let aborts = world.actions(is_abort);
    assert_eq!(aborts.len(), 1);
    assert_eq!(aborts[0].0, ms(10_000.0));
    assert_eq!(world.settled().len(), 1);
}

#[test]
fn each_attempt_has_a_deadline_of_its_own() {
    let world = run(plan(&[3]), limits(2, 2), |target, _| match target {
        0 => answer(200, 4_000.0),
        _ => SILENCE,
    });
    let aborts: Vec<_> = world.actions(is_abort).iter().map(|&(at, _)| at).collect();
    assert_eq!(aborts, [ms(10_000.0), ms(14_000.0)]);
}

#[test]
fn an_answer_in_time_leaves_no_wakeup_behind() {
    let mut world =
        run_until(50.0, plan(&[1, 1]), limits(2, 2), |target, _| answer(200, f64::from(target) * 100.0));
    assert_eq!(world.scheduler.next_wakeup(), Some(ms(10_000.0)));
    assert_eq!(world.run(), ms(100.0));
    assert_eq!(world.scheduler.next_wakeup(), None);
}

#[test]
fn an_aborted_attempt_keeps_its_slot_until_it_has_ended() {
    let mut world = World::new(plan(&[2]), limits(1, 1), |target, _| match target {
        0 => SILENCE,
        _ => answer(200, 1.0),
    });
    world.abort_takes = ms(70.0);
    world.run();
    assert_eq!(world.starts_of(1), [ms(10_070.0)]);
}

#[test]
fn an_answer_that_overtakes_the_abort_counts() {
    let with_retries = Limits { retries: 2, ..limits(1, 1) };
    let mut world = World::new(plan(&[1]), with_retries, |_, _| answer(200, 10_010.0));
    world.abort_takes = ms(70.0);
    world.run();
    assert_eq!(world.starts().len(), 1);
    assert_eq!(world.settled()[0].at, ms(10_010.0));
}

#[test]
fn an_answer_that_is_reported_before_the_drain_leaves_nothing_to_abort() {
    let mut world = run_until(10.0, plan(&[1]), limits(1, 1), |_, _| SILENCE);
    world.command(|scheduler, _| {
        scheduler.handle_tick(ms(10_000.0));
        scheduler.handle_end(AttemptId(0), &AttemptEnd::NoVisibleAnswer, ServerHint::default(), ms(10_000.0));
    });
    assert!(world.actions(is_abort).is_empty());
    assert_eq!(world.settled().len(), 1);
}

#[test]
fn a_new_timeout_is_for_attempts_started_later() {
    let mut world = run_until(2_000.0, plan(&[2]), limits(1, 1), |_, _| SILENCE);
    world.set_limits(Limits { timeout_ms: 500, ..limits(1, 1) });
    world.run();
    let aborts: Vec<_> = world.actions(is_abort).iter().map(|&(at, _)| at).collect();
    assert_eq!(aborts, [ms(10_000.0), ms(10_500.0)]);
}

#[test]
fn a_clock_that_jumps_by_days_aborts_each_attempt_once() {
    let mut world = run_until(10.0, plan(&[5]), limits(5, 5), |_, _| SILENCE);
    world.command(|scheduler, _| scheduler.handle_tick(ms(3.0 * 86_400_000.0)));
    assert_eq!(world.actions(is_abort).len(), 5);
    world.command(|scheduler, _| scheduler.handle_tick(ms(3.0)));
    assert_eq!(world.actions(is_abort).len(), 5);
}
