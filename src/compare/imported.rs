//! Imported rows: what tools outside the browser measured, next to our own.

use super::report::{ComparisonReport, Difference, ReportRow, ReportState, ratio};
use super::row::ResultRow;

/// The key of a report of imported rows only.
pub const KEY: &str = "elsewhere";
/// Most imported rows kept.
pub const MAX_ROWS: usize = 20;

const NEXT_TO_OURS: &str = "Grey: imported, measured once by a tool outside the browser. It opens as many \
    connections as it is told to; a browser opens six to a host over HTTP/1.1.";

/// Imported rows, each with its file; the newest last.
#[derive(Clone, Debug, Default)]
pub struct ImportedRows(Vec<(String, ResultRow)>);

impl ImportedRows {
    /// Adds the row of `file`. It replaces one of the same name from the same file; from another file it gets a number.
    /// Returns the name of the row dropped to make room.
    pub fn add(&mut self, file: &str, mut row: ResultRow) -> Option<String> {
        let base = row.name.clone();
        let mut number = 1;
        while let Some((its_file, earlier)) = self.0.iter_mut().find(|(_, other)| other.name == row.name) {
            if its_file == file {
                *earlier = row;
                return None;
            }
            number += 1;
            row.name = format!("{base} {number}");
        }
        let left = (self.0.len() >= MAX_ROWS).then(|| self.0.remove(0).1.name);
        self.0.push((file.to_owned(), row));
        left
    }

    /// Whether there are no rows.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Drops all rows.
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// `ours` with these rows appended, each compared with the first by its time alone; without `ours` a report of these
    /// rows only. A sweep stays as it is: its rows are levels.
    pub fn append_to(&self, ours: Option<&ComparisonReport>) -> Option<ComparisonReport> {
        let mut report = match ours {
            None if self.is_empty() => return None,
            None => ComparisonReport {
                key: KEY.to_owned(),
                title: "Imported results".to_owned(),
                state: ReportState::Done,
                rounds: 1,
                ..ComparisonReport::default()
            },
            Some(ours) => ours.clone(),
        };
        if report.sweep.is_some() {
            self.note(&mut report, "Imported results are compared with strategies, not with a sweep.");
        } else if ours.is_none() || !report.rows.is_empty() {
            self.append(&mut report);
        }
        Some(report)
    }

    /// Adds a note, unless a kept report has it already.
    fn note(&self, report: &mut ComparisonReport, words: &str) {
        if !self.is_empty() && !report.notes.iter().any(|note| note == words) {
            report.notes.push(words.to_owned());
        }
    }

    fn append(&self, report: &mut ComparisonReport) {
        if !report.rows.is_empty() {
            self.note(report, NEXT_TO_OURS);
        }
        let mut first =
            report.rows.iter().find(|row| row.difference == Difference::First).map(|row| row.row.clone());
        let is_alone = report.rows.is_empty();
        for (file, row) in &self.0 {
            // A kept report may hold it already.
            if report
                .rows
                .iter()
                .any(|other| other.row.name == row.name && other.row.provenance == row.provenance)
            {
                continue;
            }
            let stands_for = if *file == row.name { String::new() } else { file.clone() };
            let mut added = ReportRow { row: row.clone(), stands_for, ..ReportRow::default() };
            match &first {
                Some(first) => {
                    let times = first.total.zip(row.total);
                    let why = row.why_not_compared(first);
                    added.difference = why.map_or(Difference::Once, Difference::NotCompared);
                    added.speed_up = times
                        .filter(|_| why.is_none())
                        .and_then(|(first, own)| ratio(first.median, own.median));
                }
                None if is_alone => {
                    added.difference = Difference::First;
                    first = Some(row.clone());
                }
                None => {}
            }
            report.rows.push(added);
        }
    }
}
