//! The log: what was requested, when, over which connection, and how it ended.

mod exchange;
mod ledger;
mod shared;

pub(crate) use exchange::Arrival;
pub use exchange::{Ending, Exchange};
pub use ledger::{Connections, Log, Summary};
pub(crate) use shared::{SharedLog, Ticket};
