//! The state of a slow or stopped lane, to be shown.

use serde::{Deserialize, Serialize};

use crate::ids::LaneId;
use crate::units::Millis;

/// A lane in trouble. Healthy lanes have none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LaneStatus {
    /// The lane.
    pub lane: LaneId,
    /// Its trouble.
    pub trouble: Trouble,
    /// Targets that wait in it, those between two attempts not included until they are due.
    pub waiting: u32,
    /// Attempts in flight in it.
    pub in_flight: u32,
    /// How long those that wait will take at its rate; `None` while unknown.
    pub time_left: Option<Millis>,
}

/// What is the matter with a lane.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "fields are named for what they hold")]
pub enum Trouble {
    /// It is throttled: closed until an instant that may have passed, with a limit in flight and a time between starts.
    Slow { closed_until: Millis, limit: u32, spacing: Millis },
    /// So many targets failed in a row that it starts nothing until the user resumes it, skips it or allows more.
    Stopped { failures: u32 },
}
