//! What came back: outcomes of attempts, verdicts of targets, and the columns that hold them.

pub mod column;
pub mod not_sent;
pub mod outcome;
pub mod timing;
pub mod verdict;
