//! A report as a JSON object a line: first the experiment, then its rows, its published figures and its trials.

use serde_json::{Value, json};

use crate::compare::report::{ComparisonReport, OwnFigure, ReportRow};
use crate::compare::row::{Estimate, EstimateBounds};

/// `report` as NDJSON; unknown values are `null`.
pub fn ndjson(report: &ComparisonReport) -> Vec<u8> {
    let mut out = Vec::new();
    let mut line = |value: &Value| {
        // Writing to memory cannot fail, and every key is a string.
        let _ = serde_json::to_writer(&mut out, value);
        out.push(b'\n');
    };
    line(&experiment(report));
    report.rows.iter().for_each(|of| line(&row(of)));
    for figure in &report.published {
        let (seconds, level) = match figure.ours {
            None => (None, None),
            Some(OwnFigure::Seconds(seconds)) => (Some(seconds), None),
            Some(OwnFigure::Level(level)) => (None, Some(level)),
        };
        line(&json!({
            "kind": "published", "article": figure.article, "way": figure.way, "figure": figure.figure,
            "seconds": figure.seconds, "nearest": figure.nearest, "ours": seconds, "ours_level": level,
        }));
    }
    for trial in &report.trials {
        line(&json!({
            "kind": "trial", "name": trial.name, "round": trial.round, "fate": trial.outcome,
            "requests": trial.requests, "answered": trial.answered, "failed": trial.failed,
            "total_ms": trial.total_ms, "rate": trial.rate, "p95_ms": trial.p95_ms,
        }));
    }
    out
}

fn experiment(report: &ComparisonReport) -> Value {
    let sweep = report.sweep.filter(|sweep| sweep.knee.is_some());
    json!({
        "kind": "experiment", "experiment": report.key, "title": report.title, "state": report.state.name(),
        "seed": report.seed, "rounds": report.rounds, "hosts": report.hosts.named,
        "more_hosts": report.hosts.more, "notes": report.notes,
        "knee": sweep.and_then(|sweep| sweep.knee), "knee_low": sweep.map(|sweep| sweep.low),
        "knee_high": sweep.map(|sweep| sweep.high),
        "bound": sweep.map(|sweep| sweep.bound.name()).filter(|name| !name.is_empty()),
    })
}

fn row(row: &ReportRow) -> Value {
    let of = &row.row;
    json!({
        "kind": "row", "name": of.name, "stands_for": row.stands_for, "provenance": of.provenance.name(),
        "level": row.level, "rounds": of.rounds, "requests": of.requests, "answered": of.answered,
        "failed": of.failed, "unseen": of.unseen, "total_ms": estimate(of.total), "rate": estimate(of.rate),
        "p50_ms": of.p50, "p95_ms": of.p95, "p99_ms": of.p99, "p95_ms_of_rounds": estimate(row.p95_of_rounds),
        "speed_up": row.speed_up, "difference": Some(row.difference.name()).filter(|name| !name.is_empty()),
        "p": row.difference.p(), "held_bytes": of.held_bytes, "remark": Some(&of.remark).filter(|text| !text.is_empty()),
    })
}

fn estimate(of: Option<Estimate>) -> Value {
    let Some(of) = of else { return Value::Null };
    match of.spread {
        EstimateBounds::One => json!({ "median": of.median }),
        EstimateBounds::Range => {
            json!({ "median": of.median, "low": of.low, "high": of.high, "spread": "range" })
        }
        EstimateBounds::Confidence => {
            json!({ "median": of.median, "low": of.low, "high": of.high, "spread": "95 % interval of the median" })
        }
    }
}
