//! One attempt between its start and its outcome: what came back of it, and the browser's timing entry, whichever is first.
//!
//! An attempt is *in flight* until its answer comes, *answered* until the scheduler settles its target or requests it again, and
//! *awaiting* its timing entry until that comes or is too late. [`AttemptTable`](table::AttemptTable) holds all of a run.

pub mod answer;
pub mod entry;
pub mod table;
