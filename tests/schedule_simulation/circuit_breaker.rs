//! A lane in which too many fail in a row stops and asks.

use volley::ids::LaneId;
use volley::result::outcome::{AttemptEnd, BodyEnd};
use volley::schedule::action::Action;
use volley::schedule::lane_status::Trouble;
use volley::schedule::notice::Notice;
use volley::schedule::progress::Phase;
use volley::schedule::scheduler::Scheduler;
use volley::settings::Limits;

use crate::world::{Reply, SILENCE, World, answer, limits, ms, plan, reply};

/// One in flight to each origin, and a lane that stops after `failures` in a row.
fn stopping_after(failures: u32) -> Limits {
    Limits { stop_after: Some(failures), ..limits(10, 1) }
}

fn stopped(world: &World) -> Vec<(u32, u32)> {
    let stopped = |notice: &Notice| match *notice {
        Notice::LaneStopped { lane, failures } => Some((lane.0, failures)),
        _ => None,
    };
    world.notices().iter().filter_map(stopped).collect()
}

fn skipped(world: &World) -> Vec<(u32, u8)> {
    let skipped = |&(_, action): &(_, Action)| match action {
        Action::Skip { targets, ordinal } => {
            world.scheduler.targets_of(targets).map(|target| (target, ordinal)).collect()
        }
        _ => Vec::new(),
    };
    world.log.iter().flat_map(skipped).collect()
}

#[test]
fn a_lane_stops_after_so_many_failures_in_a_row_and_the_others_go_on() {
    let mut world = World::new(plan(&[100, 100]), stopping_after(30), |target, _| {
        answer(if target < 100 { 500 } else { 200 }, 10.0)
    });
    world.run();
    assert_eq!(stopped(&world), [(0, 30)]);
    let progress = world.scheduler.progress();
    assert_eq!((progress.settled, progress.waiting), (130, 70));
    let status = world.scheduler.troubled_lanes().next().expect("it has stopped");
    assert_eq!(
        (status.lane, status.trouble, status.waiting),
        (LaneId(0), Trouble::Stopped { failures: 30 }, 70)
    );
}

#[test]
fn when_only_stopped_lanes_are_left_the_run_visibly_waits_and_nothing_is_polled() {
    let mut world = World::new(plan(&[100, 5]), stopping_after(3), |target, _| {
        answer(if target < 100 { 429 } else { 200 }, 10.0)
    });
    world.run_until(25.0);
    assert_eq!(world.scheduler.phase(), Phase::Running);
    world.run();
    assert_eq!((world.scheduler.phase(), world.scheduler.next_wakeup()), (Phase::AwaitingUser, None));
}

#[test]
fn every_kind_of_failure_counts_and_nothing_else_does() {
    let count = |always: Reply| {
        let mut world = World::new(plan(&[40]), stopping_after(30), move |_, _| always);
        world.run();
        stopped(&world).len()
    };
    let cut = AttemptEnd::Answered { status: 200, redirected: false, body: BodyEnd::CutShort };
    for failure in [SILENCE, answer(429, 1.0), answer(500, 1.0), answer(503, 1.0), reply(cut, 1.0)] {
        assert_eq!(count(failure), 1);
    }
    for no_failure in [answer(200, 1.0), answer(404, 1.0), reply(AttemptEnd::NoVisibleAnswer, 1.0)] {
        assert_eq!(count(no_failure), 0);
    }
}

#[test]
fn an_answer_in_between_begins_anew_and_an_invisible_one_changes_nothing() {
    let every_tenth = |end: Reply| {
        let mut world = World::new(plan(&[200]), stopping_after(15), move |target, _| {
            if target % 10 == 9 { end } else { answer(500, 1.0) }
        });
        world.run();
        stopped(&world)
    };
    assert_eq!(every_tenth(answer(200, 1.0)), []);
    assert_eq!(every_tenth(reply(AttemptEnd::NoVisibleAnswer, 1.0)), [(0, 15)]);
}

#[test]
fn a_target_counts_once_however_often_it_is_retried() {
    let limits = Limits { retries: 10, ..stopping_after(3) };
    let mut world = World::new(plan(&[2, 10]), limits, |_, _| answer(503, 1.0));
    world.run();
    // Two targets are two failures. The lane of ten stops with the third target.
    assert_eq!(stopped(&world), [(1, 3)]);
    assert_eq!(world.starts_of(0).len(), 11);
}

