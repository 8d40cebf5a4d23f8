//! The scheduler's specification, as runs against a network that exists only in numbers: hours pass in
//! milliseconds, nothing sleeps, and every run is the same each time.
#![cfg(not(target_arch = "wasm32"))]

mod arrivals;
mod bounded;
mod budget;
mod circuit_breaker;
mod deadlines;
mod hints;
mod interruptions;
mod knobs;
mod limits;
mod methods;
mod pausing;
mod rates;
mod refusals;
mod retries;
mod retry_requests;
mod server;
mod slow_lanes;
mod stopping;
mod stuck;
mod suspect_timeouts;
mod time_budget;
mod tuning;
mod turns;
mod unsettled;
mod world;
