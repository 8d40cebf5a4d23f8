//! The log: what was asked, when, over which connection, and how it ended.

mod exchange;
mod ledger;
mod shared;
mod ticket;

pub(crate) use exchange::Asked;
pub use exchange::{Ending, Exchange};
pub use ledger::{Connections, Log, Summary};
pub(crate) use shared::SharedLog;
pub(crate) use ticket::Ticket;
