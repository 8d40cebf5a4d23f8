//! One JSON document: a report of lychee, a summary of k6 or Locust.

use super::batch::ImportEnd;
use super::collect::RowCollector;
use super::figures::ToolSummary;
use super::k6;
use super::locust::Stats;
use super::lychee::LycheeReport;
use super::walk::{ValueReader, WalkStep};
use super::{ImportFormat, Unknown};

#[derive(Debug)]
pub(super) struct ImportDocument {
    kind: ImportFormat,
    pub(super) rows: RowCollector,
    values: ValueReader,
    report: LycheeReport,
    summary: ToolSummary,
    stats: Stats,
    is_broken: bool,
}

impl ImportDocument {
    pub(super) fn new(kind: ImportFormat) -> Self {
        Self {
            kind,
            rows: RowCollector::default(),
            values: ValueReader::new(),
            report: LycheeReport::default(),
            summary: ToolSummary::default(),
            stats: Stats::default(),
            is_broken: false,
        }
    }

    pub(super) fn push(&mut self, text: &str, ended: bool) {
        self.values.push(text, ended);
        loop {
            match self.values.step() {
                WalkStep::Value { pointer, text, line, column } => match self.kind {
                    ImportFormat::Lychee => self.report.take(pointer, &text, (line, column), &mut self.rows),
                    ImportFormat::K6 => k6::take(&mut self.summary, pointer, &text),
                    _ => self.stats.take(pointer, &text),
                },
                WalkStep::Broken { line, column, why } => {
                    self.is_broken = true;
                    self.rows.problem(line, column, format!("{why}: what came before is taken"));
                }
                WalkStep::NeedMoreInput => return,
                WalkStep::Done => break,
            }
        }
        self.report.end(&mut self.rows);
        if !self.is_broken {
            self.report.say_what_is_left_out(&mut self.rows);
        }
    }

    /// Fails with [`Unknown`] for a summary without figures.
    pub(super) fn end(&self) -> Result<ImportEnd, Unknown> {
        let row = match self.kind {
            ImportFormat::Lychee => return Ok(self.rows.end(self.kind, None)),
            ImportFormat::K6 => k6::row(&self.summary),
            _ => self.stats.row(),
        };
        Ok(self.rows.end(self.kind, Some(row.ok_or(Unknown)?)))
    }
}
