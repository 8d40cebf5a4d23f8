//! Ids as types, so that no number of one kind is taken for another.

use serde::{Deserialize, Serialize};

/// A lane of a run: its number in the plan, from 0. One lane per origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LaneId(pub u32);

impl LaneId {
    /// Its index among the lanes.
    pub const fn index(self) -> usize {
        self.0 as usize
    }
}
