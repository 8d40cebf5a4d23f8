//! How many requests ended in which way.

use crate::compare::row::{Estimate, ResultRow, RowProvenance};
use crate::result::outcome::{AttemptEnd, BodyEnd, Outcome};
use crate::units::Millis;

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct EndCounts {
    answered: u32,
    failed: u32,
    unseen: u32,
}

impl EndCounts {
    pub(super) fn count(&mut self, outcome: &Outcome) {
        let counter = match outcome.end {
            AttemptEnd::Answered { body: BodyEnd::CutShort, .. }
            | AttemptEnd::Answered { status: 429 | 500..=599, .. }
            | AttemptEnd::TimedOut { .. } => &mut self.failed,
            AttemptEnd::NetworkError(kind) if kind.is_of_link() => &mut self.failed,
            AttemptEnd::Answered { .. } => &mut self.answered,
            // It was not completed.
            AttemptEnd::Cancelled => return,
            _ => &mut self.unseen,
        };
        *counter = counter.saturating_add(1);
    }

    pub(super) fn fill(self, row: &mut ResultRow) {
        let Self { answered, failed, unseen } = self;
        row.requests = answered.saturating_add(failed).saturating_add(unseen);
        (row.answered, row.failed, row.unseen) = (answered, failed, unseen);
    }
}

/// The summary of a run by the tool that made it; what it does not say is `None`.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ToolSummary {
    pub(super) requests: Option<f64>,
    pub(super) failed: Option<f64>,
    pub(super) rate: Option<f64>,
    pub(super) took_ms: Option<f64>,
    pub(super) p50: Option<f64>,
    pub(super) p95: Option<f64>,
    pub(super) p99: Option<f64>,
}

impl ToolSummary {
    /// The row of the tool `name`, which counts as `words` say; `None` without a number of requests.
    pub(super) fn row(&self, name: &str, words: &str) -> Option<ResultRow> {
        let requests = count(self.requests?);
        let failed = self.failed.map(|failed| count(failed).min(requests));
        // Where the failures are unknown, all are unseen.
        let (answered, unseen) = failed.map_or((0, requests), |failed| (requests - failed, 0));
        let more = if unseen > 0 { " This summary does not say how many failed." } else { "" };
        Some(ResultRow {
            name: name.to_owned(),
            provenance: RowProvenance::Tool(name.to_ascii_lowercase()),
            rounds: 1,
            requests,
            answered,
            failed: failed.unwrap_or(0),
            unseen,
            total: self.took_ms.map(Estimate::single),
            rate: self.rate.map(Estimate::single),
            p50: self.p50.map(Millis::new),
            p95: self.p95.map(Millis::new),
            p99: self.p99.map(Millis::new),
            remark: format!("{words}{more}"),
            ..ResultRow::default()
        })
    }
}

pub(super) fn count(number: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count; saturates")]
    let count = number as u32;
    count
}
