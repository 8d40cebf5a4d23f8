//! From text to links and targets: lists, texts, patterns and the formats of documents, whatever is wrong with them.
#![cfg(not(target_arch = "wasm32"))]

mod bad_input;
mod cases;
mod choice;
mod faults;
mod golden;
mod host_names;
mod lines;
mod normal;
mod parsers;
mod pattern;
mod reader;
mod requested;
mod source;
