//! Targets that end without another attempt: in skipped lanes, or because the run was stopped between two. They may be
//! millions, so they are reported in pieces, and not while [`PauseReason::Backlog`] holds.

use super::{Life, Scheduler};
use crate::schedule::action::{Action, MAX_SKIPPED_AT_ONCE};
use crate::schedule::hold::PauseReason;
use crate::schedule::lanes::SkippedWork;
use crate::schedule::plan::Backlog;
use crate::schedule::work::PendingTarget;

impl Scheduler {
    /// The targets in `piece`, which an [`Action::Skip`] of this run carried.
    pub fn targets_of(&self, piece: Backlog) -> impl Iterator<Item = u32> {
        self.lanes.targets_of(piece)
    }

    pub(super) fn next_leftover(&mut self) -> Option<Action> {
        if self.holds.has(PauseReason::Backlog) {
            return None;
        }
        match self.life {
            Life::Running => self.skip_next(),
            Life::Stopping => self.withdraw_next(),
            Life::Done | Life::Stopped => None,
        }
    }

    fn skip_next(&mut self) -> Option<Action> {
        let (targets, ordinal, count) = match self.lanes.next_skipped(MAX_SKIPPED_AT_ONCE)? {
            SkippedWork::Unstarted(piece) => (piece, 0, &mut self.progress.waiting),
            SkippedWork::Pending(PendingTarget { target, history, .. }) => {
                let one = Backlog::Range { first: target, count: 1 };
                (one, history.started, &mut self.progress.backing_off)
            }
        };
        *count -= targets.count();
        self.progress.skipped += targets.count();
        Some(Action::Skip { targets, ordinal })
    }

    fn withdraw_next(&mut self) -> Option<Action> {
        let between = self.backoffs.pop();
        let PendingTarget { target, history, .. } = between.or_else(|| self.lanes.next_withdrawn())?;
        self.progress.backing_off -= 1;
        self.progress.withdrawn += 1;
        Some(Action::Withdraw { target, ordinal: history.started })
    }
}
