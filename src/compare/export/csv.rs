//! The rows of a report as comma-separated values.

use crate::compare::report::{ComparisonReport, ReportRow};
use crate::compare::row::Estimate;
use crate::export::cell::CsvLine;
use crate::units::{Fixed, Millis};

const COLUMNS: [&str; 22] = [
    "name",
    "stands-for",
    "provenance",
    "level",
    "rounds",
    "requests",
    "answered",
    "failed",
    "unseen",
    "total-ms",
    "total-ms-low",
    "total-ms-high",
    "rate",
    "rate-low",
    "rate-high",
    "p50-ms",
    "p95-ms",
    "p99-ms",
    "speed-up",
    "difference",
    "p",
    "held-bytes",
];

/// `report` as CSV, with the names of its columns first.
pub fn csv(report: &ComparisonReport) -> Vec<u8> {
    let mut out = Vec::new();
    let mut header = CsvLine::new(&mut out);
    for name in COLUMNS {
        header.value(Some(name));
    }
    header.end();
    for row in &report.rows {
        write_row(row, CsvLine::new(&mut out));
    }
    out
}

fn write_row(row: &ReportRow, mut line: CsvLine<'_>) {
    let of = &row.row;
    let number = |value: Option<f64>| value.map(|value| Fixed(value, 3).to_string());
    let ms = |value: Option<Millis>| number(value.map(Millis::get));
    // An interval of one round would be none.
    let end =
        |of: Option<Estimate>, get: fn(Estimate) -> f64| number(of.filter(|of| of.high > of.low).map(get));
    let middle = |of: Option<Estimate>| number(of.map(|of| of.median));
    line.text(&of.name);
    line.text(&row.stands_for);
    line.text(of.provenance.name());
    line.value(row.level);
    for count in [of.rounds, of.requests, of.answered, of.failed, of.unseen] {
        line.value(Some(count));
    }
    for estimate in [of.total, of.rate] {
        line.value(middle(estimate));
        line.value(end(estimate, |of| of.low));
        line.value(end(estimate, |of| of.high));
    }
    for time in [of.p50, of.p95, of.p99] {
        line.value(ms(time));
    }
    line.value(number(row.speed_up));
    line.text(row.difference.name());
    line.value(row.difference.p().map(|p| Fixed(p, 4).to_string()));
    line.value(of.held_bytes);
    line.end();
}
