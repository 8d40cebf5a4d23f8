//! What the user sees and touches: small signals, one window of rows, no data of its own.

mod access;
mod actions;
mod app;
mod codegen;
mod commands;
mod compare;
mod confirm;
mod controls;
mod copying;
mod detail;
mod elsewhere;
mod header;
mod help;
mod in_words;
mod incoming;
mod input;
mod list;
mod menu;
mod moved;
mod notifications;
mod part;
mod popover;
mod practice;
mod question;
mod results_menus;
mod run;
mod settings;
mod start;
mod state;
mod status_bar;
mod strip;
mod table;
mod theme;
mod totals;
mod viewer;
mod visits;
mod welcome;

use leptos::prelude::{document, mount_to_body};

use part::Part;

/// Starts the page.
pub fn start() {
    mount_to_body(|| {
        if let Some(body) = document().body() {
            app::start(&Part::around(body.into()));
        }
    });
}
