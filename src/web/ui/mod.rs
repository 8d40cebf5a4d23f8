//! What the user sees and touches: small signals, one window of rows, no data of its own.

#![expect(unreachable_pub, reason = "the component macro makes every component's function pub")]

mod actions;
mod app;
mod codegen;
mod compare;
mod confirm;
mod detail;
mod export_menu;
mod figures;
mod header;
mod incoming;
mod input;
mod leave;
mod list;
mod live_region;
mod menu;
mod notifications;
mod phase;
mod practice;
mod retry_menu;
mod run;
mod run_commands;
mod settings;
mod shortcuts;
mod start;
mod state;
mod status_bar;
mod table;
mod tabs;
mod title;
mod totals;
mod trouble;
mod viewer;
mod visibility;
mod welcome;
mod width;

use leptos::prelude::mount_to_body;

/// Mounts the page.
pub fn start() {
    mount_to_body(app::App);
}
