//! The articles' table: every script that Volley writes, and the page itself, on the same list against the same server.
//!
//! Two lists. The mixed one (200 links: 200, 301, 404, 429, 500, resets, slow ones) is for truth: each tool's statuses must
//! be those that the page exports for the same links, its peak in the server's log must keep to the limit, and what it
//! printed must be readable by the import. The even one (200 links of 20 ms each) is for time: in each turn every tool and every way of the
//! page takes it once, one after the other, so that what the machine does meanwhile is no tool's own; the medians of the
//! turns are shown with their range. What a tool printed in its middle turn is kept in `target/bench/articles/`, to be
//! imported into Compare.

use std::collections::HashMap;

use volley::codegen::Tool;
use volley::compare::row::ResultRow;
use volley::request::RequestPayload;
use volley::settings::{Limits, RunSettings};
use volley::units::Millis;

use super::prelude::*;
use crate::figure::number as figure;
use crate::mixed::{check_rows, links, told_by};
use crate::tool::{Ran, list, rows, run};

const IN_FLIGHT: u32 = 6;
const COUNT: u32 = 200;

/// How the page sends its requests: its name, how many at a time.
const OURS: [(&str, u32); 3] = [
    ("this page, one at a time", 1),
    ("this page, six at a time", IN_FLIGHT),
    ("this page, everything at once", COUNT),
];

fn settings() -> RunSettings {
    let limits = Limits {
        concurrency: IN_FLIGHT,
        per_origin: IN_FLIGHT,
        timeout_ms: 5_000,
        retries: 1,
        ..Limits::default()
    };
    RunSettings { limits, ..RunSettings::default() }
}

pub(super) async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http1).await?;
    let host = stage.here("");
    let mixed = links(&[host]);
    let lines: Vec<String> = mixed.iter().map(|(url, _)| url.clone()).collect();
    let ours = statuses_of_the_page(&stage, &lines).await?;
    let folder = options.folder.join("articles");
    let kept = |error: &std::io::Error| Failure::system(format!("write to {}", folder.display()), error);
    std::fs::create_dir_all(&folder).map_err(|error| kept(&error))?;

    let mut peaks = Vec::new();
    for tool in Tool::ALL {
        let name = tool.facts().name;
        stage.clear_log();
        let ran = run(tool, "mixed", &list(&lines), settings(), &RequestPayload::default());
        let told = told_by(tool, &mixed);
        check_rows(&ran.imported, &told);
        let theirs = statuses_of_a_tool(&ran);
        for (url, _) in told.iter().filter(|link| mixed.contains(link)) {
            assert_eq!(theirs.get(url), ours.get(url), "{name}: the status that the page exports of {url}");
        }
        let peak = stage.peak().saturating_sub(1);
        assert!(peak <= IN_FLIGHT as usize, "{name}: {peak} in flight");
        peaks.push(peak);
    }

    let mut by_tool: [Vec<Ran>; Tool::ALL.len()] = Default::default();
    let mut by_way: [Vec<PageTurn>; OURS.len()] = Default::default();
    for turn in 0..options.turns {
        for (tool, taken) in Tool::ALL.into_iter().zip(&mut by_tool) {
            let even: Vec<String> =
                (0..COUNT).map(|n| stage.here(&format!("/delay/20?n={turn}-{n}"))).collect();
            taken.push(run(tool, "even", &list(&even), settings(), &RequestPayload::default()));
        }
        for ((name, in_flight), taken) in OURS.into_iter().zip(&mut by_way) {
            taken.push(page_turn(&stage, name, in_flight, turn).await?);
        }
    }

    let mut figures = Vec::new();
    for ((tool, taken), peak) in Tool::ALL.into_iter().zip(by_tool).zip(peaks) {
        let seconds: Vec<f64> = taken.iter().map(seconds).collect();
        let Some(middle) = middle(taken) else { continue };
        let ending = if tool == Tool::Lychee { "json" } else { "ndjson" };
        let file = folder.join(format!("{}.{ending}", tool.facts().name));
        std::fs::write(file, &middle.results).map_err(|error| kept(&error))?;
        figures.push(line(tool.facts().title, &seconds, &of_links(&middle.imported.row, peak)));
    }
    figures.extend(OURS.into_iter().zip(by_way).map(|((name, _), taken)| page_line(name, &taken)));
    Ok(figures)
}

