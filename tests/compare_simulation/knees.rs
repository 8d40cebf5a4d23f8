//! The knee that a sweep finds is that of the server, within the interval it says.

use volley::compare::levels::DEFAULT_LEVELS;
use volley::compare::report::Bound;
use volley::stats::knee::NEARLY;

use crate::noise::Noise;
use crate::server::Server;
use crate::sweeps::{Machine, SHARED, carry_out, sweep};

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
fn true_place(server: &Server) -> usize {
    let rates: Vec<f64> = DEFAULT_LEVELS.iter().map(|level| server.true_rate(*level, 1)).collect();
    let best = rates.iter().copied().fold(0.0, f64::max);
    rates.iter().position(|rate| *rate >= NEARLY * best).expect("the best itself")
}

fn place(level: u32) -> usize {
    DEFAULT_LEVELS.iter().position(|other| *other == level).expect("a level of the sweep")
}

#[test]
fn of_a_hundred_servers_ninety_five_knees_lie_in_the_interval_and_ninety_intervals_are_narrow() {
    let (mut inside, mut narrow, mut told) = (0, 0, Vec::new());
    for seed in 0..SERVERS {
        let server = server(seed);
        let truth = true_place(&server);
        let (_, report) = carry_out(&sweep(seed), &server, SHARED, seed + 1_000);
        let found = report.sweep.expect("a sweep");
        let (low, high) = (place(found.low), place(found.high));
        let holds = (low..=high).contains(&truth);
        inside += u32::from(holds);
        narrow += u32::from(high - low < 3);
        if !holds || high - low >= 3 {
            told.push(format!(
                "{seed}: true {} in {}..{} ({:?}) {server:?}",
                DEFAULT_LEVELS[truth], found.low, found.high, found.knee
            ));
        }
    }
    eprintln!("inside {inside}, narrow {narrow}");
    assert!(inside >= 95 && narrow >= 90, "inside {inside}, narrow {narrow}\n{}", told.join("\n"));
}
