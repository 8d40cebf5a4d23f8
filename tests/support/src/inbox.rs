//! What pages send to the test: results, reports, and requests that are kept as they came.

use std::sync::{Mutex, PoisonError};

use bytes::Bytes;
use http::{HeaderMap, Method};
use serde_json::Value;
use tokio::sync::Notify;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

/// A request to `/take/{key}`, as it came.
#[derive(Clone, Debug)]
pub struct Taken {
    /// The key, as decoded.
    pub key: String,
    /// The method.
    pub method: Method,
    /// All headers.
    pub headers: HeaderMap,
    /// The whole body.
    pub body: Bytes,
}

/// What pages send to the test.
#[derive(Debug)]
pub(crate) struct Inbox {
    taken: Mutex<Vec<Taken>>,
    reports: Mutex<Vec<Value>>,
    reported: Notify,
    results: UnboundedSender<Bytes>,
    unread: tokio::sync::Mutex<UnboundedReceiver<Bytes>>,
}

impl Inbox {
    pub(crate) fn new() -> Self {
        let (results, unread) = unbounded_channel();
        Self {
            taken: Mutex::default(),
            reports: Mutex::default(),
            reported: Notify::new(),
            results,
            unread: tokio::sync::Mutex::new(unread),
        }
    }

    /// Keeps a report; one that is not JSON as a string.
    pub(crate) fn put_report(&self, body: &[u8]) {
        let text = || Value::String(String::from_utf8_lossy(body).into_owned());
        let report = serde_json::from_slice(body).unwrap_or_else(|_| text());
        self.reports.lock().unwrap_or_else(PoisonError::into_inner).push(report);
        self.reported.notify_waiters();
    }

    /// Ends when at least `count` reports have come; waits for them without limit.
    pub(crate) async fn wait_reports(&self, count: usize) {
        loop {
            // Listening begins before the look, so that a report between the two is not missed.
            let mut next = core::pin::pin!(self.reported.notified());
            next.as_mut().enable();
            if self.reports().len() >= count {
                return;
            }
            next.await;
        }
    }

    pub(crate) fn reports(&self) -> Vec<Value> {
        self.reports.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn put_taken(&self, taken: Taken) {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).push(taken);
    }

    pub(crate) fn taken(&self) -> Vec<Taken> {
        self.taken.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn put_result(&self, body: Bytes) {
        // The receiver lives as long as the sender, so this cannot fail.
        let _ = self.results.send(body);
    }

    /// Returns the oldest result not yet taken; waits for it without limit.
    pub(crate) async fn next_result(&self) -> Bytes {
        self.unread.lock().await.recv().await.unwrap_or_default()
    }
}
