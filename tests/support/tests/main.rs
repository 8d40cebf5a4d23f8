//! The origin server, seen from its clients.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

mod answers;
mod certificates;
mod client;
mod command;
mod early_resets;
mod faults;
mod lifecycle;
mod log;
mod mapped;
mod raw;
mod sharing;
mod site;
mod waits;

use client::{Client, Via};
use volley_origin::{Origin, OriginConfig};

async fn start() -> Origin {
    Origin::start(OriginConfig::default()).await.unwrap()
}

/// A server and a client of it.
async fn open(via: Via) -> (Origin, Client) {
    let origin = start().await;
    let client = Client::new(&origin, via).await;
    (origin, client)
}
