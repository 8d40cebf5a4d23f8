//! Sends batches to the desk and counts those not acknowledged.

use crate::protocol::{Batch, MAX_UNACKNOWLEDGED_BATCHES, Report, RunPhase};
use crate::web::ipc::link::Link;

/// The runner's side of the link to the desk, for one run.
#[derive(Debug)]
pub(super) struct ReportOutbox {
    desk: Link,
    unacknowledged: u32,
    ended: bool,
}

impl ReportOutbox {
    pub(super) fn new(desk: Link) -> Self {
        Self { desk, unacknowledged: 0, ended: false }
    }

    /// The desk has applied one batch.
    pub(super) fn acknowledged(&mut self) {
        self.unacknowledged = self.unacknowledged.saturating_sub(1);
    }

    /// Whether to start nothing new until the desk has caught up.
    pub(super) fn is_full(&self) -> bool {
        self.unacknowledged >= MAX_UNACKNOWLEDGED_BATCHES
    }

    /// A retry revived the run: more batches follow.
    pub(super) fn reopen(&mut self) {
        self.ended = false;
    }

    /// Sends one batch; returns whether more follow.
    pub(super) fn send(&mut self, batch: Batch) -> bool {
        if self.ended {
            return false;
        }
        self.ended = matches!(batch.status.phase, RunPhase::Done | RunPhase::Stopped);
        self.unacknowledged += 1;
        self.desk.post_or_end(&Report::Batch(batch));
        !self.ended
    }
}
