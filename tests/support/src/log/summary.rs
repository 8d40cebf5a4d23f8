//! The log in numbers.

use serde::Serialize;

use super::exchange::Ending;

/// How many connections clients have made; TLS connections count from their first byte.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Connections {
    /// Opened since the start or the last clearing.
    pub opened: u64,
    /// Open now.
    pub open: u64,
}

/// The log in numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Requests that have arrived.
    pub requests: usize,
    /// Requests that have not ended.
    pub in_flight: usize,
    /// The most that were in flight at once.
    pub peak: usize,
    /// Requests that ended in [`Ending::Done`].
    pub done: usize,
    /// Requests that ended in [`Ending::Aborted`].
    pub aborted: usize,
    /// Requests that ended in [`Ending::Reset`].
    pub reset: usize,
    /// The connections.
    pub connections: Connections,
}

/// How many exchanges ended in each way.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Endings {
    pub(super) done: usize,
    pub(super) aborted: usize,
    pub(super) reset: usize,
}

impl Endings {
    pub(super) fn count(&mut self, ending: Ending) {
        match ending {
            Ending::Done => self.done += 1,
            Ending::Aborted => self.aborted += 1,
            Ending::Reset => self.reset += 1,
        }
    }
}
