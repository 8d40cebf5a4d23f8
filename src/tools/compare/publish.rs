//! Publishes a comparison: its status five times a second, its results once a second and at its end.

use crate::compare::kept;
use crate::compare::report::ComparisonReport;
use crate::compare::view::ComparisonView;
use crate::protocol::{CompareEvent, ToolsReport};
use crate::tools::Tools;
use crate::units::Millis;

/// Time between two status updates, in milliseconds.
const STATUS_EVERY_MS: f64 = 200.0;
/// Time between two views of a running comparison: computing one takes some ten milliseconds.
const VIEW_EVERY_MS: f64 = 1_000.0;

impl Tools {
    /// Publishes the view.
    pub(super) fn publish_compare(&mut self, now: Millis) {
        let compare = &mut self.compare;
        let (status, progress) = match &compare.job {
            Some(job) => {
                compare.report = Some(job.report());
                (job.status(), job.progress())
            }
            None => (String::new(), (0, 0)),
        };
        compare.viewed_at = now;
        let mut view = compare
            .shown()
            .map_or_else(ComparisonView::of_nothing, |report| ComparisonView::of(&report, status, progress));
        view.has_imported = !compare.imported.is_empty() && view.state.is_over();
        self.effects.publish_compare(CompareEvent::View(Box::new(view)));
    }

    /// Publishes the view unless that was done recently.
    pub(super) fn publish_compare_if_due(&mut self, now: Millis) {
        if now.since(self.compare.viewed_at).get() >= VIEW_EVERY_MS {
            self.publish_compare(now);
        }
    }

    /// Schedules a status update.
    pub(super) fn publish_status_soon(&mut self, now: Millis) {
        if self.compare.is_running() {
            self.compare.status_at.get_or_insert(now + Millis::new(STATUS_EVERY_MS));
        }
    }

    /// Publishes the status when it is due.
    pub(in crate::tools) fn tick_compare(&mut self, now: Millis) {
        if self.compare.status_at.is_some_and(|due| due <= now) {
            self.compare.status_at = None;
            if let Some(job) = &self.compare.job {
                self.effects.publish_compare(CompareEvent::Status(job.status(), job.progress()));
            }
        }
    }

    /// Ends the comparison, and hands its result to the page to be kept if anything was measured.
    pub(super) fn end_compare(&mut self, now: Millis) {
        self.publish_compare(now);
        self.compare.job = None;
        self.compare.status_at = None;
        self.effects.report(ToolsReport::Comparing(false));
        let has_measured = |report: &ComparisonReport| report.rows.iter().any(|row| row.row.requests > 0);
        if !self.compare.report.as_ref().is_some_and(has_measured) {
            return;
        }
        let Some(report) = self.compare.shown() else { return };
        if let Some(json) = kept::report_to_json(&report) {
            let name = format!("{} · {} · seed {}", report.title, report.hosts, report.seed);
            self.effects.publish_compare(CompareEvent::Over { name, report: json });
        }
    }
}
