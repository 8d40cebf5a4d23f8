//! Everything at once: Volley's ceiling keeps the browser from refusing, `Promise.all` loses more than half.

use super::prelude::*;

pub(super) const BENCH: Bench = Bench {
    name: "everything",
    about: "all targets at once, at the ceiling of 1,000 in flight: how many are lost",
    run: |options| Box::pin(measure(options)),
};

const CEILING: u32 = 1_000;

async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    for &wire in &options.wires {
        let stage = Stage::open(options, wire).await?;
        let targets = Targets { before: stage.here("/todos/"), count: options.targets, after: "" };
        let (mut lost, mut own_ms, mut js_lost, mut js_ms) = (0.0_f64, Vec::new(), Vec::new(), Vec::new());
        for _ in 0..options.turns {
            let ran = run_volley(&stage, &targets, CEILING).await?;
            lost = lost.max(f64::from(targets.count) - number(&ran, "working")?);
            own_ms.push(number(&ran, "elapsedMs")?);
            stage.unload().await?;
            let ran = stage.pool(Pool::All, &targets, targets.count).await?;
            js_lost.push(number(&ran, "lost")?);
            js_ms.push(number(&ran, "ms")?);
        }
        let lost = Figure::new("everything", format!("{}: lost, the worst turn", wire.name()), lost, "")
            .near(median(&js_lost))
            .bar(Bar::AtMost(0.0))
            .note("beside: bare Promise.all, median");
        let took = Figure::new("everything", format!("{}: time", wire.name()), median(&own_ms), "ms")
            .near(median(&js_ms))
            .note("what Promise.all took to lose them");
        figures.extend([lost, took]);
    }
    Ok(figures)
}
