//! The targets that wait in one lane: those never started, and those that are due again.

use std::collections::VecDeque;

use super::plan::Backlog;
use super::retry::AttemptHistory;
use crate::units::Millis;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct PendingTarget {
    pub(super) target: u32,
    /// Since when it could have been started: the run's start, the end of its attempt before, or a retry by the user.
    pub(super) since: Millis,
    pub(super) history: AttemptHistory,
}

/// Targets that are due again. Few lanes ever have any.
#[derive(Debug, Default)]
struct DueAgain {
    plain: VecDeque<PendingTarget>,
    /// Those that are capped go first.
    capped: VecDeque<PendingTarget>,
}

/// What waits in a lane, in the order in which it leaves. It moves as a whole in constant time, however much it is.
#[derive(Debug, Default)]
pub(super) struct LaneWork {
    /// What was never started, last piece first, so that pieces are taken from the end.
    unstarted: Vec<Backlog>,
    again: Option<Box<DueAgain>>,
}

impl LaneWork {
    pub(super) fn of(mut pieces: Vec<Backlog>) -> Self {
        pieces.reverse();
        Self { unstarted: pieces, again: None }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.unstarted.is_empty()
            && self.again.as_ref().is_none_or(|again| again.plain.is_empty() && again.capped.is_empty())
    }

    pub(super) fn has_capped(&self) -> bool {
        self.again.as_ref().is_some_and(|again| !again.capped.is_empty())
    }

    pub(super) fn count(&self) -> u32 {
        let again = self.again.as_ref().map_or(0, |again| again.plain.len() + again.capped.len());
        let unstarted = self.unstarted.iter().map(Backlog::count).fold(0, u32::saturating_add);
        unstarted.saturating_add(u32::try_from(again).unwrap_or(u32::MAX))
    }

    pub(super) fn requeue(&mut self, pending: PendingTarget) {
        let again = self.again.get_or_insert_default();
        let queue = if pending.history.capped { &mut again.capped } else { &mut again.plain };
        queue.push_back(pending);
    }

    /// Takes the next target, and whether it was never started. `ids` is what [`Backlog::Ids`] points into.
    pub(super) fn take_next(&mut self, ids: &[u32]) -> Option<(PendingTarget, bool)> {
        if let Some(pending) = self.take_again() {
            return Some((pending, false));
        }
        while let Some(piece) = self.unstarted.last_mut() {
            let target = piece.take_first(ids);
            if piece.is_empty() {
                self.unstarted.pop();
            }
            if let Some(target) = target {
                return Some((
                    PendingTarget { target, since: Millis::ZERO, history: AttemptHistory::default() },
                    true,
                ));
            }
        }
        None
    }

    pub(super) fn take_again(&mut self) -> Option<PendingTarget> {
        let again = self.again.as_mut()?;
        again.capped.pop_front().or_else(|| again.plain.pop_front())
    }

    /// Takes up to `most` of those never started, in one piece.
    pub(super) fn take_piece(&mut self, ids: &[u32], most: u32) -> Option<Backlog> {
        while let Some(piece) = self.unstarted.last_mut() {
            let taken = piece.split_first(ids, most);
            if piece.is_empty() {
                self.unstarted.pop();
            }
            if !taken.is_empty() {
                return Some(taken);
            }
        }
        None
    }

    pub(super) fn forget_unstarted(&mut self) {
        self.unstarted = Vec::new();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_are_no_larger_than_wanted_and_come_in_order() {
        let ids: Vec<u32> = (100..110).collect();
        let mut work = LaneWork::of(vec![
            Backlog::Range { first: 0, count: 5 },
            Backlog::Ids { start: 8, count: 9 },
            Backlog::Range { first: 50, count: 1 },
        ]);
        let pieces: Vec<Backlog> = core::iter::from_fn(|| work.take_piece(&ids, 3)).collect();
        assert_eq!(
            pieces,
            [
                Backlog::Range { first: 0, count: 3 },
                Backlog::Range { first: 3, count: 2 },
                // What points past the end of the numbers is lost.
                Backlog::Ids { start: 8, count: 2 },
                Backlog::Range { first: 50, count: 1 },
            ]
        );
        assert!(work.is_empty());
    }
}
