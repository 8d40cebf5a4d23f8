//! Whose turn it is.

use std::collections::HashSet;

use volley::ids::TargetId;
use volley::schedule::plan::{Backlog, Plan};

use crate::world::{World, answer, limits, ms, plan, run};

#[test]
fn lanes_take_turns_and_keep_the_order_of_the_list() {
    let world = run(plan(&[3, 1, 2]), limits(1, 1), |_, _| answer(200, 1.0));
    assert_eq!(world.order(), [0, 3, 4, 1, 5, 2]);
}

#[test]
fn a_lane_takes_its_pieces_in_their_order() {
    let pieces = vec![
        Backlog::Ids { start: 1, count: 2 },
        Backlog::Range { first: TargetId(50), count: 2 },
        Backlog::Ids { start: 0, count: 1 },
    ];
    let plan = Plan { lanes: vec![pieces], ids: vec![TargetId(99), TargetId(7), TargetId(8)] };
    let world = run(plan, limits(1, 1), |_, _| answer(200, 1.0));
    assert_eq!(world.order(), [7, 8, 50, 51, 99]);
}

#[test]
fn one_big_host_in_front_does_not_hold_up_the_small_ones() {
    let sizes: Vec<u32> = core::iter::once(5_000).chain([1; 100]).collect();
    let world = run(plan(&sizes), limits(10, 10), |_, _| answer(200, 20.0));
    let first_round: HashSet<u32> = world.order()[..101].iter().copied().collect();
    assert!((5_000..5_100).all(|target| first_round.contains(&target)));
}

#[test]
fn between_two_starts_of_a_busy_lane_every_other_has_one_start() {
    let world = run(plan(&[60; 5]), limits(4, 4), |target, _| answer(200, f64::from(1 + target * 31 % 17)));
    let lanes: Vec<u32> = world.order().iter().map(|target| target / 60).collect();
    // While all five have work and none is at its own limit of four, five starts in a row are of five lanes.
    for round in lanes[..280].windows(5) {
        assert_eq!(round.iter().collect::<HashSet<_>>().len(), 5, "{round:?}");
    }
}

#[test]
fn a_slow_host_holds_its_own_slots_and_no_more() {
    let world = run(plan(&[100, 1_000]), limits(12, 6), |target, _| {
        answer(200, if target < 100 { 9_000.0 } else { 10.0 })
    });
    let quick =
        world.settled().iter().filter(|settled| settled.target >= 100).map(|settled| settled.at).max();
    assert_eq!(quick, Some(ms(1_670.0)));
}

#[test]
fn a_long_run_over_many_hosts_ends_with_a_verdict_for_each_target() {
    let mut world = World::new(plan(&[20; 1_000]), limits(20, 6), |target, _| {
        answer(200, 1_000.0 + f64::from(target % 2_000))
    });
    let end = world.run();
    assert!(end > ms(30.0 * 60_000.0), "half an hour of the clock, not {end}");
    let settled: HashSet<u32> = world.settled().iter().map(|settled| settled.target).collect();
    assert_eq!((settled.len(), world.settled().len()), (20_000, 20_000));
}
