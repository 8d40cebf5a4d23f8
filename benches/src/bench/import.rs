//! Half a gigabyte of results imported: dropped, and chosen.

use std::fmt::Write as _;

use super::prelude::*;

const BYTES: usize = 500_000_000;
/// Reading takes long; past this the page hangs.
const LIMIT_MS: u32 = 300_000;

pub(super) async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http1).await?;
    let (text, rows) = rows();
    let given = megabytes(&text);
    let file = stage.give(text);
    let mut figures = Vec::new();
    for (hook, words) in [("drop", "dropped"), ("import", "chosen by Results")] {
        stage.load().await?;
        let before = stage.tab_bytes() / 1e6;
        let order = json!({
            "do": "read", "file": file, "ending": "ndjson", "links": rows, "hook": hook, "state": "done", "limitMs": LIMIT_MS,
        });
        let read = stage.ask(&order).await?;
        let after = stage.tab_bytes() / 1e6;
        let mut timed = Timed::default();
        timed.take(&read)?;
        figures.extend([
            Figure::new(format!("{words}: to the last row"), number(&read, "ms")? / MS_PER_S, "s")
                .note(format!("{given:.0} MB, {rows} rows")),
            timed.task_figure(format!("{words}: longest page task")),
            Figure::new(format!("{words}: memory of the tab"), after, "MB")
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
