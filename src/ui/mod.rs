//! What the user sees and touches: small signals, one window of rows, no data of its own.

#![expect(unreachable_pub, reason = "the component macro makes every component's function pub")]

mod app;
mod incoming;
mod state;
mod table;
mod trouble;

use leptos::prelude::mount_to_body;

/// Mounts the page.
pub fn start() {
    mount_to_body(app::App);
}
