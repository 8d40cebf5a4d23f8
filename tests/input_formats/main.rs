//! Links out of the formats of documents: each with its place and label, whatever is wrong with the file.
#![cfg(not(target_arch = "wasm32"))]

mod bad_input;
mod faults;
mod golden;
mod parsers;
mod requested;
mod source;
