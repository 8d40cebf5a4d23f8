//! Attempts that the browser does not end on request: they must cost no slot, no target and no end of a run.

use volley::ids::LaneId;
use volley::result::outcome::AttemptEnd;
use volley::schedule::action::{AbortReason, Action, AttemptId, Cause};
use volley::schedule::hint::ServerHint;
use volley::schedule::notice::Notice;
use volley::schedule::progress::Phase;
use volley::schedule::scheduler::Scheduler;
use volley::settings::Limits;

use crate::world::{Reply, SILENCE, World, answer, limits, ms, plan};

/// A run in whose browser no abort ever ends anything.
fn deaf(sizes: &[u32], limits: Limits, network: impl FnMut(u32, u8) -> Reply + 'static) -> World {
    let mut world = World::new(plan(sizes), limits, network);
    world.abort_takes = ms(f64::INFINITY);
    world
}

fn abandoned(world: &World) -> Vec<(f64, AbortReason)> {
    world.pick(|at, action| match action {
        Action::Abandon { reason, .. } => Some((at.get(), reason)),
        _ => None,
    })
}

#[test]
fn after_five_seconds_past_its_deadline_it_is_abandoned_and_its_slot_is_free() {
    let mut world =
        deaf(&[2], limits(1, 1), |target, _| if target == 0 { SILENCE } else { answer(200, 50.0) });
    world.run();
    assert_eq!(abandoned(&world), [(15_000.0, AbortReason::Deadline)]);
    assert_eq!(world.starts_of(1), [ms(15_000.0)]);
    assert_eq!((world.settled().len(), world.scheduler.phase()), (2, Phase::Done));
}

#[test]
fn it_counts_as_the_timeout_it_is() {
    let with_retries = Limits { retries: 1, stop_after: Some(1), ..limits(1, 1) };
    let mut world = deaf(&[3], with_retries, |_, _| SILENCE);
    world.run();
    let stopped = Notice::LaneStopped { lane: LaneId(0), failures: 1 };
    assert!(world.notices().contains(&stopped), "{:?}", world.notices());
    let mut world = deaf(&[1], Limits { stop_after: None, ..with_retries }, |_, _| SILENCE);
    world.run();
    assert_eq!((world.starts().len(), world.settled()[0].ordinal), (2, 2), "it may pass, so it is retried");
}

#[test]
fn a_stop_is_over_five_seconds_later_at_most() {
    let mut world = deaf(&[100], limits(4, 4), |_, _| SILENCE);
    world.run_until(1_000.0);
    world.command(Scheduler::stop);
    assert_eq!(world.run(), ms(6_000.0));
    assert_eq!(abandoned(&world), [(6_000.0, AbortReason::Stopped); 4]);
    assert_eq!(world.log.last(), Some(&(ms(6_000.0), Action::Finished { never_started: 96 })));
    assert_eq!((world.settled().len(), world.scheduler.phase()), (4, Phase::Stopped));
}

#[test]
fn what_was_recalled_is_requested_again() {
    let mut world =
        deaf(&[2], limits(2, 2), |_, ordinal| if ordinal == 1 { SILENCE } else { answer(200, 50.0) });
    world.run_until(1_000.0);
    world.command(Scheduler::pause);
    world.command(Scheduler::recall);
    world.run_until(7_000.0);
    assert_eq!(abandoned(&world), [(6_000.0, AbortReason::Recalled); 2]);
    let requeued = |action: &Action| matches!(action, Action::Retry { cause: Cause::Paused, .. });
    assert_eq!(world.actions(requeued).len(), 2);
    assert_eq!(world.scheduler.progress().in_flight, 0);
    world.command(Scheduler::resume);
    world.run();
    assert_eq!((world.settled().len(), world.scheduler.phase()), (2, Phase::Done));
}

#[test]
fn an_end_that_comes_late_is_ignored() {
    // It ends by itself, long after it was abandoned, in an answer.
    let mut world =
        deaf(&[1, 1], limits(2, 2), |target, _| answer(200, if target == 0 { 30_000.0 } else { 40_000.0 }));
    world.run_until(16_000.0);
    assert_eq!((world.settled().len(), world.scheduler.phase()), (2, Phase::Done));
    let length = world.log.len();
    world.run_until(50_000.0);
    world.command(|scheduler, now| {
        scheduler.handle_end(AttemptId(0), &AttemptEnd::Refused, ServerHint::default(), now);
    });
    assert_eq!((world.log.len(), world.scheduler.progress().settled), (length, 2));
}

#[test]
fn that_some_did_not_end_is_reported_and_not_for_each() {
    let mut world = deaf(&[40], limits(40, 40), |_, _| SILENCE);
    world.run_until(100.0);
    world.command(Scheduler::stop);
    world.run();
    assert_eq!(world.notices(), [Notice::NotEnded { so_far: 40 }]);
    let mut world = deaf(&[40], limits(1, 1), |_, _| SILENCE);
    world.run();
    assert_eq!(world.notices(), [1, 2, 4, 8, 16, 32].map(|so_far| Notice::NotEnded { so_far }));
}

#[test]
fn time_asleep_does_not_count_as_time_to_end() {
    let mut world =
        deaf(&[1], limits(1, 1), |_, ordinal| if ordinal == 1 { SILENCE } else { answer(200, 50.0) });
    world.run_until(12_000.0);
    world.wake_at(3_600_000.0);
    world.command(Scheduler::interrupt);
    world.command(Scheduler::handle_tick);
    assert_eq!(abandoned(&world), []);
    world.run();
    // It was interrupted, whatever it was aborted for.
    assert_eq!(abandoned(&world), [(3_605_000.0, AbortReason::Deadline)]);
    assert_eq!((world.starts().len(), world.settled().len()), (2, 1));
}

#[test]
fn one_that_ends_in_time_leaves_no_wakeup_behind() {
    let mut world = World::new(plan(&[1]), limits(1, 1), |_, _| SILENCE);
    world.abort_takes = ms(4_999.0);
    assert_eq!(world.run(), ms(14_999.0));
    assert_eq!((abandoned(&world), world.scheduler.next_wakeup()), (vec![], None));
}
