//! The practice server: the first click's full table, and a server whose best concurrency is known.

use super::prelude::*;

const TRY_IT_MOST_S: f64 = 2.0;
/// Forty in rounds of eight, a tenth of a second each, a fifth more or less.
const CAPACITY_MOST_S: f64 = 0.6;
const CAPACITY_LEAST_S: f64 = 0.4;

pub(super) async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
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
