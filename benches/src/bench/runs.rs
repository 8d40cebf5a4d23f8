//! Single runs: everything at once, ten answers of a second each, a hundred thousand answers at full
//! rate, practice.

use super::prelude::*;

const CEILING: u32 = 1_000;

/// Volley's ceiling keeps the browser from refusing, `Promise.all` loses more than half.
pub(super) async fn everything(options: &Options) -> Result<Vec<Figure>, Failure> {
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
            let ran = stage.pool(Pool::ALL, &targets, targets.count).await?;
            js_lost.push(number(&ran, "lost")?);
            js_ms.push(number(&ran, "ms")?);
        }
        let lost = Figure::new(format!("{}: lost, the worst turn", wire.name()), lost, "")
            .near(median(&js_lost))
            .bar(Bar::AtMost(0.0))
            .note("compared with: bare Promise.all, median");
        let took = Figure::new(format!("{}: time", wire.name()), median(&own_ms), "ms")
            .near(median(&js_ms))
            .note("what Promise.all took to lose them");
        figures.extend([lost, took]);
    }
    Ok(figures)
}

const MOST_S: f64 = 1.10;

/// Together over HTTP/2 the limit is a second.
pub(super) async fn ten_by_one(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http2).await?;
    let targets = Targets { before: stage.here("/delay/1000?n="), count: 10, after: "" };
    let (mut elapsed, mut clicked, mut spans) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.turns {
        let ran = run_volley(&stage, &targets, targets.count).await?;
        elapsed.push(number(&ran, "elapsedMs")? / MS_PER_S);
        clicked.push(number(&ran, "ms")? / MS_PER_S);
        spans.push(span_ms(&stage.exchanges()) / MS_PER_S);
    }
    let (clicked, server) = (median(&clicked), median(&spans));
    let note = format!("click to done {clicked:.3}; by the server's clock {server:.3}");
    Ok(vec![Figure::of("HTTP/2, as the page says", &elapsed, "s").bar(Bar::AtMost(MOST_S)).note(note)])
}

const MANY: u32 = 100_000;
const IN_FLIGHT: u32 = 60;
const LEAST_FRAMES: f64 = 55.0;

/// What a long run at full rate costs the page, and the table when it is over.
pub(super) async fn hundred_thousand(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http1).await?;
    let targets = Targets { before: stage.here("/todos/"), count: MANY, after: "" };
    let ran = run_volley(&stage, &targets, IN_FLIGHT).await?;
    let mut run = Timed::default();
    run.take(&ran)?;
    let lost = f64::from(MANY) - number(&ran, "working")?;
    let mut figures = vec![
        run.task_figure("longest page task of the run"),
        Figure::new("frames", PageCost::of(&ran)?.frames_per_second, "/s").bar(Bar::AtLeast(LEAST_FRAMES)),
        Figure::new("rate by the server's clock", rate(&stage.exchanges()), "/s"),
        Figure::new("lost", lost, "").bar(Bar::AtMost(0.0)),
    ];
    // By URL the last of all is /todos/99999.
    for (column, first) in [("total-ms", None), ("url", Some(MANY - 1))] {
        let order = json!({ "do": "sort", "column": column, "direction": "descending", "first": first });
        let sorted = stage.ask(&order).await?;
        let (ms, cost) = (number(&sorted, "ms")?, PageCost::of(&sorted)?);
        figures.push(Figure::new(format!("then: sort by {column}"), ms, "ms").note(cost.text()));
    }
    figures.push(Figure::new("memory of the tab after it", stage.tab_bytes() / 1e6, "MB"));
    figures.push(without_ui(&stage).await?);
    Ok(figures)
}

/// What this machine makes of a page that does next to nothing while a JS pool runs in it: long tasks here are not the
/// page's doing, but of a machine with other things to do.
async fn without_ui(stage: &Stage) -> Result<Figure, Failure> {
    stage.unload().await?;
    let targets = Targets { before: stage.here("/todos/"), count: MANY / 4, after: "" };
    let ran = stage.pool(Pool::BAREST, &targets, IN_FLIGHT).await?;
    let cost = PageCost::of(&ran)?;
    let what = "for comparison: longest task of an empty page with a JS pool";
    Ok(Figure::new(what, cost.longest_task_ms, "ms")
        .note(format!("{}, in a quarter of the run", cost.text())))
}

const TRY_IT_MOST_S: f64 = 2.0;
/// Forty in rounds of eight, a tenth of a second each, a fifth more or less.
const CAPACITY_MOST_S: f64 = 0.6;
const CAPACITY_LEAST_S: f64 = 0.4;

/// The practice server: the first click's full table, and a server whose best concurrency is known.
pub(super) async fn practice(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http1).await?;
    let list = stage.here("/practice/capacity/8/100?n=[1-40]");
    let (mut full, mut at_8, mut at_40) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.turns {
        stage.load().await?;
        full.push(number(&stage.ask(&json!({ "do": "tryIt" })).await?, "ms")? / MS_PER_S);
        stage.read(&list).await?;
        at_8.push(number(&stage.run(8).await?, "elapsedMs")? / MS_PER_S);
        at_40.push(number(&stage.run(40).await?, "elapsedMs")? / MS_PER_S);
    }
    Ok(vec![
        Figure::of("Try it: Start to a full table", &full, "s").bar(Bar::AtMost(TRY_IT_MOST_S)),
        Figure::of("eight places, 8 in flight", &at_8, "s").bar(Bar::AtMost(CAPACITY_MOST_S)),
        Figure::of("eight places, 40 in flight", &at_40, "s").bar(Bar::AtLeast(CAPACITY_LEAST_S)),
    ])
}
