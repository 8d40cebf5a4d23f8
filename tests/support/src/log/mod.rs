//! The log: what was asked, when, over which connection, and how it ended.

mod exchange;
mod gauge;
mod ledger;
mod shared;
mod summary;
mod ticket;

pub(crate) use exchange::Asked;
pub use exchange::{Ending, Exchange};
pub use ledger::Log;
pub(crate) use shared::SharedLog;
pub use summary::{Connections, Summary};
pub(crate) use ticket::Ticket;
