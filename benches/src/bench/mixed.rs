//! A long run in which a fifth goes wrong in four ways: every target one verdict, none requested too often, nothing left
//! behind by a second run.

use std::collections::{BTreeMap, HashMap};

use volley_origin::Exchange;

use super::prelude::*;

/// So many times `--targets`: 100,000, unless less is requested.
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

pub(super) async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    // A browser repeats a request by itself when a connection of HTTP/1.1 that it has used before is reset; a stream of
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

/// Targets of one kind.
#[derive(Clone, Copy, Debug)]
struct Share {
    /// Their path, up to their number.
    path: &'static str,
    /// How their verdict may begin.
    verdicts: &'static [&'static str],
}

const SHARES: [Share; 5] = [
    Share { path: "/todos/", verdicts: &["HTTP 200"] },
    Share { path: "/reset?n=", verdicts: &["No visible answer"] },
    // With headers: without them it could be the browser that lets it wait, which counts otherwise.
    Share { path: "/stall?bytes=16&n=", verdicts: &["Timed out"] },
    Share { path: "/status/429?n=", verdicts: &["HTTP 429"] },
    // Over HTTP/2 Chromium takes a body shorter than its `Content-Length` for whole; one that is reset it does not. Now and
    // then (1 to 5 of 5,000) the reset is there before the page has been given the headers: then it has seen no answer.
    Share { path: "/reset-after-headers?n=", verdicts: &["HTTP 200, cut short", "No visible answer"] },
];

/// Of twenty in a row, the first of every five goes wrong.
const EVERY: u32 = 5;
const WRONG: u32 = 4;

impl Share {
    /// The place in [`SHARES`] of what target `n` does.
    fn of(n: u32) -> usize {
        if n.is_multiple_of(EVERY) { (n / EVERY % WRONG) as usize + 1 } else { 0 }
    }
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
    let mut by_path: HashMap<&str, u32> = HashMap::new();
    for exchange in exchanges {
        *by_path.entry(&exchange.path).or_default() += 1;
    }
    let most = by_path.values().copied().max().unwrap_or(0);
    let more = exchanges.len().saturating_sub(by_path.len());
    let words: Vec<String> =
        TOTALS.iter().zip(&totals).map(|(name, count)| format!("{name} {count}")).collect();
    let off = (totals.iter().sum::<f64>() - f64::from(targets)).abs();
    Ok([
        Figure::new(format!("run {nth}: totals that do not add up"), off, "").bar(Bar::AtMost(0.0)).note(
            format!(
                "{}; {seconds:.0} s, {:.0} requests/s by the server's clock; {}",
                words.join(", "),
                rate(exchanges),
                PageCost::of(ran)?.text()
            ),
        ),
        Figure::new(format!("run {nth}: most requests for one target"), f64::from(most), "")
            .bar(Bar::AtMost(f64::from(MOST_REQUESTS)))
            .note(format!("by the server's log: {} targets requested, {more} retries", by_path.len())),
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
    Figure::new("last run: rows missing or with another verdict", f64::from(wrong + missing), "")
        .bar(Bar::AtMost(0.0))
        .note(words.join("; "))
}

fn growth(nth: usize, before: &Held, after: &Held) -> [Figure; 3] {
    let figure = |what: &str, now: f64, then: f64| {
        Figure::new(format!("run {nth}: more in the {what}"), (now - then) / 1e6, "MB")
    };
    let most = Bar::AtMost(MOST_GROWTH_MB);
    [
        figure("JS heaps", after.bytes, before.bytes).bar(most).note(grown(&after.parts, &before.parts)),
        figure("workers' wasm", after.wasm(), before.wasm())
            .bar(most)
            .note(grown(&after.workers, &before.workers)),
        figure("tab's process", after.tab, before.tab).note(format!(
            "of {:.0} MB; the kernel's count, with what garbage and freed memory still hold",
            after.tab / 1e6
        )),
    ]
}

/// Bytes by name.
type Sizes = BTreeMap<String, f64>;

/// What the page and its workers hold, in bytes.
#[derive(Clone, Debug)]
struct Held {
    /// All JS heaps after a collection of garbage: the browser's own count (`performance.measureUserAgentSpecificMemory`),
    /// which leaves out the workers' memories of wasm.
    bytes: f64,
    /// The same by place: the page, each worker.
    parts: Sizes,
    /// The workers' memories of wasm.
    workers: Sizes,
    /// What the tab's process holds of the machine; NaN where the system does not report it.
    tab: f64,
}

impl Held {
    /// Has the browser count.
    async fn read(stage: &Stage) -> Result<Self, Failure> {
        let answer = stage.ask(&json!({ "do": "memory" })).await?;
        let by_name = |name: &str| -> Sizes {
            let entries = answer[name].as_object().into_iter().flatten();
            entries.filter_map(|(name, bytes)| Some((name.clone(), bytes.as_f64()?))).collect()
        };
        let bytes = number(&answer, "bytes")?;
        Ok(Self { bytes, parts: by_name("parts"), workers: by_name("wasm"), tab: stage.tab_bytes() })
    }

    fn wasm(&self) -> f64 {
        self.workers.values().sum()
    }
}

/// What each holds, and how much more than before, in words.
fn grown(now: &Sizes, before: &Sizes) -> String {
    let line = |(name, bytes): (&String, &f64)| {
        let more = bytes - before.get(name).copied().unwrap_or(0.0);
        format!("{name} {:.2} ({:+.2})", bytes / 1e6, more / 1e6)
    };
    now.iter().map(line).collect::<Vec<_>>().join(", ") + " MB"
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
