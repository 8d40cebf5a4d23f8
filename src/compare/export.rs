//! A report as a file.

use serde::{Deserialize, Serialize};

use super::imported::KEY;
use super::picture;
use super::report::{ComparisonReport, Difference, ReportRow};
use crate::export::svg;

mod csv;
mod ndjson;

pub use csv::csv;
pub use ndjson::ndjson;

/// An export format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ComparisonFormat {
    /// The rows as a table for spreadsheets, RFC 4180.
    Csv,
    /// A JSON object a line: the experiment, its rows, its trials.
    Ndjson,
    /// The picture, in lines.
    Svg,
    /// The picture, in dots.
    Png,
}

impl ComparisonFormat {
    /// All formats, in menu order.
    pub const ALL: [Self; 4] = [Self::Csv, Self::Ndjson, Self::Svg, Self::Png];

    /// The stable name, used in test hooks and as the file extension.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Ndjson => "ndjson",
            Self::Svg => "svg",
            Self::Png => "png",
        }
    }

    /// The media type.
    pub const fn mime(self) -> &'static str {
        match self {
            Self::Csv => "text/csv;charset=utf-8",
            Self::Ndjson => "application/x-ndjson",
            Self::Svg => "image/svg+xml",
            Self::Png => "image/png",
        }
    }
}

/// The picture of `report` as SVG.
pub fn svg(report: &ComparisonReport) -> String {
    svg::file(&picture::of(report, picture::WIDE), &heading(report), &foot(report))
}

/// The line above an exported picture.
pub fn heading(report: &ComparisonReport) -> String {
    let hosts = report.hosts.to_string();
    if hosts.is_empty() { report.title.clone() } else { format!("{} · {hosts}", report.title) }
}

/// The line below it.
pub fn foot(report: &ComparisonReport) -> String {
    let rounds = crate::format::counted(report.rounds, "round", "rounds");
    if report.key == KEY {
        return "Imported results: each was measured once.".to_owned();
    }
    let found = report.sweep.map_or("", |sweep| sweep.bound_in_words());
    let is_imported =
        |row: &ReportRow| matches!(row.difference, Difference::Once | Difference::NotCompared(_));
    let imported = if report.rows.iter().any(is_imported) { " Grey: imported, measured once." } else { "" };
    format!(
        "Median of {rounds}, in an order shuffled by seed {}; lines are intervals. {found}{imported}",
        report.seed
    )
}
