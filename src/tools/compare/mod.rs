//! Compare: plans experiments, runs them trial by trial, publishes the results.
//!
//! The desk says which targets there are, and that nothing else runs; the trials have runners of their own, so that the last
//! run of the Check tab can still be retried, and so that several can share a trial.

mod job;
mod plan;
mod publish;

use super::Tools;
use super::effect::ToolsEffect;
use crate::compare::export::ComparisonFormat;
use crate::compare::imported::{ImportedRows, MAX_ROWS};
use crate::compare::kept;
use crate::compare::report::ComparisonReport;
use crate::compare::row::ResultRow;
use crate::ids::{RunId, RunnerId};
use crate::protocol::{CompareCommand, CompareEvent, RunKind, ToolsReport};
use crate::units::Millis;

use job::ComparisonJob;
use plan::Planned;

/// The state of Compare.
#[derive(Debug, Default)]
pub(super) struct Comparer {
    real: Vec<RunnerId>,
    practice: Vec<RunnerId>,
    /// The number of the last trial's run.
    run: RunId,
    planned: Option<Planned>,
    job: Option<ComparisonJob>,
    /// The last result, or a kept one that is shown.
    report: Option<ComparisonReport>,
    /// Imported rows, shown with it.
    imported: ImportedRows,
    is_hidden: bool,
    /// When the next status update is due.
    status_at: Option<Millis>,
    viewed_at: Millis,
}

impl Comparer {
    fn is_running(&self) -> bool {
        self.job.is_some()
    }

    pub(super) fn next_wakeup(&self) -> Option<Millis> {
        self.status_at
    }

    /// The result on screen.
    fn shown(&self) -> Option<ComparisonReport> {
        self.imported.append_to(self.report.as_ref())
    }

    fn runners(&self, kind: RunKind) -> &[RunnerId] {
        match kind {
            RunKind::Real => &self.real,
            RunKind::Practice => &self.practice,
        }
    }

    fn runners_mut(&mut self, kind: RunKind) -> &mut Vec<RunnerId> {
        match kind {
            RunKind::Real => &mut self.real,
            RunKind::Practice => &mut self.practice,
        }
    }
}

impl Tools {
    /// Applies a command of the page, with the runner whose port is attached. Plans come from the desk.
    pub(super) fn handle_compare(&mut self, command: CompareCommand, runner: Option<RunnerId>, now: Millis) {
        match command {
            CompareCommand::Plan { .. } => {}
            CompareCommand::Connect { kind } => self.compare.runners_mut(kind).extend(runner),
            CompareCommand::Disconnect { kind } => {
                for gone in core::mem::take(self.compare.runners_mut(kind)) {
                    self.effects.push(ToolsEffect::ForgetRunner(gone));
                }
                self.end_trials(kind, now);
            }
            CompareCommand::Start { plan, denied } => {
                self.start_compare(plan, denied, now);
                self.effects.report(ToolsReport::Comparing(self.compare.is_running()));
            }
            CompareCommand::Stop => self.stop_compare(now),
            CompareCommand::Show(json) => self.show_kept(&json, now),
            CompareCommand::Export(format) => self.export_compare(format),
            CompareCommand::DropImported => {
                self.compare.imported.clear();
                self.publish_compare(now);
            }
        }
    }

    /// Adds an imported row of `file`, shown with the next comparison, and alone until then.
    pub(super) fn add_imported_row(&mut self, file: &str, row: ResultRow, now: Millis) {
        if let Some(name) = self.compare.imported.add(file, row) {
            self.effects.trouble(
                format!("“{name}” made room in Compare: it keeps {MAX_ROWS} imported rows."),
                "Remove those you no longer need.",
            );
        }
        self.publish_compare(now);
    }

    /// Shows a kept result, unless a comparison is running.
    fn show_kept(&mut self, json: &str, now: Millis) {
        if self.compare.is_running() {
            return self
                .effects
                .trouble("A comparison is running, in the place of what is shown.", "Stop it first.");
        }
        match kept::report_from_json(json) {
            Ok(report) => self.compare.report = Some(report),
            Err(_) => {
                return self.effects.trouble(
                    "This result cannot be read any more: it was kept by another build.",
                    "Compare again.",
                );
            }
        }
        self.publish_compare(now);
    }

    fn export_compare(&mut self, format: ComparisonFormat) {
        if let Some(report) = self.compare.shown() {
            self.effects.push(ToolsEffect::SaveComparison { format, report: Box::new(report) });
        }
    }

    /// Refuses to start, and says why.
    fn refuse_compare(&mut self, why: &str, hint: &str) {
        self.effects.trouble(why, hint);
        self.effects.publish_compare(CompareEvent::NotStarted);
    }
}
