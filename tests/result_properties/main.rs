//! The results of random runs of random lists, against models that are slow and plain.
#![cfg(not(target_arch = "wasm32"))]

mod filter;
mod groups;
mod lists;
mod order;
mod outcomes;
mod quantile;
mod table;
mod view;

/// Cases of each property: a second or two of all.
const CASES: u32 = 80;
