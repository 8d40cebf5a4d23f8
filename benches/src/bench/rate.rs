//! Requests a second compared with a JS pool that gathers the same: with a server that answers at once, where the processor is
//! the limit, and with one that takes 20 ms, where the network is.

use super::prelude::*;
use crate::turns::Turns;

const IN_FLIGHT: u32 = 60;
/// The least part of the JS pool's rate that Volley may reach.
const LEAST_AT_ONCE: f64 = 0.80;
const LEAST_AFTER_20_MS: f64 = 0.98;

pub(super) async fn at_once(options: &Options) -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    for &wire in &options.wires {
        let stage = Stage::open(options, wire).await?;
        for (name, base) in
            [("same origin", stage.here("/todos/")), ("other origin", stage.elsewhere("/todos/"))]
        {
            let what = format!("{}, {name}", wire.name());
            figures.extend(compare_with_pools(options, &stage, &what, base, LEAST_AT_ONCE).await?);
        }
    }
    Ok(figures)
}

pub(super) async fn after_20_ms(options: &Options) -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    for &wire in &options.wires {
        let stage = Stage::open(options, wire).await?;
        let base = stage.here("/delay/20?n=");
        figures.extend(compare_with_pools(options, &stage, wire.name(), base, LEAST_AFTER_20_MS).await?);
    }
    Ok(figures)
}

async fn compare_with_pools(
    options: &Options,
    stage: &Stage,
    what: &str,
    before: String,
    least: f64,
) -> Result<[Figure; 4], Failure> {
    let targets = Targets { before, count: options.targets, after: "" };
    let turns = Turns::take(stage, &targets, IN_FLIGHT, options.turns).await?;
    let (volley, spread) = turns.volley.rate();
    let (full, full_spread) = turns.full.rate();
    let (barest, _) = turns.barest.rate();
    let lost = turns.volley.lost + turns.full.lost;
    let own = median_ratio(&turns.volley.own_ms, &turns.full.own_ms);
    let ratio = median_ratio(&turns.volley.rates, &turns.full.rates);
    let to_barest = median_ratio(&turns.volley.rates, &turns.barest.rates);
    let (cost, full_cost) = (turns.volley.worst_cost(), turns.full.worst_cost());
    let figure = |name: &str, value, unit| Figure::new(format!("{what}: {name}"), value, unit);
    Ok([
        figure("compared with the JS pool", volley, "/s")
            .against(full, ratio)
            .bar(Bar::AtLeast(least))
            .note(format!("{spread}; pool {full_spread}; time by own clocks × {own:.3}; lost {lost}")),
        figure("compared with the barest pool", volley, "/s").against(barest, to_barest),
        figure("processor time a request", median(&turns.volley.cpu_us), "us")
            .against(median(&turns.full.cpu_us), median_ratio(&turns.volley.cpu_us, &turns.full.cpu_us))
            .note(format!("{}; pool: {}", turns.volley.cpu_by_thread, turns.full.cpu_by_thread)),
        figure("longest page task", cost.longest_task_ms, "ms")
            .near(full_cost.longest_task_ms)
            .note(cost.text()),
    ])
}
