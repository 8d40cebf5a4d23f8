//! Ten answers of a second each, together over HTTP/2: the limit is a second.

use super::prelude::*;

pub(super) const BENCH: Bench = Bench {
    name: "ten-by-one",
    about: "10 x a one-second delay over HTTP/2",
    run: |options| Box::pin(measure(options)),
};

const MOST_S: f64 = 1.10;
const MS_PER_S: f64 = 1_000.0;

async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http2).await?;
    let targets = Targets { before: stage.here("/delay/1000?n="), count: 10, after: "" };
    let (mut elapsed, mut clicked, mut spans) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..options.turns {
        let ran = run_volley(&stage, &targets, targets.count).await?;
        elapsed.push(number(&ran, "elapsedMs")? / MS_PER_S);
        clicked.push(number(&ran, "ms")? / MS_PER_S);
        spans.push(span_ms(&stage.exchanges()) / MS_PER_S);
    }
    let (low, high) = range(&elapsed);
    let note = format!(
        "{low:.3} to {high:.3}; click to done {:.3}; by the server's clock {:.3}",
        median(&clicked),
        median(&spans)
    );
    Ok(vec![
        Figure::new("ten-by-one", "HTTP/2, as the page says", median(&elapsed), "s")
            .bar(Bar::AtMost(MOST_S))
            .note(note),
    ])
}
