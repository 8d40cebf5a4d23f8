//! The scheduler's specification, told as runs against a network that exists only in numbers: hours pass in
//! milliseconds, nothing sleeps, and every run is the same each time.
#![cfg(not(target_arch = "wasm32"))]

mod deadlines;
mod doubt;
mod limits;
mod pausing;
mod refusals;
mod retries;
mod stopping;
mod turns;
mod world;
