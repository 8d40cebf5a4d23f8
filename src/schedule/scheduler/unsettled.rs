//! What has begun and has no verdict yet, so that a user can be told what a run waits for.

use serde::{Deserialize, Serialize};

use super::Scheduler;
use crate::ids::TargetId;
use crate::units::Millis;

/// Most targets that [`Scheduler::unsettled`] names of those that wait for a further attempt.
pub const MAX_BACKOFFS_NAMED: usize = 500;

/// A target that was requested and has no verdict yet.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct UnsettledTarget {
    /// Which.
    pub target: TargetId,
    /// The attempt that is in flight or comes next, from 1.
    pub attempt: u8,
    /// Where it is.
    pub stage: Stage,
}

/// Where an unsettled target is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stage {
    /// In flight for so long.
    InFlight(Millis),
    /// Its next attempt is due in so long.
    Backoff(Millis),
}

impl Scheduler {
    /// All targets in flight, and of those that wait for the time of a further attempt at most [`MAX_BACKOFFS_NAMED`], the next
    /// one among them. In no order. Looks at each of them.
    pub fn unsettled(&self, now: Millis) -> Vec<UnsettledTarget> {
        let now = self.clock.max(now);
        let in_flight = self.flights.iter().map(|flight| {
            let pending = flight.dispatch.pending;
            let stage = Stage::InFlight(now.since(flight.started));
            UnsettledTarget { target: pending.target, attempt: pending.history.started, stage }
        });
        let backoffs = self.backoffs.iter().take(MAX_BACKOFFS_NAMED).map(|(at, pending)| UnsettledTarget {
            target: pending.target,
            attempt: pending.history.started.saturating_add(1),
            stage: Stage::Backoff(at.since(now)),
        });
        in_flight.chain(backoffs).collect()
    }
}
