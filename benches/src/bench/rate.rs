//! Requests a second compared with a JS pool that gathers the same: with a server that answers at once, where the processor is
//! the limit, and with one that takes 20 ms, where the network is.

use super::prelude::*;
use crate::statistics::Ratio;
use crate::turns::{Turns, compared, pool_turn};

const IN_FLIGHT: u32 = 60;
/// The least part of the JS pool's rate that Volley may reach.
const LEAST_AT_ONCE: f64 = 0.90;
const LEAST_AFTER_20_MS: f64 = 0.97;
/// Over HTTP/1.1 there are six connections to a host, so a server that takes 20 ms gives 300 answers a second at most: a part
/// of the targets takes long enough.
const HTTP1_PART: u32 = 3;

pub(super) async fn at_once(options: &Options) -> Result<Vec<Figure>, Failure> {
    let here = |stage: &Stage| stage.here("/todos/");
    measure(options, "same origin", LEAST_AT_ONCE, |_| 1, here).await
}

pub(super) async fn at_once_elsewhere(options: &Options) -> Result<Vec<Figure>, Failure> {
    let elsewhere = |stage: &Stage| stage.elsewhere("/todos/");
    measure(options, "other origin", LEAST_AT_ONCE, |_| 1, elsewhere).await
}

pub(super) async fn after_20_ms(options: &Options) -> Result<Vec<Figure>, Failure> {
    let part = |wire| if wire == Wire::Http1 { HTTP1_PART } else { 1 };
    measure(options, "20 ms", LEAST_AFTER_20_MS, part, |stage| stage.here("/delay/20?n=")).await
}

/// Takes the turns over each protocol, with targets of a base address.
async fn measure(
    options: &Options,
    name: &str,
    least: f64,
    part: impl Fn(Wire) -> u32,
    base: impl Fn(&Stage) -> String,
) -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    for &wire in &options.wires {
        let stage = Stage::open(options, wire).await?;
        let targets = Targets { before: base(&stage), count: options.targets / part(wire), after: "" };
        let what = format!("{}, {name}", wire.name());
        let turns = Turns::take(&stage, &targets, IN_FLIGHT, options.rate_turns).await?;
        let mut barest = Side::default();
        pool_turn(&stage, Pool::BAREST, &targets, IN_FLIGHT, &mut barest).await?;
        figures.extend(of_turns(&what, &turns, &barest, least));
    }
    Ok(figures)
}

fn of_turns(what: &str, turns: &Turns, barest: &Side, least: f64) -> [Figure; 4] {
    let Turns { volley, pool } = turns;
    let own = Ratio::of(&volley.own_ms, &pool.own_ms).value;
    let [rate, time] = compared(what, volley, pool, Some(Bar::AtLeast(least)));
    let (cost, pool_cost) = (volley.worst_cost(), pool.worst_cost());
    [
        rate.note(format!("time by own clocks × {own:.3}")),
        time,
        Figure::new(format!("{what}: longest page task"), cost.longest_task_ms, "ms")
            .near(pool_cost.longest_task_ms)
            .note(cost.text()),
        Figure::new(format!("{what}: beside the barest pool"), median(&volley.rates), "/s")
            .near(median(&barest.rates))
            .note("one turn of it, for orientation"),
    ]
}
