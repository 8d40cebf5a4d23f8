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
pub enum Trouble {
    /// It is throttled.
    Slow {
        /// Until when nothing is started in it; may have passed.
        closed_until: Millis,
        /// Most attempts in flight in it.
        limit: u32,
        /// Least time between two starts in it.
        spacing: Millis,
    },
    /// It starts nothing until the user resumes it, skips it or allows more failures.
    Stopped {
        /// How many targets failed in a row.
        failures: u32,
    },
}
