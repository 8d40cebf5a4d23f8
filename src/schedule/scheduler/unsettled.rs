//! What has begun and has no verdict yet, so that a user can be told what a run waits for.

use serde::{Deserialize, Serialize};

use super::{Life, Scheduler};
use crate::ids::TargetId;
use crate::result::waiting::Stage;
use crate::schedule::work::PendingTarget;
use crate::units::Millis;

/// Most targets that [`Scheduler::unsettled`] names of those that wait for a further attempt.
pub const MAX_BACKOFFS_NAMED: usize = 500;

/// A target that was requested and has no verdict yet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnsettledTarget {
    /// Its number in the plan.
    pub target: TargetId,
    /// The attempt that is in flight or comes next, from 1: only those count that followed a failure that may pass.
    pub attempt: u8,
    /// Where it is.
    pub stage: Stage,
}

impl Scheduler {
    /// All targets in flight, and of those that wait for the time of a further attempt at most [`MAX_BACKOFFS_NAMED`], the next
    /// one among them. In no order. Looks at each of them.
    pub fn unsettled(&self, now: Millis) -> Vec<UnsettledTarget> {
        let now = self.clock.max(now);
        let is_held = self.life != Life::Running || !self.holds.is_empty();
        let in_flight = self.flights.iter().map(|flight| {
            let pending = flight.dispatch.pending;
            let stage = Stage::InFlight(now.since(flight.started));
            UnsettledTarget { target: pending.target, attempt: attempt_of(pending), stage }
        });
        let backoffs = self.backoffs.iter().take(MAX_BACKOFFS_NAMED).map(|(at, pending)| {
            let stage = if is_held { Stage::Later } else { Stage::Backoff(at.since(now)) };
            UnsettledTarget { target: pending.target, attempt: attempt_of(*pending), stage }
        });
        in_flight.chain(backoffs).collect()
    }
}

/// The number of the attempt that a target is in or comes to.
const fn attempt_of(pending: PendingTarget) -> u8 {
    pending.history.retries.saturating_add(1)
}
