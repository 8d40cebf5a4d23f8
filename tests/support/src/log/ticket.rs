//! The guard of one exchange: whatever becomes of the request, its end is logged once.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Instant;

use http::StatusCode;

use super::exchange::Ending;
use super::shared::SharedLog;

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
    pub(super) fn new(log: SharedLog, seq: u64, host: Arc<str>) -> Self {
        Self { log, seq, host, finished: AtomicBool::new(false) }
    }

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
