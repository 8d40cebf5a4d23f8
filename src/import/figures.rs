//! How many requests ended in which way.

use crate::compare::row::ResultRow;
use crate::result::outcome::{AttemptEnd, BodyEnd, Outcome};

/// Requests, by how they ended; see [`ResultRow`].
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Figures {
    answered: u32,
    failed: u32,
    unseen: u32,
}

impl Figures {
    pub(super) fn count(&mut self, outcome: &Outcome) {
        let counter = match outcome.end {
            AttemptEnd::Answered { body: BodyEnd::CutShort, .. } | AttemptEnd::TimedOut { .. } => {
                &mut self.failed
            }
            AttemptEnd::Answered { status: 429 | 500..=599, .. } => &mut self.failed,
            AttemptEnd::Answered { .. } => &mut self.answered,
            // It was never asked to its end.
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
