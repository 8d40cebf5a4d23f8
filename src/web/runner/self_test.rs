//! Distinguishes the browser's refusal from a target's failure by fetching a file of our own.
//!
//! Past about 1,350 fetches in flight in one process Chromium fails new ones at once, with the very error of a closed
//! port. If a file of our own cannot be fetched either, it was the browser.

use std::cell::RefCell;

use futures::FutureExt as _;
use futures::future::{LocalBoxFuture, Shared};

use crate::units::Millis;
use crate::web::ipc::place::worker_script;

/// A failure this soon after its start may be a refusal.
const INSTANT_MS: f64 = 50.0;
/// With fewer in flight no browser refuses.
const MANY_IN_FLIGHT: u32 = 200;

/// Whether a failure is worth a self-test.
pub(super) fn is_suspicious(took: Millis, in_flight: u32) -> bool {
    took.get() < INSTANT_MS && in_flight >= MANY_IN_FLIGHT
}

/// One test at a time, shared by all failures of a burst.
#[derive(Debug, Default)]
pub(super) struct SelfTest {
    running: RefCell<Option<Shared<LocalBoxFuture<'static, bool>>>>,
}

impl SelfTest {
    /// Whether the browser refuses requests at this moment.
    pub(super) async fn browser_refuses(&self) -> bool {
        let test =
            self.running.borrow_mut().get_or_insert_with(|| own_file_fails().boxed_local().shared()).clone();
        let refuses = test.await;
        self.running.borrow_mut().take();
        refuses
    }
}

async fn own_file_fails() -> bool {
    let Some(here) = worker_script() else { return false };
    let Ok(file) = web_sys::Url::new_with_base("boot.js", &here) else { return false };
    gloo_net::http::Request::get(&file.href()).cache(web_sys::RequestCache::NoStore).send().await.is_err()
}
