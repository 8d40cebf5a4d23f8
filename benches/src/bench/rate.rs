//! Requests a second compared with a JS pool that gathers the same: with a server that answers at once, where the processor is
//! the limit, and with one that takes 20 ms, where the network is.

use super::prelude::*;
use crate::turns::Turns;

pub(super) const AT_ONCE: Bench = Bench {
    name: "rate",
    about: "requests a second, 60 in flight, the server answers at once, beside a JS pool",
    run: |options| Box::pin(at_once(options)),
};

pub(super) const AFTER_20_MS: Bench = Bench {
    name: "rate20",
    about: "the same with a server that takes 20 ms",
    run: |options| Box::pin(after_20_ms(options)),
};

const IN_FLIGHT: u32 = 60;
/// The least part of the JS pool's rate that Volley may reach.
const LEAST_AT_ONCE: f64 = 0.80;
const LEAST_AFTER_20_MS: f64 = 0.98;

async fn at_once(options: &Options) -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    for &wire in &options.wires {
        let stage = Stage::open(options, wire).await?;
        for (name, base) in
            [("same origin", stage.here("/todos/")), ("other origin", stage.elsewhere("/todos/"))]
        {
            let targets = Targets { before: base, count: options.targets, after: "" };
            let turns = Turns::take(&stage, &targets, IN_FLIGHT, options.turns).await?;
            figures.extend(lines("rate", &format!("{}, {name}", wire.name()), &turns, LEAST_AT_ONCE));
        }
    }
    Ok(figures)
}

async fn after_20_ms(options: &Options) -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    for &wire in &options.wires {
        let stage = Stage::open(options, wire).await?;
        let targets = Targets { before: stage.here("/delay/20?n="), count: options.targets, after: "" };
        let turns = Turns::take(&stage, &targets, IN_FLIGHT, options.turns).await?;
        figures.extend(lines("rate20", wire.name(), &turns, LEAST_AFTER_20_MS));
    }
    Ok(figures)
}

fn lines(bench: &'static str, what: &str, turns: &Turns, least: f64) -> [Figure; 4] {
    let (volley, spread) = turns.volley.rate();
    let (full, full_spread) = turns.full.rate();
    let (barest, _) = turns.barest.rate();
    let lost = turns.volley.lost + turns.full.lost;
    let own = median_ratio(&turns.volley.own_ms, &turns.full.own_ms);
    let ratio = median_ratio(&turns.volley.rates, &turns.full.rates);
    let to_barest = median_ratio(&turns.volley.rates, &turns.barest.rates);
    [
        Figure::new(bench, format!("{what}: beside the JS pool"), volley, "/s")
            .beside(full, ratio)
            .bar(Bar::AtLeast(least))
            .note(format!("{spread}; pool {full_spread}; time by own clocks × {own:.3}; lost {lost}")),
        Figure::new(bench, format!("{what}: beside the barest pool"), volley, "/s").beside(barest, to_barest),
        Figure::new(bench, format!("{what}: processor time a request"), median(&turns.volley.cpu_us), "us")
            .beside(median(&turns.full.cpu_us), median_ratio(&turns.volley.cpu_us, &turns.full.cpu_us))
            .note(format!("{}; pool: {}", turns.volley.cpu_by_thread, turns.full.cpu_by_thread)),
        Figure::new(
            bench,
            format!("{what}: longest page task"),
            turns.volley.worst_cost().longest_task_ms,
            "ms",
        )
        .near(turns.full.worst_cost().longest_task_ms)
        .note(turns.volley.worst_cost().text()),
    ]
}
