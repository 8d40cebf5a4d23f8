//! Whether the times shown are true: the phases against the server's own log.

use std::collections::HashMap;

use super::prelude::*;

const MOST_MEDIAN_MS: f64 = 1.0;
const MOST_P99_MS: f64 = 5.0;
/// In flight where the browser has a connection for each.
const UNQUEUED: u32 = 6;
const QUEUED: u32 = 60;
/// What the server of the queueing bench takes.
const SERVER_MS: f64 = 100.0;
const MOST_FROM_SERVER_MS: f64 = 3.0;

/// The columns read, in this order.
const COLUMNS: [&str; 6] = ["url", "total_ms", "browser_queue_ms", "wait_ms", "download_ms", "provenance"];

pub(super) async fn measure(options: &Options) -> Result<Vec<Figure>, Failure> {
    let mut figures = Vec::new();
    for &wire in &options.wires {
        let stage = Stage::open(options, wire).await?;
        let delays = stage.elsewhere("/delay/[20-120]?n={1,2,3,4,5}");
        figures.extend(against_log(&stage, wire, &delays).await?);
    }
    let stage = Stage::open(options, Wire::Http1).await?;
    figures.extend(queueing(&stage).await?);
    Ok(figures)
}

/// What one row says of its time, and what the server saw of it. Hidden is NaN.
#[derive(Clone, Copy, Debug)]
struct Pair {
    total: f64,
    queue: f64,
    wait: f64,
    download: f64,
    /// How long the handler waited on purpose, and from the request's arrival to the answer's end.
    served_wait: f64,
    served: f64,
}

async fn against_log(stage: &Stage, wire: Wire, links: &str) -> Result<Vec<Figure>, Failure> {
    let (pairs, hidden) = run(stage, links, UNQUEUED).await?;
    let off = |of: fn(&Pair) -> f64| pairs.iter().map(of).map(f64::abs).collect::<Vec<_>>();
    let wait = off(|pair| pair.wait - pair.served_wait);
    let total = off(|pair| pair.total - pair.served);
    let what = |what: &str| format!("{}, {UNQUEUED} in flight: {what}", wire.name());
    let note = format!("{} rows, {hidden} without phases", pairs.len());
    Ok(vec![
        Figure::new(what("wait compared with the handler's, median error"), median(&wait), "ms")
            .bar(Bar::AtMost(MOST_MEDIAN_MS))
            .note(note),
        Figure::new(what("the same, p99"), p99(&wait), "ms").bar(Bar::AtMost(MOST_P99_MS)),
        Figure::new(what("total compared with arrival to end, median"), median(&total), "ms")
            .note(format!("p99 {:.1} ms", p99(&total))),
    ])
}

async fn queueing(stage: &Stage) -> Result<Vec<Figure>, Failure> {
    let (pairs, hidden) = run(stage, &stage.elsewhere("/delay/100?n=[1-600]"), QUEUED).await?;
    let each = |of: fn(&Pair) -> f64| pairs.iter().map(of).collect::<Vec<_>>();
    let (wait, queue) = (each(|pair| pair.wait), each(|pair| pair.queue));
    let rest = each(|pair| pair.total - pair.queue - pair.wait - pair.download);
    // Six at a time: each of the sixty goes with the tenth group, after nine others.
    let expected = SERVER_MS * (f64::from(QUEUED) / 6.0 - 1.0);
    let off = (median(&wait) - SERVER_MS).abs();
    Ok(vec![
        Figure::new("60 in flight on 6 connections: wait, off 100 ms", off, "ms")
            .bar(Bar::AtMost(MOST_FROM_SERVER_MS))
            .note(format!(
                "wait median {:.1}, p99 {:.1}; {hidden} without phases",
                median(&wait),
                p99(&wait)
            )),
        Figure::new("the same: shown as browser queue", median(&queue), "ms").near(expected),
        Figure::new("the same: total that no phase explains", median(&rest), "ms")
            .note(format!("p99 {:.1} ms", p99(&rest))),
    ])
}

fn p99(values: &[f64]) -> f64 {
    quantile(values, 0.99)
}

/// Runs the links and returns a pair for each row with phases, and how many rows have none.
async fn run(stage: &Stage, links: &str, in_flight: u32) -> Result<(Vec<Pair>, usize), Failure> {
    stage.load_with(links).await?;
    stage.run(in_flight).await?;
    let exchanges = stage.exchanges();
    let served: HashMap<&str, (f64, f64)> = exchanges
        .iter()
        .filter_map(|it| Some((it.path.as_str(), (it.waited_ms, it.ended_ms? - it.started_ms))))
        .collect();
    let rows = stage.rows(&COLUMNS).await?;
    let pairs: Vec<Pair> = rows.iter().filter_map(|row| pair(row, &served)).collect();
    Ok((pairs.clone(), rows.len() - pairs.len()))
}

fn pair(row: &[Value], served: &HashMap<&str, (f64, f64)>) -> Option<Pair> {
    let url = row.first()?.as_str()?;
    let path = &url[url.find("://")? + 3..];
    let &(served_wait, served) = served.get(&path[path.find('/')?..])?;
    let ms = |at: usize| row.get(at).and_then(Value::as_f64).unwrap_or(f64::NAN);
    let pair = Pair { total: ms(1), queue: ms(2), wait: ms(3), download: ms(4), served_wait, served };
    pair.wait.is_finite().then_some(pair)
}
