//! How many requests ended in which way.

use crate::compare::row::ResultRow;
use crate::result::outcome::{AttemptEnd, BodyEnd, Outcome};

/// Requests, by how they ended; see [`ResultRow`].
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
            | AttemptEnd::TimedOut { .. }
            | AttemptEnd::NetworkError => &mut self.failed,
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

/// How the requests of a summary ended.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ends {
    pub(super) answered: u32,
    pub(super) failed: u32,
    pub(super) unseen: u32,
}

impl Ends {
    /// Counts `failed` of `requests`; where that is unknown, all are unseen.
    pub(super) fn of(requests: u32, failed: Option<f64>) -> Self {
        let failed = failed.map(|failed| count(failed).min(requests));
        let (answered, unseen) = failed.map_or((0, requests), |failed| (requests - failed, 0));
        Self { answered, failed: failed.unwrap_or(0), unseen }
    }

    /// `words` of the tool's own way to count, and what it left out.
    pub(super) fn remark(self, words: &str) -> String {
        let more = if self.unseen > 0 { " This summary does not say how many failed." } else { "" };
        format!("{words}{more}")
    }
}

/// A count that came as a number.
pub(super) fn count(number: f64) -> u32 {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count; saturates")]
    let count = number as u32;
    count
}