#[test]
fn a_timeout_that_may_have_been_spent_in_the_browser_does_not_count() {
    let limits = Limits { stop_after: Some(7), ..limits(100, 100) };
    let mut world = World::new(plan(&[100]), limits, |target, ordinal| {
        if target >= 6 && ordinal == 1 { SILENCE } else { answer(200, 50.0) }
    });
    world.run();
    assert_eq!((stopped(&world), world.settled().len()), (vec![], 100));
}

#[test]
fn a_lane_that_is_resumed_goes_on_with_a_clean_slate() {
    let mut world = World::new(plan(&[10]), stopping_after(3), |_, _| answer(500, 10.0));
    world.run();
    world.command(|scheduler, now| scheduler.resume_lane(LaneId(0), now));
    assert_eq!(world.scheduler.phase(), Phase::Running);
    world.run();
    assert_eq!(stopped(&world), [(0, 3), (0, 3)]);
    assert_eq!(world.scheduler.progress().settled, 6);
}

#[test]
fn a_lane_that_is_skipped_ends_its_waiting_targets_as_not_sent() {
    let mut world = World::new(plan(&[10]), stopping_after(3), |_, _| answer(500, 10.0));
    world.run();
    world.command(|scheduler, now| scheduler.skip_lane(LaneId(0), now));
    assert_eq!(skipped(&world), (3..10).map(|target| (target, 0)).collect::<Vec<_>>());
    assert_eq!(world.log.last(), Some(&(ms(30.0), Action::Finished { never_started: 0 })));
    let progress = world.scheduler.progress();
    assert_eq!((progress.settled, progress.skipped, progress.targets()), (3, 7, 10));
}

#[test]
fn any_lane_can_be_skipped_in_a_pause_too_and_what_is_in_flight_there_settles() {
    let limits = Limits { retries: 3, ..limits(4, 2) };
    let mut world =
        World::new(plan(&[10, 10]), limits, |target, _| answer(if target < 10 { 503 } else { 200 }, 100.0));
    world.run_until(150.0);
    world.command(Scheduler::pause);
    world.command(|scheduler, now| scheduler.skip_lane(LaneId(0), now));
    // Two were asked once and wait for their second attempt, two are in flight, six were never sent.
    let (tried, never): (Vec<_>, Vec<_>) = skipped(&world).into_iter().partition(|&(_, ordinal)| ordinal > 0);
    assert_eq!((tried.len(), never.len()), (2, 6));
    world.command(Scheduler::resume);
    world.run();
    assert_eq!(world.scheduler.phase(), Phase::Done);
    assert_eq!(world.settled().len(), 12);
}

#[test]
fn a_higher_number_lets_stopped_lanes_go_on_until_then() {
    let mut world = World::new(plan(&[100]), stopping_after(3), |_, _| answer(500, 10.0));
    world.run();
    world.command(|scheduler, now| scheduler.set_limits(stopping_after(8), now));
    world.run();
    assert_eq!(stopped(&world), [(0, 3), (0, 8)]);
    world.command(|scheduler, now| scheduler.set_limits(Limits { stop_after: None, ..limits(10, 1) }, now));
    world.run();
    assert_eq!(world.settled().len(), 100);
}

#[test]
fn a_stop_ends_a_run_that_asks() {
    let mut world = World::new(plan(&[10]), stopping_after(3), |_, _| answer(500, 10.0));
    world.run();
    world.command(Scheduler::stop);
    assert_eq!(world.log.last(), Some(&(ms(30.0), Action::Finished { never_started: 7 })));
}

#[test]
fn too_many_for_ever_stops_the_lane() {
    let mut world = World::new(plan(&[1_000]), Limits::default(), |_, _| answer(429, 10.0));
    world.run();
    assert_eq!((stopped(&world).len(), world.scheduler.phase()), (1, Phase::AwaitingUser));
    assert!(world.starts().len() <= 130, "{}", world.starts().len());
}

#[test]
fn lanes_that_do_not_exist_are_nobodys() {
    let mut world = World::new(plan(&[3]), stopping_after(3), |_, _| answer(200, 10.0));
    world.command(|scheduler, now| scheduler.resume_lane(LaneId(7), now));
    world.command(|scheduler, now| scheduler.skip_lane(LaneId(u32::MAX), now));
    world.run();
    assert_eq!(world.settled().len(), 3);
}
