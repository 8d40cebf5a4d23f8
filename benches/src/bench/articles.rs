//! The articles' table: every script that Volley writes, and the page itself, on the same list against the same server.
//!
//! Two lists. The mixed one (200 links: 200, 301, 404, 429, 500, resets, slow ones) is for truth: each tool's statuses must
//! be those that the page exports for the same links, its peak in the server's log must keep to the limit, and what it
//! printed must come back. The even one (200 links of 20 ms each) is for time. What the tools printed for it is kept in
//! `target/bench/articles/`, to be brought into Compare.

use std::collections::HashMap;

use serde_json::json;
use volley::code::Tool;
use volley::compare::row::ResultRow;
use volley::request::Freight;
use volley::settings::{Limits, RunSettings};

use super::Bench;
use crate::failure::Failure;
use crate::figure::Figure;
use crate::mixed::{judge, links, told_by};
use crate::options::Options;
use crate::orders::number;
use crate::stage::{Stage, Wire};
use crate::tool::{Ran, list, rows, run};

pub(super) const BENCH: Bench = Bench {
    name: "articles",
    about: "every script that Volley writes, beside the page (by `cargo xtask bench --articles`)",
    run: |options| Box::pin(measure(options)),
};

const NAME: &str = "articles";
const IN_FLIGHT: u32 = 6;
const COUNT: u32 = 200;
const MS_PER_S: f64 = 1_000.0;

/// How the page asks: its name, how many at a time.
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

async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let stage = Stage::open(options, Wire::Http1).await?;
    let host = stage.here("");
    let mixed = links(&[host]);
    let lines: Vec<String> = mixed.iter().map(|(url, _)| url.clone()).collect();
    let ours = statuses_of_the_page(&stage, &lines).await?;
    let folder = options.folder.join(NAME);
    let kept = |error: &std::io::Error| Failure::system(format!("write to {}", folder.display()), error);
    std::fs::create_dir_all(&folder).map_err(|error| kept(&error))?;

    let mut figures = Vec::new();
    for tool in Tool::ALL {
        let name = tool.facts().name;
        stage.forget();
        let ran = run(tool, "mixed", &list(&lines), settings(), &Freight::default());
        let told = told_by(tool, &mixed);
        judge(&ran.imported, &told);
        let theirs = statuses_of_a_tool(&ran);
        for (url, _) in told.iter().filter(|link| mixed.contains(link)) {
            assert_eq!(theirs.get(url), ours.get(url), "{name}: the status that the page exports of {url}");
        }
        let peak = stage.peak().saturating_sub(1);
        assert!(peak <= IN_FLIGHT as usize, "{name}: {peak} in flight");

        let mut taken: Vec<Ran> = Vec::new();
        for turn in 0..options.turns {
            let even: Vec<String> =
                (0..COUNT).map(|n| stage.here(&format!("/delay/20?n={turn}-{n}"))).collect();
            taken.push(run(tool, "even", &list(&even), settings(), &Freight::default()));
        }
        let Some(middle) = middle(taken) else { continue };
        let ending = if name == "lychee" { "json" } else { "ndjson" };
        let file = folder.join(format!("{name}.{ending}"));
        std::fs::write(file, &middle.results).map_err(|error| kept(&error))?;
        figures.push(line(tool.facts().title, &middle.imported.row, peak));
    }
    for (name, in_flight) in OURS {
        figures.push(page_line(&stage, name, in_flight, options.turns).await?);
    }
    Ok(figures)
}

/// The turn whose time is the median.
fn middle(mut taken: Vec<Ran>) -> Option<Ran> {
    let ms = |ran: &Ran| ran.imported.row.total.map_or(f64::NAN, |total| total.median);
    taken.sort_by(|a, b| ms(a).total_cmp(&ms(b)));
    let at = taken.len() / 2;
    (at < taken.len()).then(|| taken.swap_remove(at))
}

/// A tool's line: how long the even list took, by its own account.
fn line(name: &str, row: &ResultRow, peak: usize) -> Figure {
    let ms = |quantile: Option<volley::units::Millis>| {
        quantile.map_or("–".to_owned(), |ms| format!("{:.0} ms", ms.get()))
    };
    let total = row.total.map_or(f64::NAN, |total| total.median / MS_PER_S);
    let rate = row.rate.map_or(f64::NAN, |rate| rate.median);
    let note = format!(
        "{rate:.0} a second; p50 {}, p95 {}; {} failed; mixed list: statuses as the page's, peak {peak}",
        ms(row.p50),
        ms(row.p95),
        row.failed
    );
    Figure::new(NAME, name, total, "s").note(note)
}

/// The page's own line.
async fn page_line(stage: &Stage, name: &str, in_flight: u32, turns: usize) -> Result<Figure, Failure> {
    let mut taken: Vec<(f64, usize)> = Vec::new();
    for turn in 0..turns {
        stage.load().await?;
        stage.read(&stage.here(&format!("/delay/20?n={turn}-[1-{COUNT}]"))).await?;
        let knobs = json!({ "concurrency": in_flight, "per-origin": in_flight });
        let ran = stage.run_with(&knobs).await?;
        assert!((number(&ran, "working")? - f64::from(COUNT)).abs() < 0.5, "{name}: all answered");
        taken.push((number(&ran, "elapsedMs")? / MS_PER_S, stage.peak()));
    }
    taken.sort_by(|a, b| a.0.total_cmp(&b.0));
    let (seconds, peak) = taken.get(taken.len() / 2).copied().unwrap_or((f64::NAN, 0));
    let note = format!("{:.0} a second; peak {peak}", f64::from(COUNT) / seconds);
    Ok(Figure::new(NAME, name, seconds, "s").note(note))
}

/// What the page exports of each link of the mixed list.
async fn statuses_of_the_page(
    stage: &Stage,
    lines: &[String],
) -> Result<HashMap<String, Option<u16>>, Failure> {
    stage.load().await?;
    stage.read(&lines.join("\n")).await?;
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
    let status = |row: Vec<serde_json::Value>| {
        let [url, status] = <[_; 2]>::try_from(row).ok()?;
        Some((url.as_str()?.to_owned(), status.as_u64().and_then(|status| u16::try_from(status).ok())))
    };
    Ok(rows.into_iter().filter_map(status).collect())
}

fn statuses_of_a_tool(ran: &Ran) -> HashMap<String, Option<u16>> {
    rows(&ran.imported).into_iter().map(|row| (row.url, row.status)).collect()
}
