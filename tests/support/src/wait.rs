//! Waiting for a state of the log.

use std::time::Duration;

use crate::log::{Log, SharedLog, Summary};

/// How long a wait for a state of the log may take. It only keeps a broken test from hanging.
pub const WAIT_LIMIT: Duration = Duration::from_secs(30);

/// The log did not come into the awaited state within [`WAIT_LIMIT`].
#[derive(Clone, Debug, thiserror::Error)]
#[error("the log was not in the awaited state within {WAIT_LIMIT:?}: {summary:?}, in flight: {in_flight:?}")]
pub struct WaitExpired {
    /// The log at the end of the wait.
    pub summary: Summary,
    /// Host and path of what was in flight then, at most 20 of them.
    pub in_flight: Vec<String>,
}

/// Returns when the predicate holds of the log. It is evaluated at once and after each change.
///
/// # Errors
/// [`WaitExpired`] if it did not hold within [`WAIT_LIMIT`].
pub(crate) async fn wait_until(log: &SharedLog, predicate: impl Fn(&Log) -> bool) -> Result<(), WaitExpired> {
    let holds = async {
        loop {
            let changed = log.changed().notified();
            tokio::pin!(changed);
            // Listen first, look then: a change in between must not be missed.
            changed.as_mut().enable();
            if log.read(&predicate) {
                return;
            }
            changed.await;
        }
    };
    tokio::time::timeout(WAIT_LIMIT, holds).await.map_err(|_| log.read(describe))
}

fn describe(log: &Log) -> WaitExpired {
    let in_flight = log.exchanges().iter().filter(|exchange| exchange.is_in_flight());
    WaitExpired {
        summary: log.summary(),
        in_flight: in_flight.take(20).map(|it| format!("{}{}", it.host, it.path)).collect(),
    }
}
