//! What a run has to do, cut into lanes: which targets go to which origin.

use serde::{Deserialize, Serialize};

/// A piece of a lane's work, taken in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Backlog {
    /// `count` targets from `first` on.
    Range {
        /// The first target.
        first: u32,
        /// Number of targets.
        count: u32,
    },
    /// `count` targets whose numbers stand in [`Plan::ids`] from `start` on.
    Ids {
        /// Where they start.
        start: u32,
        /// Number of targets.
        count: u32,
    },
}

/// The work of a run: a lane for each origin, each with its targets in the order of the list.
///
/// `ids` is kept apart from the lanes because it travels to the runner as a transferred buffer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The lanes, in the order in which their origins first appear; no lane is empty.
    pub lanes: Vec<Vec<Backlog>>,
    /// Target numbers that [`Backlog::Ids`] points into.
    pub ids: Vec<u32>,
}

impl Plan {
    /// Number of targets in all lanes.
    pub fn targets(&self) -> u64 {
        let count = |piece: &Backlog| match piece {
            Backlog::Range { count, .. } | Backlog::Ids { count, .. } => u64::from(*count),
        };
        self.lanes.iter().flatten().map(count).sum()
    }
}
