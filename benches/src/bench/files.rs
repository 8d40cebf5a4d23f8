//! Big files: half a gigabyte of results, and a million links.

use std::fmt::Write as _;

use super::prelude::*;
use crate::windows::Windows;

const BYTES: usize = 500_000_000;
/// Reading takes long; past this the page hangs.
const LIMIT_MS: u32 = 300_000;

/// Half a gigabyte of results imported: dropped, and chosen.
pub(super) async fn import(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http1).await?;
    let (text, rows) = rows();
    let given = megabytes(&text);
    let file = stage.give(text);
    let mut figures = Vec::new();
    for (hook, words) in [("drop", "dropped"), ("import", "chosen by Import results")] {
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

const LINKS: u32 = 1_000_000;
const MOST_READ_MS: f64 = 2_000.0;
const MOST_NUMBER_SORT_MS: f64 = 60.0;
const MOST_URL_SORT_MS: f64 = 1_000.0;
const MOST_FILTER_MS: f64 = 60.0;
const MOST_JUMP_FRAMES: f64 = 2.0;
const MOST_TAB_MB: f64 = 350.0;
/// Turns of what is done with the list once it is read.
const TURNS: usize = 3;

/// Read, sorted, filtered, jumped about in, and what the links hold of memory.
pub(super) async fn million(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http1).await?;
    let (text, first_by_url) = list();
    let given = megabytes(&text);
    let order = json!({ "do": "read", "file": stage.give(text), "links": LINKS });
    let (mut reads, mut before) = (Timed::default(), 0.0);
    for _ in 0..TURNS {
        stage.load().await?;
        before = stage.tab_bytes() / 1e6;
        reads.take(&stage.ask(&order).await?)?;
    }
    let after = stage.tab_bytes() / 1e6;
    let mut figures = vec![
        reads.figure("read to ready", MOST_READ_MS).note(format!("{given:.0} MB")),
        reads.task_figure("longest page task while it is read"),
        Figure::new("memory of the tab", after, "MB")
            .bar(Bar::AtMost(MOST_TAB_MB))
            .note(format!("before {before:.0} MB; {given:.0} MB of it are URLs")),
    ];
    figures.extend(use_table(&stage, first_by_url).await?);
    figures.extend(windows_while_sorting(&stage, &order).await?);
    Ok(figures)
}

/// Sorts the list, read again each time, by text: the longest of what is done with it. An order that was there is kept.
async fn windows_while_sorting(stage: &Stage, read: &Value) -> Result<[Figure; 2], Failure> {
    let [mut by_url, mut by_number]: [Windows; 2] = Default::default();
    for _ in 0..TURNS {
        stage.load().await?;
        stage.ask(read).await?;
        by_url.take(stage, &json!({ "do": "reorder", "column": "url" })).await?;
        by_number.take(stage, &json!({ "do": "reorder", "column": "index" })).await?;
    }
    let took = |windows: &Windows| format!("sorted in {:.0} ms", median(&windows.timed.ms));
    Ok([
        by_url.figure("it is sorted by URL").note(took(&by_url)),
        by_number.figure("it is sorted by number").note(took(&by_number)),
    ])
}

async fn use_table(stage: &Stage, first_by_url: u32) -> Result<Vec<Figure>, Failure> {
    let sort = |column: &str, direction: &str, first: u32| json!({ "do": "sort", "column": column, "direction": direction, "first": first });
    let filter = |text: &str, shown: u32| json!({ "do": "filter", "text": text, "shown": shown });
    let [mut by_number, mut by_url, mut one, mut many, mut none, mut jumps]: [Timed; 6] = Default::default();
    for _ in 0..TURNS {
        by_number.take(&stage.ask(&sort("index", "descending", LINKS)).await?)?;
        by_url.take(&stage.ask(&sort("url", "ascending", first_by_url)).await?)?;
    }
    stage.ask(&sort("index", "ascending", 1)).await?;
    for _ in 0..TURNS {
        one.take(&stage.ask(&filter("/0123456/", 1)).await?)?;
        many.take(&stage.ask(&filter("www.h5", LINKS / 10)).await?)?;
        none.take(&stage.ask(&filter("", LINKS)).await?)?;
    }
    for part in [0.5, 0.1, 0.9, 1.0, 0.0, 0.33] {
        jumps.take(&stage.ask(&json!({ "do": "jump", "part": part })).await?)?;
    }
    let mut figures = vec![
        by_number.figure("sort by number, on screen", MOST_NUMBER_SORT_MS),
        // What a user waits for: afterwards the order is kept.
        Figure {
            value: by_url.ms.first().copied().unwrap_or(f64::NAN),
            ..by_url.figure("sort by URL the first time, on screen", MOST_URL_SORT_MS)
        },
        one.figure("filter that leaves one row", MOST_FILTER_MS),
        many.figure("filter that leaves a tenth", MOST_FILTER_MS),
        none.figure("filter removed", MOST_FILTER_MS),
        Figure::new("jump anywhere, the worst", jumps.most_frames, "frames")
            .bar(Bar::AtMost(MOST_JUMP_FRAMES))
            .note(format!("median {:.0} ms", median(&jumps.ms))),
    ];
    let all = [by_number, by_url, one, many, none, jumps];
    let worst = all.into_iter().max_by(|a, b| a.longest_task_ms.total_cmp(&b.longest_task_ms));
    figures.extend(worst.map(|worst| worst.task_figure("longest page task of all these")));
    Ok(figures)
}

/// A million links of a thousand hosts in no order, and the place (from 1) of the one that sorts first by URL.
fn list() -> (String, u32) {
    // No common factor with a million, so that every number comes once.
    const STEP: u32 = 7_919;
    let mut text = String::with_capacity(64_000_000);
    let mut first_by_url = 0;
    let mut id = 13;
    for place in 1..=LINKS {
        id = (id + STEP) % LINKS;
        if id == 0 {
            first_by_url = place;
        }
        // Writing to a String cannot fail.
        let _ = writeln!(text, "https://www.h{:03}.example/articles/{id:07}/as-seen-from.html", id / 1_000);
    }
    (text, first_by_url)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_by_url_is_where_it_is_said_to_be() {
        let (text, place) = list();
        let first = text.lines().min().unwrap_or_default();
        assert!(first.contains("/0000000/"), "{first}");
        assert_eq!(text.lines().nth(place as usize - 1), Some(first));
        assert_eq!(text.lines().count(), LINKS as usize);
    }
}
