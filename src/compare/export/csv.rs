//! The rows of a report as comma-separated values.

use ::csv::{Terminator, WriterBuilder};

use crate::compare::report::{Report, ReportRow};
use crate::compare::row::Estimate;
use crate::export::safe_cell;
use crate::units::Millis;

/// The columns.
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

/// All rows, after the names of the columns.
pub(super) fn write(report: &Report) -> Vec<u8> {
    let mut out = Vec::new();
    {
        let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(&mut out);
        // Writing to memory cannot fail, and every record has a cell for each column.
        let _ = writer.write_record(COLUMNS);
        for row in &report.rows {
            let _ = writer.write_record(cells(row));
        }
    }
    out
}

fn cells(row: &ReportRow) -> [String; 22] {
    let of = &row.row;
    let number = |value: Option<f64>| value.map(|value| format!("{value:.3}")).unwrap_or_default();
    let ms = |value: Option<Millis>| number(value.map(Millis::get));
    // An interval of one round would be none.
    let end =
        |of: Option<Estimate>, get: fn(Estimate) -> f64| number(of.filter(|of| of.high > of.low).map(get));
    let middle = |of: Option<Estimate>| number(of.map(|of| of.median));
    [
        safe_cell(&of.name),
        safe_cell(&row.stands_for),
        safe_cell(of.provenance.name()),
        row.level.map(|level| level.to_string()).unwrap_or_default(),
        of.rounds.to_string(),
        of.requests.to_string(),
        of.answered.to_string(),
        of.failed.to_string(),
        of.unseen.to_string(),
        middle(of.total),
        end(of.total, |of| of.low),
        end(of.total, |of| of.high),
        middle(of.rate),
        end(of.rate, |of| of.low),
        end(of.rate, |of| of.high),
        ms(of.p50),
        ms(of.p95),
        ms(of.p99),
        number(row.speed_up),
        row.difference.name().to_owned(),
        row.difference.p().map(|p| format!("{p:.4}")).unwrap_or_default(),
        of.held_bytes.map(|bytes| bytes.to_string()).unwrap_or_default(),
    ]
}
