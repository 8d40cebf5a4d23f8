//! A long run at full rate: what it costs the page, and the table when it is over.

use super::prelude::*;

pub(super) const BENCH: Bench = Bench {
    name: "hundred-thousand",
    about: "100,000 targets, 60 in flight: long tasks and frames of the page",
    run: |options| Box::pin(measure(options)),
};

const NAME: &str = "hundred-thousand";
const TARGETS: u32 = 100_000;
const IN_FLIGHT: u32 = 60;
/// A task that lasts longer than this counts as long.
const LONG_TASK_MS: f64 = 50.0;
const LEAST_FRAMES: f64 = 55.0;

async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http1).await?;
    let targets = Targets { before: stage.here("/todos/"), count: TARGETS, after: "" };
    let ran = run_volley(&stage, &targets, IN_FLIGHT).await?;
    let cost = PageCost::of(&ran)?;
    let lost = f64::from(TARGETS) - number(&ran, "working")?;
    let mut figures = vec![
        Figure::new(NAME, "longest page task of the run", cost.longest_task_ms, "ms")
            .bar(Bar::AtMost(LONG_TASK_MS))
            .note(format!("{} (0: none over 50); at {}", cost.text(), ran["cost"]["longTasksAt"])),
        Figure::new(NAME, "frames", cost.frames_per_second, "/s").bar(Bar::AtLeast(LEAST_FRAMES)),
        Figure::new(NAME, "rate by the server's clock", rate(&stage.exchanges()), "/s"),
        Figure::new(NAME, "lost", lost, "").bar(Bar::AtMost(0.0)),
    ];
    // By URL the last of all is /todos/99999.
    for (column, first) in [("total-ms", None), ("url", Some(TARGETS - 1))] {
        let order = json!({ "do": "sort", "column": column, "direction": "descending", "first": first });
        let sorted = stage.ask(&order).await?;
        figures.push(
            Figure::new(NAME, format!("then: sort by {column}"), number(&sorted, "ms")?, "ms")
                .note(PageCost::of(&sorted)?.text()),
        );
    }
    if let Some(memory) = stage.memory() {
        figures.push(Figure::new(NAME, "memory of the tab after it", megabytes(memory.tab), "MB"));
    }
    figures.push(without_ui(&stage).await?);
    Ok(figures)
}

/// What this machine makes of a page that does next to nothing while a JS pool runs in it: long tasks here are not the
/// page's doing, but of a machine with other things to do.
async fn without_ui(stage: &Stage) -> Result<Figure, Failure> {
    stage.unload().await?;
    let targets = Targets { before: stage.here("/todos/"), count: TARGETS / 4, after: "" };
    let ran = stage.pool(Pool::Barest, &targets, IN_FLIGHT).await?;
    let cost = PageCost::of(&ran)?;
    Ok(Figure::new(
        NAME,
        "for comparison: longest task of an empty page with a JS pool",
        cost.longest_task_ms,
        "ms",
    )
    .note(format!("{}, in a quarter of the run", cost.text())))
}
