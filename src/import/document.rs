//! One JSON document: a report of lychee, a summary of k6 or Locust.

use super::figures::ToolSummary;
use super::k6;
use super::locust::Stats;
use super::lychee::LycheeReport;
use super::run::RunBuilder;
use super::walk::{ValueReader, WalkStep};
use super::{ImportFormat, ImportResult, Unknown};

#[derive(Debug)]
pub(super) struct ImportDocument {
    kind: ImportFormat,
    run: RunBuilder,
    values: ValueReader,
    report: LycheeReport,
    summary: ToolSummary,
    stats: Stats,
    is_broken: bool,
}

impl ImportDocument {
    pub(super) fn new(kind: ImportFormat, run: RunBuilder) -> Self {
        Self {
            kind,
            run,
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
                    ImportFormat::Lychee => self.report.take(pointer, &text, (line, column), &mut self.run),
                    ImportFormat::K6 => k6::take(&mut self.summary, pointer, &text),
                    _ => self.stats.take(pointer, &text),
                },
                WalkStep::Broken { line, column, why } => {
                    self.is_broken = true;
                    self.run.problems.add(line, column, format!("{why}: what came before is taken"));
                }
                WalkStep::NeedMoreInput => return,
                WalkStep::Done => break,
            }
        }
        self.report.end(&mut self.run);
        if !self.is_broken {
            self.report.say_what_is_left_out(&mut self.run);
        }
    }

    /// Fails with [`Unknown`] for a summary without figures.
    pub(super) fn finish(self, name: &str) -> Result<ImportResult, Unknown> {
        let row = match self.kind {
            ImportFormat::Lychee => return Ok(self.run.finish(self.kind, name)),
            ImportFormat::K6 => k6::row(&self.summary),
            _ => self.stats.row(),
        };
        Ok(ImportResult { kind: self.kind, row: row.ok_or(Unknown)?, run: None, problems: self.run.problems })
    }
}
