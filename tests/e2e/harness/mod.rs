//! The base of the tests: the driver, the browser, the page by its test hooks, and the stage that holds them.

mod access;
mod barriers;
mod browser;
mod compare;
mod driver;
mod export;
mod extension;
mod files;
mod hosts;
mod page;
mod scripts;
mod stage;
mod summary;
mod table;
mod wait;

pub(crate) use compare::Compared;
pub(crate) use driver::Kind;
pub(crate) use export::columns;
pub(crate) use extension::Access;
pub(crate) use hosts::MISSING_HOST;
pub(crate) use page::Page;
pub(crate) use scripts::CATCH_WORKERS;
pub(crate) use stage::{Stage, dist};
pub(crate) use summary::{Summary, Totals};

/// What a test hands to the browser or gets from it.
pub(crate) use serde_json::{Value, json};

/// The path in an environment variable that `cargo xtask test` sets.
fn program(variable: &str) -> String {
    std::env::var(variable)
        .unwrap_or_else(|_| panic!("{variable} is not set: run `cargo xtask test --only e2e`"))
}
