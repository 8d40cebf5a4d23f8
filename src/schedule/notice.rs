//! Decisions of the scheduler that the user should know.

use serde::{Deserialize, Serialize};

use super::throttle::SlowReason;
use crate::ids::LaneId;
use crate::units::Millis;

/// A decision, with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Notice {
    /// The browser refused to start an attempt, so fewer are kept in flight until the user sets the limits again.
    Refused {
        /// The limit over all origins until now.
        from: u32,
        /// The limit from now on, 1 or more.
        to: u32,
    },
    /// Self-tuning keeps another number in flight.
    Tuned(LevelChange),
    /// A lane was throttled; the others are not affected.
    LaneSlowed {
        /// The lane.
        lane: LaneId,
        /// Why.
        reason: SlowReason,
        /// Until when nothing at all is started in it.
        closed_until: Millis,
    },
    /// A lane that was slow is as quick as the others again.
    LaneRecovered {
        /// The lane.
        lane: LaneId,
    },
    /// So many targets failed in a row that the lane starts nothing until the user resumes it, skips it, or allows more
    /// failures.
    LaneStopped {
        /// The lane.
        lane: LaneId,
        /// How many failed in a row.
        failures: u32,
    },
    /// A server requested a longer wait than it is granted.
    HintCapped {
        /// The lane.
        lane: LaneId,
        /// What it requested.
        requested: Millis,
        /// What it is granted: [`MAX_HINT_MS`](super::hint::MAX_HINT_MS).
        granted: Millis,
    },
    /// Retries have used up their share of all attempts: failures settle until the share has room again. Repeated when
    /// that has happened in between.
    RetriesSpent,
    /// The running time is over: the run stops.
    TimeIsUp,
    /// Aborted attempts did not end and were abandoned. Comes at the first, and each time that their number has doubled.
    NotEnded {
        /// How many there were in the run so far.
        so_far: u32,
    },
}

/// A change of how many attempts are kept in flight, by self-tuning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LevelChange {
    /// The level until now.
    pub from: u32,
    /// The level from now on, 1 or more.
    pub to: u32,
    /// Why.
    pub reason: LevelReason,
    /// When.
    pub at: Millis,
}

/// Why self-tuning changes the level. All are about completions a second over many attempts, never about one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LevelReason {
    /// The last doubling bought a quarter more, or it is the first: double again.
    DoublingPays,
    /// The last doubling bought less than a quarter: back to the level before, and on in small steps.
    DoublingPaysNoMore,
    /// See whether a few more buy anything.
    TryMore,
    /// See whether fewer do as much.
    TryFewer,
    /// The step did no good: back.
    StepBack,
    /// The browser refused, or the user set a lower limit.
    Bounded,
}
