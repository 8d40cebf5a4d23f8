//! What the run waits for, as its runner last said.

use crate::ids::TargetId;
use crate::input::list::LinkList;
use crate::protocol::{WaitsFor, short_address};
use crate::result::mask::Secrets;
use crate::result::row::RowView;
use crate::result::table::ResultTable;
use crate::result::waiting::{RowWait, Stage};
use crate::schedule::scheduler::UnsettledTarget;
use crate::sort::sort_by;
use crate::units::Millis;

/// What has been in flight for less than this is not worth a word, in milliseconds.
const WORTH_A_WORD_MS: f64 = 1_000.0;

/// See the [module](self).
#[derive(Debug, Default)]
pub(super) struct WaitingTargets {
    /// In the order of their targets.
    unsettled: Vec<UnsettledTarget>,
}

impl WaitingTargets {
    /// These are waited for now, and no others.
    pub(super) fn replace(&mut self, mut unsettled: Vec<UnsettledTarget>) {
        sort_by(&mut unsettled, |a, b| a.target.cmp(&b.target));
        self.unsettled = unsettled;
    }

    /// What `target` waits for, if it has no verdict.
    pub(super) fn of(&self, results: &ResultTable, target: TargetId) -> RowWait {
        let place = self.unsettled.binary_search_by_key(&target, |unsettled| unsettled.target);
        match (place.ok().and_then(|place| self.unsettled.get(place)), results.attempts(target)) {
            (Some(UnsettledTarget { attempt, stage, .. }), _) => {
                RowWait::Begun { attempt: Some(*attempt), stage: *stage }
            }
            (None, None) => RowWait::Queued,
            // One of too many to name, or due and waiting for its turn.
            (None, Some(_)) => RowWait::Begun { attempt: None, stage: Stage::Later },
        }
    }

    /// What a user who sees nothing move waits for; `None` where that is nothing, or only a moment. `attempts` is the most
    /// that a target gets.
    pub(super) fn longest(&self, list: &LinkList, results: &ResultTable, attempts: u8) -> Option<WaitsFor> {
        // Some of it may have ended since, and what waits for the run to go on is not what the run waits for.
        let open = self.unsettled.iter().filter(|unsettled| {
            results.verdict(unsettled.target).is_none() && unsettled.stage != Stage::Later
        });
        // First what is in flight, the longest first; then what is due, the next first.
        let rank = |unsettled: &&UnsettledTarget| match unsettled.stage {
            Stage::InFlight(lasting) => (0, Millis::ZERO - lasting),
            Stage::Backoff(left) => (1, left),
            Stage::Later => (2, Millis::ZERO),
        };
        let first = open.min_by_key(rank)?;
        let is_new =
            matches!(first.stage, Stage::InFlight(lasting) if lasting < Millis::new(WORTH_A_WORD_MS));
        if is_new {
            return None;
        }
        let link = list.first_link_of(first.target)?;
        let row = RowView::of(list, results, link, Secrets::Masked)?;
        let address = short_address(&row.shown_url());
        Some(WaitsFor { link, address, attempt: first.attempt, attempts, stage: first.stage })
    }
}
