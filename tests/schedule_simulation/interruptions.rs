//! What was in flight when the machine slept, went offline, or the user wanted quiet at once.

use volley::result::outcome::AttemptEnd;
use volley::schedule::action::{AbortReason, Action, AttemptId, Cause};
use volley::schedule::hint::ServerHint;
use volley::schedule::hold::PauseReason;
use volley::schedule::progress::Phase;
use volley::schedule::scheduler::Scheduler;
use volley::settings::Limits;

use crate::world::{SILENCE, World, answer, limits, ms, plan, reply, run, run_until};

fn is_recall(action: &Action) -> bool {
    matches!(action, Action::Abort { reason: AbortReason::Recalled, .. })
}

#[test]
fn a_pause_that_calls_back_aborts_all_in_flight_and_they_wait_in_their_lanes() {
    let mut world = run_until(50.0, plan(&[20]), limits(5, 5), |_, _| answer(200, 100.0));
    world.command(|scheduler, now| {
        scheduler.pause(now);
        scheduler.recall(now);
    });
    world.run_until(1_000.0);
    assert_eq!((world.actions(is_recall).len(), world.settled().len()), (5, 0));
    assert_eq!(world.causes(), [Cause::Paused; 5]);
    assert_eq!(world.scheduler.progress().backing_off, 5);

    world.command(Scheduler::resume);
    assert_eq!(world.order()[5..10], [0, 1, 2, 3, 4], "they go before those never started");
    world.run();
    assert_eq!((world.settled().len(), world.scheduler.phase()), (20, Phase::Done));
}

#[test]
fn what_was_called_back_is_no_retry() {
    let with_retries = Limits { retries: 1, ..limits(5, 5) };
    let mut world = World::new(plan(&[1]), with_retries, |_, _| answer(503, 100.0));
    for at in [10.0, 20.0, 30.0] {
        world.run_until(at);
        world.command(Scheduler::recall);
        world.run_until(at);
    }
    world.run();
    assert_eq!(world.causes(), [Cause::Paused, Cause::Paused, Cause::Paused, Cause::Transient]);
    assert_eq!(world.settled()[0].ordinal, 5);
}

#[test]
fn an_answer_that_is_faster_than_the_recall_counts() {
    let mut world = World::new(plan(&[1]), limits(5, 5), |_, _| answer(200, 100.0));
    world.abort_takes = ms(50.0);
    world.run_until(90.0);
    world.command(Scheduler::recall);
    world.run();
    assert_eq!((world.starts().len(), world.settled().len()), (1, 1));
}

#[test]
fn after_a_sleep_nothing_has_timed_out_and_all_is_requested_again() {
    let mut world =
        run_until(
            2_000.0,
            plan(&[8]),
            limits(5, 5),
            |_, ordinal| {
                if ordinal == 1 { SILENCE } else { answer(200, 100.0) }
            },
        );
    // Eight hours later.
    let morning = 8.0 * 3_600_000.0;
    world.wake_at(morning);
    world.command(Scheduler::interrupt);
    world.command(Scheduler::handle_tick);
    assert_eq!(world.actions(is_recall).len(), 5);
    world.run();
    assert_eq!(world.causes()[..5], [Cause::Interrupted; 5]);
    assert!(world.settled()[..5].iter().all(|settled| settled.at == ms(morning + 100.0)));
}

#[test]
fn what_failed_by_itself_when_the_network_went_is_requested_again_too() {
    let mut world = run_until(50.0, plan(&[1]), limits(5, 5), |_, _| answer(200, 100.0));
    world.command(|scheduler, now| {
        scheduler.interrupt(now);
        scheduler.handle_end(AttemptId(0), &AttemptEnd::NoVisibleAnswer, ServerHint::default(), now);
    });
    assert_eq!((world.causes(), world.settled().len()), (vec![Cause::Interrupted], 0));
}

#[test]
fn where_sleep_is_only_suspected_answers_count_and_the_rest_is_requested_again() {
    let mut world = run_until(50.0, plan(&[3]), limits(5, 5), |target, ordinal| match (target, ordinal) {
        (1, 1) => reply(AttemptEnd::NoVisibleAnswer, 100.0),
        (2, 1) => SILENCE,
        _ => answer(200, 100.0),
    });
    world.command(Scheduler::suspect_sleep);
    assert!(world.actions(is_recall).is_empty(), "a clock that was set aborts nothing");
    world.run();
    assert_eq!(world.causes(), [Cause::Interrupted; 2]);
    let starts: Vec<usize> = (0..3).map(|target| world.starts_of(target).len()).collect();
    assert_eq!((starts, world.settled().len()), (vec![1, 2, 2], 3));
}

#[test]
fn offline_and_the_users_pause_are_reasons_apart() {
    let mut world = run_until(5.0, plan(&[20]), limits(5, 5), |_, _| answer(200, 10.0));
    world.command(|scheduler, now| scheduler.hold(PauseReason::Offline, now));
    world.command(Scheduler::interrupt);
    world.command(Scheduler::pause);
    world.command(|scheduler, now| scheduler.release(PauseReason::Offline, now));
    let holds = world.scheduler.holds();
    assert!(holds.has(PauseReason::User) && !holds.has(PauseReason::Offline));
    assert_eq!((world.scheduler.phase(), world.starts().len()), (Phase::Paused, 5));
    world.command(|scheduler, now| scheduler.hold(PauseReason::Offline, now));
    world.command(Scheduler::resume);
    assert_eq!((world.scheduler.phase(), world.starts().len()), (Phase::Paused, 5));
    world.command(|scheduler, now| scheduler.release(PauseReason::Offline, now));
    world.run();
    assert_eq!(world.settled().len(), 20);
}

#[test]
fn an_interruption_says_nothing_of_the_server() {
    let strict = Limits { stop_after: Some(1), back_off: true, ..limits(5, 5) };
    let mut world = World::new(plan(&[20]), strict, |_, _| answer(200, 100.0));
    for at in [10.0, 60.0, 90.0] {
        world.run_until(at);
        world.command(Scheduler::interrupt);
    }
    world.run();
    assert_eq!((world.notices(), world.settled().len()), (vec![], 20));
}

#[test]
fn a_stop_after_a_recall_settles_what_is_still_ending() {
    let mut world = World::new(plan(&[3]), limits(5, 5), |_, _| answer(200, 100.0));
    world.abort_takes = ms(20.0);
    world.run_until(50.0);
    world.command(Scheduler::recall);
    world.command(Scheduler::stop);
    world.run();
    assert_eq!((world.settled().len(), world.scheduler.phase()), (3, Phase::Stopped));
    assert_eq!(world.aborts(), 3, "none is aborted twice");
}

#[test]
fn with_nothing_in_flight_or_after_the_end_there_is_nothing_to_interrupt() {
    let mut world = run(plan(&[3]), limits(5, 5), |_, _| answer(200, 100.0));
    let length = world.log.len();
    world.command(Scheduler::interrupt);
    world.command(Scheduler::recall);
    world.command(|scheduler, now| scheduler.hold(PauseReason::Offline, now));
    assert_eq!((world.log.len(), world.scheduler.phase()), (length, Phase::Done));
}
