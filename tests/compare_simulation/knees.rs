//! The knee that a sweep finds is that of the server, within the interval it says.

use volley::compare::levels::DEFAULT_LEVELS;
use volley::compare::report::{Bound, OwnFigure};
use volley::stats::knee::NEARLY;

use crate::noise::Noise;
use crate::server::Server;
use crate::sweeps::{LEVELS, Machine, SHARED, carry_out, default_sweep, sweep};

const SERVERS: u64 = 100;

/// Servers of all kinds: few places and many, steady work and ragged, near and far, some that thrash under a crowd.
fn server(seed: u64) -> Server {
    let mut noise = Noise::new(seed.wrapping_mul(7_919));
    let places = noise.between(2.0_f64.ln(), 120.0_f64.ln()).exp().round() as u32;
    let work = noise.between(10.0, 150.0);
    Server {
        places,
        work,
        sigma: noise.between(0.0, 0.3),
        way: work * noise.between(0.0, 0.5),
        thrash: if noise.happens(0.3) { noise.between(0.05, 0.3) } else { 0.0 },
        rejects_over: None,
    }
}

/// The place of the smallest level within a twentieth of the best, of the server alone.
fn true_place(server: &Server, levels: &[u32]) -> usize {
    let rates: Vec<f64> = levels.iter().map(|level| server.true_rate(*level, 1)).collect();
    let best = rates.iter().copied().fold(0.0, f64::max);
    rates.iter().position(|rate| *rate >= NEARLY * best).expect("the best itself")
}

fn place(level: u32) -> usize {
    LEVELS.iter().position(|other| *other == level).expect("a level of the sweep")
}

#[test]
fn of_a_hundred_servers_ninety_five_knees_lie_in_the_interval_and_ninety_intervals_are_narrow() {
    let (mut inside, mut narrow, mut misses) = (0, 0, Vec::new());
    for seed in 0..SERVERS {
        let server = server(seed);
        let truth = true_place(&server, &LEVELS);
        let (_, report) = carry_out(&sweep(seed), &server, SHARED, seed + 1_000);
        let found = report.sweep.expect("a sweep");
        let (low, high) = (place(found.low), place(found.high));
        let holds = (low..=high).contains(&truth);
        inside += u32::from(holds);
        narrow += u32::from(high - low < 3);
        if !holds || high - low >= 3 {
            misses.push(format!(
                "{seed}: true {} in {}..{} ({:?}) {server:?}",
                LEVELS[truth], found.low, found.high, found.knee
            ));
        }
    }
    assert!(inside >= 95 && narrow >= 90, "inside {inside}, narrow {narrow}\n{}", misses.join("\n"));
}

#[test]
fn the_default_sweep_finds_the_knee_of_ninety_servers_with_a_few_thousand_requests() {
    let (mut inside, mut most, mut misses) = (0, 0, Vec::new());
    for seed in 0..SERVERS {
        let server = server(seed);
        let truth = DEFAULT_LEVELS[true_place(&server, &DEFAULT_LEVELS)];
        let experiment = default_sweep(seed);
        let (trials, report) = carry_out(&experiment, &server, SHARED, seed + 1_000);
        let found = report.sweep.expect("a sweep");
        let holds = (found.low..=found.high).contains(&truth);
        inside += u32::from(holds);
        if !holds {
            misses.push(format!("{seed}: true {truth} in {}..{} {server:?}", found.low, found.high));
        }
        let sent = trials.done().iter().map(|done| experiment.variants[done.assignment.variant].requests);
        most = most.max(sent.sum());
    }
    assert!(inside >= 90 && most <= 4_020, "inside {inside}, {most} requests\n{}", misses.join("\n"));
}

#[test]
fn known_capacities_are_found_and_the_server_is_named() {
    for (places, knee) in [(8, 8), (24, 24), (60, 60)] {
        let server = Server { places, work: 40.0, sigma: 0.1, way: 0.0, thrash: 0.0, rejects_over: None };
        let (trials, report) = carry_out(&sweep(3), &server, SHARED, 3);
        let found = report.sweep.expect("a sweep");
        assert_eq!((found.knee, found.bound), (Some(knee), Bound::Server), "{found:?}");
        let (last, _) = trials.ramp_end().expect("the ramp ends where p95 has doubled");
        assert!(LEVELS[last] > knee && LEVELS[last] <= 5 * knee, "{last}");
        assert!(report.rows.len() == last + 1, "levels above are never tried");
    }
}

#[test]
fn beside_the_published_figure_stands_the_knee_and_not_the_level_to_use() {
    let mut apart = 0;
    for seed in 0..20 {
        let (_, report) = carry_out(&default_sweep(seed), &server(seed), SHARED, seed);
        let found = report.sweep.expect("a sweep");
        let ours: Vec<_> = report.published.iter().map(|line| line.ours).collect();
        assert_eq!(ours, [found.knee.map(OwnFigure::Level)], "{found:?}");
        apart += u32::from(found.best() != found.knee);
    }
    assert!(apart > 0, "the two differ somewhere");
}

#[test]
fn a_server_without_end_has_no_bound_yet() {
    let server = Server { places: 9_999, work: 50.0, sigma: 0.1, way: 0.0, thrash: 0.0, rejects_over: None };
    let (_, report) = carry_out(&sweep(1), &server, SHARED, 1);
    let found = report.sweep.expect("a sweep");
    assert_eq!((found.knee, found.bound), (Some(200), Bound::NotReached));
}

#[test]
fn a_server_that_turns_requests_away_ends_the_climb() {
    let server = Server { places: 8, work: 40.0, sigma: 0.1, way: 0.0, thrash: 0.0, rejects_over: Some(12) };
    let (trials, report) = carry_out(&sweep(2), &server, SHARED, 2);
    let (last, _) = trials.ramp_end().expect("it fails more");
    assert_eq!(LEVELS[last], 16);
    assert!(report.notes.iter().any(|note| note.contains("brought no answer")), "{:?}", report.notes);
    assert_eq!(report.sweep.and_then(|sweep| sweep.knee), Some(8), "what is turned away is no answer");
}

#[test]
fn a_drift_is_said_and_a_steady_server_is_not_accused() {
    let server = Server { places: 24, work: 40.0, sigma: 0.1, way: 0.0, thrash: 0.0, rejects_over: None };
    let said = |machine: Machine, seed: u64| {
        let (_, report) = carry_out(&sweep(seed), &server, machine, seed);
        report.notes.iter().any(|note| note.contains("drifted") && note.contains("slower"))
    };
    for seed in 0..10 {
        assert!(said(Machine { drift: 0.08, round: 0.01, ..SHARED }, seed), "{seed}");
        assert!(!said(Machine { round: 0.01, ..SHARED }, seed), "{seed}");
    }
    let (_, report) = carry_out(&sweep(5), &server, Machine { drift: 0.08, ..SHARED }, 5);
    assert_eq!(report.sweep.and_then(|sweep| sweep.knee), Some(24), "turns are mixed, so the knee stands");
}
