//! The log as the server's tasks share it, with its clock, its lock and its bell; the guard of one exchange, which logs its
//! end once, whatever becomes of the request.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use http::StatusCode;
use tokio::sync::Notify;

use super::exchange::{Arrival, Ending};
use super::ledger::Log;

/// The log as the server's tasks share it. A clone is another handle on the same log.
#[derive(Clone, Debug)]
pub(crate) struct SharedLog(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    started: Instant,
    log: Mutex<Log>,
    changed: Notify,
}

impl SharedLog {
    pub(crate) fn new() -> Self {
        let log = Mutex::new(Log::default());
        Self(Arc::new(Inner { started: Instant::now(), log, changed: Notify::new() }))
    }

    /// Returns what `ask` returns of the log. The log is locked meanwhile.
    pub(crate) fn read<T>(&self, ask: impl FnOnce(&Log) -> T) -> T {
        ask(&self.lock())
    }

    /// Rings for each change.
    pub(crate) fn changed(&self) -> &Notify {
        &self.0.changed
    }

    /// Returns the present time, in milliseconds since the start.
    pub(crate) fn now_ms(&self) -> f64 {
        self.0.started.elapsed().as_secs_f64() * 1e3
    }

    pub(crate) fn clear(&self) {
        self.change(|log, _| log.clear());
    }

    /// Returns the guard of a new exchange.
    pub(crate) fn begin(&self, arrival: &Arrival<'_>) -> Ticket {
        let (seq, host) = self.change(|log, now_ms| log.begin(arrival, now_ms));
        Ticket { log: self.clone(), seq, host, finished: AtomicBool::new(false) }
    }

    pub(crate) fn open_connection(&self) {
        self.change(|log, _| log.open_connection());
    }

    pub(crate) fn close_connection(&self) {
        self.change(|log, _| log.close_connection());
    }

    /// Changes the log at the present moment, in milliseconds since the start, and rings.
    fn change<T>(&self, change: impl FnOnce(&mut Log, f64) -> T) -> T {
        let result = {
            // The clock is read under the lock, so that times never go back along the log.
            let mut log = self.lock();
            let now_ms = self.0.started.elapsed().as_secs_f64() * 1e3;
            change(&mut log, now_ms)
        };
        self.0.changed.notify_waiters();
        result
    }

    fn lock(&self) -> MutexGuard<'_, Log> {
        // A test's predicate may panic while it reads; the data is whole all the same.
        self.0.log.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The guard of one exchange. Dropped before [`finish`](Self::finish), it logs
/// [`Ending::Aborted`]: the server drops a request's future or body when the client goes.
#[derive(Debug)]
pub(crate) struct Ticket {
    log: SharedLog,
    seq: u64,
    host: Arc<str>,
    finished: AtomicBool,
}

impl Ticket {
    /// Returns what the future returns and logs how long that took as the handler's wait.
    pub(crate) async fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        let started = Instant::now();
        let result = future.await;
        let wait_ms = started.elapsed().as_secs_f64() * 1e3;
        self.log.change(|log, _| log.add_wait(self.seq, wait_ms));
        result
    }

    /// Logs that the answer's headers are ready.
    pub(crate) fn answer(&self, status: StatusCode) {
        self.log.change(|log, now_ms| log.answer(self.seq, status.as_u16(), now_ms));
    }

    /// Logs the end, the first time it is called.
    pub(crate) fn finish(&self, ending: Ending) {
        if !self.finished.swap(true, Ordering::Relaxed) {
            self.log.change(|log, now_ms| log.end(self.seq, &self.host, ending, now_ms));
        }
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        self.finish(Ending::Aborted);
    }
}
