//! Decisions of the scheduler that the user should know.

use serde::{Deserialize, Serialize};

use super::throttle::SlowReason;
use crate::ids::LaneId;
use crate::units::Millis;

/// A decision, with its reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields are named for what they hold")]
pub enum Notice {
    /// The browser refused to start an attempt, so fewer are kept in flight over all origins, 1 or more, until the user
    /// sets the limits again.
    Refused { from: u32, to: u32 },
    /// Self-tuning keeps another number in flight.
    Tuned(LevelChange),
    /// A lane was throttled; nothing at all is started in it until `closed_until`. The others are not affected.
    LaneSlowed { lane: LaneId, reason: SlowReason, closed_until: Millis },
    /// A lane that was slow is as quick as the others again.
    LaneRecovered { lane: LaneId },
    /// A lane has shown no answer ten times in a row, and none before. Comes once.
    LaneHides { lane: LaneId },
    /// So many targets failed in a row that the lane starts nothing until the user resumes it, skips it, or allows more.
    LaneStopped { lane: LaneId, failures: u32 },
    /// A server requested a longer wait than it is granted: [`MAX_HINT_MS`](super::hint::MAX_HINT_MS).
    HintCapped { lane: LaneId, requested: Millis, granted: Millis },
    /// Retries have used up their share: failures settle until it has room again. Repeated when that has happened.
    RetriesSpent,
    /// The running time is over: the run stops.
    TimeIsUp,
    /// So many aborted attempts did not end and were abandoned. Comes at the first, and each time their number doubled.
    NotEnded { so_far: u32 },
}

/// A change of how many attempts are kept in flight, 1 or more, by self-tuning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields are named for what they hold")]
pub struct LevelChange {
    pub from: u32,
    pub to: u32,
    pub reason: LevelReason,
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
