//! The desk in virtual time: a page that presses buttons, runners with the real scheduler, messages that overtake
//! each other on different channels.
#![cfg(not(target_arch = "wasm32"))]

mod comparisons;
mod exports;
mod groups;
mod holding;
mod inspections;
mod lists;
mod merging;
mod page;
mod property;
mod retries;
mod runner;
mod runners;
mod starts;
mod tools;
mod visits;
mod waiting;
mod world;
