//! What the user sees and touches: small signals, one window of rows, no data of its own.

#![expect(unreachable_pub, reason = "the component macro makes every component's function pub")]

mod access;
mod actions;
mod app;
mod codegen;
mod compare;
mod confirm;
mod controls;
mod detail;
mod header;
mod in_words;
mod incoming;
mod input;
mod list;
mod menu;
mod moved;
mod notifications;
mod practice;
mod results_menus;
mod run;
mod settings;
mod start;
mod state;
mod status_bar;
mod table;
mod totals;
mod viewer;
mod welcome;

use leptos::prelude::mount_to_body;

/// Mounts the page.
pub fn start() {
    mount_to_body(app::App);
}