/// How long the even list took a tool, by its own account.
fn seconds(ran: &Ran) -> f64 {
    ran.imported.row.total.map_or(f64::NAN, |total| total.median / MS_PER_S)
}

/// The turn whose time is the median; of two the slower one.
fn middle(mut taken: Vec<Ran>) -> Option<Ran> {
    taken.sort_by(|a, b| seconds(a).total_cmp(&seconds(b)));
    let at = taken.len() / 2;
    (at < taken.len()).then(|| taken.swap_remove(at))
}

/// The range of the turns in words; one turn has none.
fn spread(seconds: &[f64]) -> String {
    let (low, high) = range(seconds);
    match seconds.len() {
        1 => "one turn".to_owned(),
        turns => format!("{} to {} s in {turns} turns", figure(low), figure(high)),
    }
}

/// A line of the table: the time, with `rest` in its note.
fn line(name: &str, seconds: &[f64], rest: &str) -> Figure {
    let total = median(seconds);
    let note = format!("{}; {:.0} a second; {rest}", spread(seconds), f64::from(COUNT) / total);
    Figure::new(name, total, "s").note(note)
}

/// What a tool's middle turn says of single links.
fn of_links(row: &ResultRow, peak: usize) -> String {
    let ms = |quantile: Option<Millis>| quantile.map_or("–".to_owned(), |ms| format!("{:.0} ms", ms.get()));
    let (p50, p95, failed) = (ms(row.p50), ms(row.p95), row.failed);
    format!("p50 {p50}, p95 {p95}; {failed} failed; mixed list: statuses as the page's, peak {peak}")
}

/// A turn of the page: how long it took in seconds, and the most that the server saw at once.
type PageTurn = (f64, usize);

async fn page_turn(stage: &Stage, name: &str, in_flight: u32, turn: usize) -> Result<PageTurn, Failure> {
    stage.load_with(&stage.here(&format!("/delay/20?n={turn}-[1-{COUNT}]"))).await?;
    let ran = stage.run(in_flight).await?;
    assert!((number(&ran, "working")? - f64::from(COUNT)).abs() < 0.5, "{name}: all answered");
    Ok((number(&ran, "elapsedMs")? / MS_PER_S, stage.peak()))
}

fn page_line(name: &str, taken: &[PageTurn]) -> Figure {
    let seconds: Vec<f64> = taken.iter().map(|turn| turn.0).collect();
    let peak = taken.iter().map(|turn| turn.1).max().unwrap_or(0);
    line(name, &seconds, &format!("peak {peak}"))
}

/// What the page exports of each link of the mixed list.
async fn statuses_of_the_page(
    stage: &Stage,
    lines: &[String],
) -> Result<HashMap<String, Option<u16>>, Failure> {
    stage.load_with(&lines.join("\n")).await?;
    let limits = settings().limits;
    let knobs = json!({
        "concurrency": limits.concurrency,
        "per-origin": limits.per_origin,
        "timeout-ms": limits.timeout_ms,
        "retries": limits.retries,
        // The server is ours, and fails on purpose.
        "back-off": "false",
        "stop-after": 0,
    });
    stage.run_with(&knobs).await?;
    let rows = stage.rows(&["url", "status"]).await?;
    let status = |row: Vec<Value>| {
        let [url, status] = <[_; 2]>::try_from(row).ok()?;
        Some((url.as_str()?.to_owned(), status.as_u64().and_then(|status| u16::try_from(status).ok())))
    };
    Ok(rows.into_iter().filter_map(status).collect())
}

fn statuses_of_a_tool(ran: &Ran) -> HashMap<String, Option<u16>> {
    rows(&ran.imported).into_iter().map(|row| (row.url, row.status)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn several_turns_give_their_median_and_their_range() {
        let row = ResultRow { name: "a".into(), ..ResultRow::default() };
        let line = line("tool", &[1.5, 1.2, 1.9], &of_links(&row, 6));
        assert_eq!(line.value.to_bits(), 1.5_f64.to_bits());
        assert!(line.note.starts_with("1.20 to 1.90 s in 3 turns; 133 a second; "), "{}", line.note);
        let page = page_line("page", &[(2.0, 6), (1.0, 5)]);
        assert_eq!(page.value.to_bits(), 1.5_f64.to_bits());
        assert_eq!(page.note, "1 to 2 s in 2 turns; 133 a second; peak 6");
        assert_eq!(spread(&[1.0]), "one turn");
    }
}
