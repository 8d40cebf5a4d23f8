//! The statistics of Compare against `SciPy`'s, on recorded samples. `stats_reference.py` wrote what it says, with its version.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;

use serde::Deserialize;
use volley::stats::bootstrap;
use volley::stats::median::{LEAST_FOR_INTERVAL, interval, sorted};
use volley::stats::quantile::of_sorted;
use volley::stats::rank_test::p_value;
use volley::stats::trend::kendall;

#[derive(Deserialize)]
struct Reference {
    scipy: String,
    samples: BTreeMap<String, Vec<f64>>,
    quantiles: BTreeMap<String, [f64; 4]>,
    median_intervals: BTreeMap<String, Option<(f64, f64)>>,
    rank_tests: Vec<RankTest>,
    kendall: BTreeMap<String, (f64, f64)>,
    bootstrap_of_mean: BTreeMap<String, (f64, f64)>,
}

#[derive(Deserialize)]
struct RankTest {
    a: String,
    b: String,
    p: f64,
    mannwhitneyu: Option<f64>,
}

fn reference() -> Reference {
    serde_json::from_str(include_str!("stats_reference.json")).expect("the reference can be read")
}

#[track_caller]
fn near(ours: f64, theirs: f64, of: &str) {
    assert!((ours - theirs).abs() <= 1e-9 * theirs.abs().max(1.0), "{of}: {ours} and {theirs}");
}

#[test]
fn the_reference_names_its_version_and_holds_all_samples() {
    let reference = reference();
    assert_eq!(reference.scipy, "1.14.1");
    assert_eq!((reference.samples.len(), reference.rank_tests.len()), (7, 5));
}

#[test]
fn quantiles_are_the_same() {
    let reference = reference();
    for (name, theirs) in &reference.quantiles {
        let values = sorted(&reference.samples[name]);
        for (share, theirs) in [0.05, 0.5, 0.95, 0.99].into_iter().zip(theirs) {
            near(of_sorted(&values, share).expect("a quantile"), *theirs, name);
        }
    }
}

#[test]
fn intervals_of_the_median_are_the_same() {
    let reference = reference();
    for (name, theirs) in &reference.median_intervals {
        let values = &reference.samples[name];
        let ours = interval(values, 0.95);
        assert_eq!(ours.is_some(), values.len() >= LEAST_FOR_INTERVAL, "{name}");
        assert_eq!(ours, *theirs, "{name}");
    }
}

#[test]
fn rank_tests_are_the_same_with_and_without_equal_values() {
    let reference = reference();
    for test in &reference.rank_tests {
        let p = p_value(&reference.samples[&test.a], &reference.samples[&test.b]).expect("a chance");
        let of = format!("{} and {}", test.a, test.b);
        near(p, test.p, &of);
        if let Some(theirs) = test.mannwhitneyu {
            near(p, theirs, &of);
        }
    }
    assert!(reference.rank_tests.iter().filter(|test| test.mannwhitneyu.is_none()).count() >= 1);
}

#[test]
fn trends_are_the_same() {
    let reference = reference();
    for (name, (tau, p)) in &reference.kendall {
        let (our_tau, our_p) = kendall(&reference.samples[name]).expect("a trend");
        near(our_tau, *tau, name);
        near(our_p, *p, name);
    }
}

#[test]
fn bootstrap_intervals_agree_as_far_as_chance_lets_them() {
    let reference = reference();
    for (name, (low, high)) in &reference.bootstrap_of_mean {
        let values = &reference.samples[name];
        let (our_low, our_high) = bootstrap::interval(values, 0.95, 1, mean).expect("an interval");
        let width = high - low;
        assert!((our_low - low).abs() < 0.05 * width, "{name}: {our_low} and {low} of {width}");
        assert!((our_high - high).abs() < 0.05 * width, "{name}: {our_high} and {high} of {width}");
    }
}

fn mean(values: &[f64]) -> Option<f64> {
    let count = u32::try_from(values.len()).ok()?;
    Some(values.iter().sum::<f64>() / f64::from(count))
}
