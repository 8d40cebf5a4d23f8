//! An origin that fails, or answers 429 or 503, goes to the slow lane; the others do not notice.

use volley::ids::LaneId;
use volley::result::outcome::AttemptEnd;
use volley::schedule::SlowReason;
use volley::schedule::lane_status::Trouble;
use volley::schedule::notice::Notice;
use volley::settings::{Limits, Method};

use crate::server::Bucket;
use crate::world::{World, answer, limits, ms, plan, reply, run, run_until};

/// Limits under which lanes back off, and nothing else.
fn polite(concurrency: u32, per_origin: u32) -> Limits {
    Limits { back_off: true, ..limits(concurrency, per_origin) }
}

#[test]
fn too_many_requests_halves_and_pauses_the_lane_once_for_a_burst_and_says_so() {
    let world = run_until(550.0, plan(&[100]), polite(48, 6), |target, _| {
        answer(if target < 6 { 429 } else { 200 }, if target < 6 { 10.0 } else { 100.0 })
    });
    let slowed = Notice::LaneSlowed { lane: LaneId(0), reason: SlowReason::TooMany, closed_until: ms(510.0) };
    assert_eq!(world.notices(), [slowed]);
    assert_eq!(world.in_flight_at(ms(509.0)), 0);
    assert_eq!(world.in_flight_at(ms(510.0)), 3);
}

#[test]
fn the_others_finish_while_a_throttled_lane_goes_on_at_its_own_pace_and_estimates_its_time() {
    let mut world = run_until(3_000.0, plan(&[40, 600]), polite(12, 6), |target, _| match target {
        0..6 => answer(429, 5.0),
        _ => answer(200, 50.0),
    });
    let status = world.scheduler.troubled_lanes().next().expect("it is slow");
    assert_eq!((status.lane, world.scheduler.troubled_lanes().count()), (LaneId(0), 1));
    assert!(matches!(status.trouble, Trouble::Slow { limit: 1..=5, .. }), "{status:?}");
    world.run();
    let quick = world.settled().iter().filter(|settled| settled.target >= 40).map(|settled| settled.at).max();
    assert_eq!(quick, Some(ms(5_000.0)), "600 at six in flight and 50 ms each, as if alone");
}

#[test]
fn what_a_slow_lane_says_of_its_time_comes_true_within_a_quarter() {
    let mut world = run_until(5_000.0, plan(&[300]), polite(12, 6), |target, _| match target {
        0..6 => answer(429, 5.0),
        _ => answer(200, 200.0),
    });
    let left = world.scheduler.troubled_lanes().next().and_then(|status| status.time_left);
    let left = left.expect("it has done something").get();
    let took = world.run().get() - 5_000.0;
    assert!((0.75..1.34).contains(&(left / took)), "left {left}, took {took}");
}

#[test]
fn a_server_with_trouble_is_as_quick_as_before_once_it_has_recovered() {
    let world =
        run(plan(&[300]), polite(12, 6), |target, _| answer(if target == 0 { 503 } else { 200 }, 20.0));
    assert_eq!(world.notices().last(), Some(&Notice::LaneRecovered { lane: LaneId(0) }));
    assert_eq!(world.scheduler.troubled_lanes().count(), 0);
}

#[test]
fn five_targets_that_fail_in_a_row_are_a_burst() {
    let failing = |count: u32| {
        let world = run(plan(&[50]), polite(1, 1), move |target, _| {
            answer(if target < count { 500 } else { 200 }, 10.0)
        });
        world.notices()
    };
    assert_eq!(failing(4), []);
    let slowed = Notice::LaneSlowed { lane: LaneId(0), reason: SlowReason::Trouble, closed_until: ms(550.0) };
    assert_eq!(failing(5)[0], slowed);
}

#[test]
fn five_hundred_links_without_cors_are_neither_slowed_nor_stopped() {
    let normal = Limits::default();
    let hidden = || reply(AttemptEnd::NoVisibleAnswer, 30.0);
    let mut world = World::new(plan(&[500]), normal, move |_, _| hidden());
    let end = world.run();
    let hides = Notice::LaneHides { lane: LaneId(0) };
    assert_eq!((world.settled().len(), world.notices()), (500, vec![hides]), "it is said, once");
    assert_eq!(end, ms(84.0 * 30.0), "six at a time, from the first to the last");
}

#[test]
fn a_server_that_says_too_many_is_found_its_rate_and_kept_below_it() {
    // Twenty a second are served, each in 100 ms: two in flight are right, and six are thrice too much.
    let mut world = World::facing(plan(&[2_000]), polite(48, 6), Method::Get, {
        let mut tokens = Bucket::new(20.0, 5.0);
        move |ask| if tokens.take(ask.at) { answer(200, 100.0) } else { answer(429, 5.0) }
    });
    world.run_until(60_000.0);
    let (asked, served) = (world.starts().len(), world.good_after(0.0));
    assert!(served > 0.85 * 20.0 * 60.0, "{served} in a minute");
    #[expect(clippy::cast_precision_loss, reason = "a few thousand")]
    let refused = asked as f64 - served;
    assert!(refused < 0.05 * served, "{refused} of {asked} were too many");
}

#[test]
fn who_does_not_want_to_back_off_does_not() {
    let mut world = World::new(plan(&[60]), limits(6, 6), |_, _| answer(429, 10.0));
    assert_eq!(world.run(), ms(100.0));
    assert_eq!(world.notices(), []);
}

#[test]
fn backing_off_that_is_turned_off_opens_a_slow_lane_at_once() {
    let mut world = run_until(100.0, plan(&[100]), polite(6, 6), |target, _| {
        answer(if target < 6 { 429 } else { 200 }, 10.0)
    });
    assert_eq!(world.scheduler.progress().in_flight, 0);
    world.set_limits(limits(6, 6));
    assert_eq!(world.scheduler.progress().in_flight, 6);
    assert_eq!(world.scheduler.troubled_lanes().count(), 0);
}

#[test]
fn too_many_for_ever_ends_all_the_same_ever_more_slowly() {
    let mut world = World::new(plan(&[40]), polite(6, 6), |_, _| answer(429, 10.0));
    let end = world.run();
    assert_eq!(world.settled().len(), 40);
    assert!(ms(300_000.0) < end && end < ms(3_600_000.0), "{end}");
}
