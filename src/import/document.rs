//! One JSON document: a report of lychee, a summary of k6 or Locust.

use super::k6::Summary;
use super::locust::Stats;
use super::lychee::Report;
use super::run::Run;
use super::walk::{Step, Walk};
use super::{Imported, Kind, Unknown};
use crate::input::formats::json::tokens::Tokens;

/// A document on its way.
#[derive(Debug)]
pub(super) struct Document {
    kind: Kind,
    run: Run,
    walk: Walk,
    report: Report,
    summary: Summary,
    stats: Stats,
    /// Whether it could not be read to its end.
    is_broken: bool,
}

impl Document {
    pub(super) fn new(kind: Kind, run: Run) -> Self {
        Self {
            kind,
            run,
            walk: Walk::new(Tokens::default()),
            report: Report::default(),
            summary: Summary::default(),
            stats: Stats::default(),
            is_broken: false,
        }
    }

    /// Takes text; when it has `ended` there is no more.
    pub(super) fn push(&mut self, text: &str, ended: bool) {
        self.walk.push(text, ended);
        loop {
            match self.walk.step() {
                Step::Value { pointer, text, line, column } => match self.kind {
                    Kind::Lychee => self.report.take(pointer, &text, (line, column), &mut self.run),
                    Kind::K6 => self.summary.take(pointer, &text),
                    _ => self.stats.take(pointer, &text),
                },
                Step::Broken { line, column, why } => {
                    self.is_broken = true;
                    self.run.problems.add(line, column, format!("{why}: what came before is taken"));
                }
                Step::Hungry => return,
                Step::Done => break,
            }
        }
        self.report.end(&mut self.run);
        if !self.is_broken {
            self.report.say_what_is_left_out(&mut self.run);
        }
    }

    /// # Errors
    /// [`Unknown`] for a summary without figures.
    pub(super) fn finish(self, name: &str) -> Result<Imported, Unknown> {
        let row = match self.kind {
            Kind::Lychee => return Ok(self.run.finish(self.kind, name)),
            Kind::K6 => self.summary.row(),
            _ => self.stats.row(),
        };
        Ok(Imported { kind: self.kind, row: row.ok_or(Unknown)?, run: None, problems: self.run.problems })
    }
}
