//! Half a gigabyte of results brought back: dropped, and chosen.

use std::fmt::Write as _;

use super::prelude::*;

pub(super) const BENCH: Bench = Bench {
    name: "import",
    about: "500 MB of results brought back: dropped, and chosen",
    run: |options| Box::pin(measure(options)),
};

const NAME: &str = "import";
const BYTES: usize = 500_000_000;
const MOST_TASK_MS: f64 = 50.0;
/// Reading takes its time; a page that hangs is told from it by this.
const LIMIT_MS: u32 = 300_000;

async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http1).await?;
    let (text, rows) = rows();
    let given = megabytes(text.len() as u64);
    let file = stage.give(text);
    let mut figures = Vec::new();
    for (hook, words) in [("drop", "dropped"), ("import", "chosen by Results")] {
        stage.load().await?;
        let before = stage.memory().map_or(f64::NAN, |memory| megabytes(memory.tab));
        let order = json!({
            "do": "read", "file": file, "ending": "ndjson", "links": rows, "hook": hook, "state": "done", "limitMs": LIMIT_MS,
        });
        let read = stage.ask(&order).await?;
        let after = stage.memory().map_or(f64::NAN, |memory| megabytes(memory.tab));
        let cost = PageCost::of(&read)?;
        figures.extend([
            Figure::new(NAME, format!("{words}: to the last row"), number(&read, "ms")? / 1e3, "s")
                .note(format!("{given:.0} MB, {rows} rows")),
            Figure::new(NAME, format!("{words}: longest page task"), cost.longest_task_ms, "ms")
                .bar(Bar::AtMost(MOST_TASK_MS))
                .note(cost.text()),
            Figure::new(NAME, format!("{words}: memory of the tab"), after, "MB")
                .note(format!("before {before:.0} MB")),
        ]);
    }
    Ok(figures)
}

/// What a script prints, a row each, and how many there are.
fn rows() -> (String, u32) {
    let mut text = String::with_capacity(BYTES + 1_000);
    let mut rows = 0;
    while text.len() < BYTES {
        rows += 1;
        let (status, word) = if rows % 10 == 0 { (404, "HTTP 404") } else { (200, "HTTP 200") };
        let (site, ms) = (rows % 1_000, f64::from(rows % 700) / 8.0);
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "{{\"index\":{rows},\"url\":\"https://www.site-{site}.example/docs/page-{rows}.html\",\"verdict\":\"{word}\",\
             \"status\":{status},\"total_ms\":{ms},\"bytes\":5120,\"type\":\"text/html\",\"attempts\":1,\
             \"redirected\":false,\"final_url\":null,\"provenance\":\"clock\",\"tool\":\"aiohttp\",\"ended_ms\":{rows}}}",
        );
    }
    (text, rows)
}
