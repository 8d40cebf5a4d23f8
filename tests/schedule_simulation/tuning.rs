//! Self-tuning: how many in flight pay is found during the run, and kept.

use volley::schedule::action::Action;
use volley::schedule::notice::{LevelChange, Notice};
use volley::settings::{Limits, Method, Strategy};

use crate::server::{Bucket, behind_a_busy_machine, spread, workers};
use crate::world::{Ask, Reply, SILENCE, World, answer, limits, plan, run};

/// How long each run is watched, and from when on it counts: by then it has settled.
const WATCHED_MS: f64 = 90_000.0;
const SETTLED_MS: f64 = 30_000.0;

type Network = Box<dyn FnMut(Ask) -> Reply>;

/// Good answers a second once settled, over so many lanes that origins do not bound it.
fn throughput(limits: Limits, network: Network) -> (f64, World) {
    let mut world = World::facing(plan(&[400_000]), limits, Method::Get, network);
    world.run_until(WATCHED_MS);
    let good = world.good_after(SETTLED_MS);
    (good * 1_000.0 / (WATCHED_MS - SETTLED_MS), world)
}

fn changes(world: &World) -> Vec<LevelChange> {
    world.pick(|_, action| match action {
        Action::Notice(Notice::Tuned(change)) => Some(change),
        _ => None,
    })
}

/// Self-tuning reaches 85 % of the best of many fixed levels, and rarely changes its own any more.
fn settles(server: impl Fn() -> Network) -> World {
    let base = Limits { back_off: true, retries: 2, retry_share_percent: 20, ..limits(1_000, 1_000) };
    let levels = [1, 2, 4, 5, 6, 8, 16, 32, 40, 48, 60, 80];
    let fixed =
        levels.map(|concurrency| (throughput(Limits { concurrency, ..base }, server()).0, concurrency));
    let (best, level) = fixed.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)).expect("there are levels");
    let (tuned, world) = throughput(Limits { strategy: Strategy::SelfTuning, ..base }, server());
    let found = world.scheduler.limits().concurrency;
    assert!(tuned >= 0.85 * best, "{tuned} a second at {found}, but {best} at {level}");
    let late = changes(&world).iter().filter(|change| change.at.get() >= SETTLED_MS).count();
    assert!(late <= 12, "{late} changes in a minute");
    world
}

#[test]
fn a_server_of_forty_workers_is_used_up_and_no_more() {
    let world = settles(|| Box::new(workers(40, |target| spread(target, 60.0, 140.0))));
    let found = world.scheduler.limits().concurrency;
    assert!((35..=64).contains(&found), "{found}");
}

#[test]
fn a_browser_of_six_connections_is_not_filled_in_vain() {
    let world = settles(|| Box::new(workers(6, |target| spread(target, 60.0, 140.0))));
    let found = world.scheduler.limits().concurrency;
    assert!((5..=9).contains(&found), "{found}");
}

#[test]
fn a_server_that_says_too_many_gets_just_less() {
    settles(|| {
        let mut bucket = Bucket::new(50.0, 20.0);
        Box::new(move |ask| {
            if bucket.take(ask.at) { answer(200, spread(ask.target, 80.0, 120.0)) } else { answer(429, 5.0) }
        })
    });
}

#[test]
fn a_server_that_slows_down_past_sixty_is_kept_below() {
    let world = settles(|| {
        Box::new(|ask| {
            let crowd = (f64::from(ask.in_flight) / 60.0).max(1.0);
            answer(200, spread(ask.target, 80.0, 120.0) * crowd * crowd)
        })
    });
    let found = world.scheduler.limits().concurrency;
    assert!((40..=72).contains(&found), "{found}");
}

#[test]
fn a_machine_that_stalls_now_and_then_does_not_end_the_climb() {
    let good = |limits, seed| {
        let server = workers(24, |_| 100.0);
        let mut world =
            World::facing(plan(&[400_000]), limits, Method::Get, behind_a_busy_machine(seed, server));
        world.run_until(20_000.0);
        (world.good_after(0.0), world.scheduler.limits().concurrency)
    };
    for seed in 0..50 {
        let (best, _) = good(limits(32, 1_000), seed);
        let (tuned, found) = good(Limits { strategy: Strategy::SelfTuning, ..limits(128, 1_000) }, seed);
        assert!(tuned >= 0.85 * best, "seed {seed}: {tuned} at {found}, but {best}");
    }
}

#[test]
fn each_change_is_reported_with_its_reason_and_follows_from_the_one_before() {
    let server = Box::new(workers(40, |target| spread(target, 60.0, 140.0)));
    let tuned = Limits { strategy: Strategy::SelfTuning, ..limits(1_000, 1_000) };
    let (_, world) = throughput(tuned, server);
    let changes = changes(&world);
    assert_eq!(changes[0].from, 8);
    assert!(changes.windows(2).all(|pair| pair[0].to == pair[1].from && pair[0].at <= pair[1].at));
    assert_eq!(changes.last().map(|change| change.to), Some(world.scheduler.limits().concurrency));
}

#[test]
fn single_answers_that_take_long_change_nothing() {
    let run =
        |with_stragglers: bool| {
            let server = Box::new(move |ask: Ask| {
                if with_stragglers && ask.target % 500 == 499 { SILENCE } else { answer(200, 100.0) }
            });
            let tuned = Limits { strategy: Strategy::SelfTuning, ..limits(64, 1_000) };
            let (_, world) = throughput(tuned, server);
            world.scheduler.limits().concurrency
        };
    // It is at the limit, or just sees whether a step below does as much.
    assert!(run(false) >= 56);
    assert!(run(true) >= 56);
}

#[test]
fn the_level_is_never_above_the_limit_nor_a_lane_above_its_own() {
    let tuned = Limits { strategy: Strategy::SelfTuning, ..limits(20, 6) };
    let world = run(plan(&[3_000; 10]), tuned, |_, _| answer(200, 100.0));
    assert_eq!(world.peak(|_| true), 20);
    assert!(world.peak(|target| target < 3_000) <= 6);
}

#[test]
fn a_level_that_the_list_cannot_use_is_not_raised() {
    let tuned = Limits { strategy: Strategy::SelfTuning, ..limits(1_000, 6) };
    let world = run(plan(&[3_000]), tuned, |_, _| answer(200, 100.0));
    assert_eq!((world.scheduler.limits().concurrency, changes(&world)), (8, vec![]));
}
