//! The first visit and a reload: how soon the page can be used. What they download is a test: `cargo xtask test --only size`.

use super::prelude::*;

/// The least turns that make a median worth having here: each is one visit.
const LEAST_TURNS: usize = 7;
/// Until the page takes input.
const MOST_MS: f64 = 500.0;
const MOST_MS_OF_RELOAD: f64 = 200.0;

pub(super) async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let (mut painted, mut usable, mut reloaded) = (Vec::new(), Vec::new(), Vec::new());
    let (mut read, mut answered) = (Vec::new(), Vec::new());
    for _ in 0..options.turns.max(LEAST_TURNS) {
        // A browser that has never seen the page: nothing cached, nothing compiled.
        let stage = Stage::open(options, Wire::Http1).await?;
        let order = json!({ "do": "firstUse", "text": stage.here("/todos/1") });
        let loaded = stage.ask(&order).await?;
        painted.push(loaded["painted"].as_f64().unwrap_or(f64::NAN));
        usable.push(number(&loaded, "usable")?);
        read.push(number(&loaded, "read")?);
        answered.push(number(&loaded, "answered")?);
        let again = stage.ask(&json!({ "do": "open" })).await?;
        reloaded.push(number(&again, "usable")?);
    }
    Ok(vec![
        Figure::new("navigation to first paint", median(&painted), "ms"),
        Figure::of("navigation to a page that takes input", &usable, "ms").bar(Bar::AtMost(MOST_MS)),
        Figure::of("the same on a reload", &reloaded, "ms")
            .bar(Bar::AtMost(MOST_MS_OF_RELOAD))
            .note("from files that a host may cache for ever"),
        Figure::of("navigation to a first link read by the desk", &read, "ms")
            .note("typed as soon as the page is there"),
        Figure::new("navigation to its answer through the runner", median(&answered), "ms"),
    ])
}
