//! The first visit: what is downloaded, and how soon the page can be used.

use std::io::Write as _;
use std::path::Path;

use flate2::{Compression, write::GzEncoder};

use super::prelude::*;

const MOST_KB: f64 = 300.0;
const MOST_MS: f64 = 1_000.0;

pub(super) async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let weight = Weight::of(&options.dist)?;
    let (mut painted, mut shown) = (Vec::new(), Vec::new());
    let (mut read, mut answered) = (Vec::new(), Vec::new());
    for _ in 0..options.turns {
        // A browser that has never seen the page: nothing cached, nothing compiled.
        let stage = Stage::open(options, Wire::Http1).await?;
        let order = json!({ "do": "firstUse", "text": stage.here("/todos/1") });
        let loaded = stage.ask(&order).await?;
        painted.push(loaded["painted"].as_f64().unwrap_or(f64::NAN));
        shown.push(number(&loaded, "empty")?);
        read.push(number(&loaded, "read")?);
        answered.push(number(&loaded, "answered")?);
    }
    Ok(vec![
        Figure::new("wasm, JS and CSS, gzip", weight.compressed / 1e3, "KB")
            .bar(Bar::AtMost(MOST_KB))
            .note(format!("{:.0} KB before compression", weight.raw / 1e3)),
        Figure::new("navigation to first paint", median(&painted), "ms"),
        Figure::new("navigation to data-state=empty", median(&shown), "ms"),
        Figure::of("navigation to a first link read by the desk", &read, "ms")
            .bar(Bar::AtMost(MOST_MS))
            .note("typed as soon as the page is there"),
        Figure::new("navigation to its answer through the runner", median(&answered), "ms"),
    ])
}

/// What the files weigh, in bytes.
#[derive(Clone, Copy, Debug, Default)]
struct Weight {
    raw: f64,
    compressed: f64,
}

impl Weight {
    fn of(folder: &Path) -> Result<Self, Failure> {
        let weighing = |error: &std::io::Error| Failure::system(format!("weigh {}", folder.display()), error);
        let mut sum = Self::default();
        for entry in std::fs::read_dir(folder).map_err(|error| weighing(&error))? {
            let path = entry.map_err(|error| weighing(&error))?.path();
            let part = if path.is_dir() {
                Self::of(&path)?
            } else if path
                .extension()
                .is_some_and(|ending| ["wasm", "js", "css"].iter().any(|it| ending == *it))
            {
                Self::of_file(&path).map_err(|error| weighing(&error))?
            } else {
                continue;
            };
            sum.raw += part.raw;
            sum.compressed += part.compressed;
        }
        Ok(sum)
    }

    #[expect(clippy::cast_precision_loss, reason = "files of a page are small")]
    fn of_file(file: &Path) -> std::io::Result<Self> {
        let bytes = std::fs::read(file)?;
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(&bytes)?;
        Ok(Self { raw: bytes.len() as f64, compressed: encoder.finish()?.len() as f64 })
    }
}
