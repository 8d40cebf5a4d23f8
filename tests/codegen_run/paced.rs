//! A rate, and a server that is slower than it: each link is requested all the same, once.

use std::collections::HashMap;

use volley::codegen::Tool;
use volley::request::RequestPayload;
use volley::settings::{Limits, Rate, RunSettings};
use volley_origin::{Origin, with_origin};

use crate::tool::{list, rows, run};

/// Links: one at a time and 100 ms each they take seconds.
const COUNT: usize = 24;
const IN_FLIGHT: u32 = 2;

pub(crate) fn check(tool: Tool) {
    // As fast a rate as no server here keeps up with, and one that is slower than one start a second.
    for (name, rate, count) in [("fast", 200.0, COUNT), ("slow", 0.5, 2)] {
        with_origin(|origin| check_rate(tool, origin, name, rate, count));
    }
}

fn check_rate(tool: Tool, origin: &Origin, name: &str, rate: f64, count: usize) {
    let lines: Vec<String> =
        (0..count).map(|number| origin.http_url(&format!("/delay/100?n={number}"))).collect();
    let limits = Limits {
        concurrency: IN_FLIGHT,
        per_origin: IN_FLIGHT,
        rate: Rate::per_second(rate),
        ..Limits::default()
    };
    let settings = RunSettings { limits, ..RunSettings::default() };
    let ran = run(tool, name, &list(&lines), settings, &RequestPayload::default());
    let rows = rows(&ran.imported);
    assert_eq!(rows.len(), count, "{name}: a row for each link");
    assert!(rows.iter().all(|row| row.status == Some(200)), "{name}: {rows:?}");
    let mut requests: HashMap<String, usize> = HashMap::new();
    for exchange in origin.log() {
        *requests.entry(exchange.path).or_default() += 1;
    }
    assert_eq!(requests.len(), count, "{name}: each link has come to the server");
    assert!(requests.values().all(|&times| times == 1), "{name}: {requests:?}");
    // What takes 100 ms is long over when the next may start, two seconds later.
    let most = if name == "slow" { 1 } else { IN_FLIGHT as usize };
    assert!(origin.peak() <= most, "{name}: {} in flight", origin.peak());
}
