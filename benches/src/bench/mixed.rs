//! A long run in which a fifth goes wrong in four ways: every target one verdict, none asked too often, nothing left
//! behind by a second run.

mod memory;
mod share;

use std::collections::HashMap;

use volley_origin::Exchange;

use super::prelude::*;
use memory::Held;
use share::{SHARES, Share};

pub(super) const BENCH: Bench = Bench {
    name: "mixed",
    about: "100,000 targets (25 x --targets), a fifth of them resets, stalls, 429 and cut bodies: verdicts, attempts, memory",
    run: |options| Box::pin(measure(options)),
};

const NAME: &str = "mixed";
/// So many times `--targets`: 100,000, unless less is asked for.
const TIMES: u32 = 25;
const IN_FLIGHT: u32 = 96;
const TIMEOUT_MS: u32 = 500;
const RETRIES: u32 = 1;
/// The first, the retries, and the one that a timeout without headers in a crowd does not count as.
const MOST_REQUESTS: u32 = 1 + RETRIES + 1;
/// How much more a second run of the same may hold.
const MOST_GROWTH_MB: f64 = 1.0;
/// Runs on one page: the first makes room, the others are to need none.
const RUNS: usize = 3;
const TOTALS: [&str; 6] = ["working", "broken", "unverified", "notSent", "cancelled", "ignored"];

async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    // A browser asks once more by itself when a connection of HTTP/1.1 that it has used before is reset; a stream of
    // HTTP/2 is reset and that is that, so what the server counts are attempts of Volley.
    let stage = Stage::open_isolated(options, Wire::Http2).await?;
    stage.load().await?;
    let targets = options.targets.saturating_mul(TIMES);
    let file = stage.give(list(&stage.here(""), targets));
    stage.ask(&json!({ "do": "read", "file": file, "links": targets })).await?;
    let knobs = json!({
        "concurrency": IN_FLIGHT,
        "per-origin": IN_FLIGHT,
        "timeout-ms": TIMEOUT_MS,
        "retries": RETRIES,
        "stop-after": 0,
        "back-off": false,
    });
    let (mut figures, mut held) = (Vec::new(), Vec::new());
    for nth in 1..=RUNS {
        let ran = stage.run_with(&knobs).await?;
        figures.extend(of_run(nth, targets, &ran, &stage.exchanges())?);
        held.push(Held::read(&stage).await?);
    }
    let verdicts = stage.rows(&["url", "verdict"]).await?;
    figures.push(of_verdicts(&verdicts, targets));
    for (nth, pair) in held.windows(2).enumerate() {
        figures.extend(growth(nth + 2, &pair[0], &pair[1]));
    }
    Ok(figures)
}

/// The list: the targets that go wrong are spread among the others, one kind after the other.
fn list(base: &str, targets: u32) -> String {
    let line = |n: u32| format!("{base}{}{n}\n", SHARES[Share::of(n)].path);
    (0..targets).map(line).collect()
}

fn of_run(nth: usize, targets: u32, ran: &Value, exchanges: &[Exchange]) -> Result<[Figure; 2], Failure> {
    let mut totals = Vec::new();
    for name in TOTALS {
        totals.push(number(ran, name)?);
    }
    let seconds = number(ran, "elapsedMs")? / 1_000.0;
    let mut asked: HashMap<&str, u32> = HashMap::new();
    for exchange in exchanges {
        *asked.entry(&exchange.path).or_default() += 1;
    }
    let most = asked.values().copied().max().unwrap_or(0);
    let more = exchanges.len().saturating_sub(asked.len());
    let words: Vec<String> =
        TOTALS.iter().zip(&totals).map(|(name, count)| format!("{name} {count}")).collect();
    let off = (totals.iter().sum::<f64>() - f64::from(targets)).abs();
    Ok([
        Figure::new(NAME, format!("run {nth}: totals that do not add up"), off, "")
            .bar(Bar::AtMost(0.0))
            .note(format!(
                "{}; {seconds:.0} s, {:.0} requests/s by the server's clock; {}",
                words.join(", "),
                rate(exchanges),
                PageCost::of(ran)?.text()
            )),
        Figure::new(NAME, format!("run {nth}: most requests for one target"), f64::from(most), "")
            .bar(Bar::AtMost(f64::from(MOST_REQUESTS)))
            .note(format!("by the server's log: {} targets asked, {more} retries", asked.len())),
    ])
}

/// Rows whose verdict is none, or another than its target's kind has.
fn of_verdicts(rows: &[Vec<Value>], targets: u32) -> Figure {
    let (mut wrong, mut words) = (0_u32, Vec::new());
    for share in &SHARES {
        let of_it = rows.iter().filter(|row| row[0].as_str().is_some_and(|url| url.contains(share.path)));
        let mut counts: HashMap<&str, u32> = HashMap::new();
        for row in of_it {
            *counts.entry(row[1].as_str().unwrap_or("no verdict")).or_default() += 1;
        }
        let others =
            counts.iter().filter(|(verdict, _)| !share.verdicts.iter().any(|one| verdict.starts_with(one)));
        wrong += others.map(|(_, count)| count).sum::<u32>();
        words.push(format!("{}: {counts:?}", share.path));
    }
    let missing = (u32::try_from(rows.len()).unwrap_or(u32::MAX)).abs_diff(targets);
    Figure::new(NAME, "last run: rows missing or with another verdict", f64::from(wrong + missing), "")
        .bar(Bar::AtMost(0.0))
        .note(words.join("; "))
}

fn growth(nth: usize, before: &Held, after: &Held) -> [Figure; 3] {
    let more = |now: f64, then: f64| (now - then) / 1e6;
    [
        Figure::new(NAME, format!("run {nth}: more in the JS heaps"), more(after.bytes, before.bytes), "MB")
            .bar(Bar::AtMost(MOST_GROWTH_MB))
            .note(after.heaps_beside(before)),
        Figure::new(
            NAME,
            format!("run {nth}: more in the workers' wasm"),
            more(after.wasm, before.wasm),
            "MB",
        )
        .bar(Bar::AtMost(MOST_GROWTH_MB))
        .note(after.workers_beside(before)),
        Figure::new(NAME, format!("run {nth}: more in the tab's process"), more(after.tab, before.tab), "MB")
            .note(format!(
                "of {:.0} MB; the kernel's count, with what garbage and freed memory still hold",
                after.tab / 1e6
            )),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fifth_goes_wrong_in_four_equal_parts() {
        let text = list("https://localhost:1", 100_000);
        assert_eq!(text.lines().count(), 100_000);
        for (share, count) in SHARES.iter().zip([80_000, 5_000, 5_000, 5_000, 5_000]) {
            assert_eq!(text.lines().filter(|line| line.contains(share.path)).count(), count, "{share:?}");
        }
    }
}
