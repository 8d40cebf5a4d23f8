//! Compare: named ways of asking the same targets, tried in turns and told apart only where the noise lets them; and the
//! sweep that finds how many requests at a time pay.
//!
//! # From a request to a result
//! [`request`]: what the user asks for. [`experiment`]: the same, validated: variants, rounds. [`cost`]: most requests that
//! it sends, which is what the user says yes to.
//! [`trials`]: a state machine without I/O that says which variant is tried next. [`trial`]: what one trial measured.
//! [`report`]: rows, differences, the sweep's knee and what bounded it; [`row`] is the part that a tool outside the browser
//! can bring too. [`presets`]: ready-made experiments, with the figures that articles have published.
//!
//! # How trials are laid out
//! Round 0 warms up and is dropped: caches fill, code is compiled, connections open. In each round after it every variant
//! is tried once, in an order shuffled from a seed that is shown, so that what drifts falls on all alike. A round in which
//! the tab was hidden is marked and tried again.

pub mod cost;
pub mod evaluate;
pub mod experiment;
pub mod export;
pub mod hosts;
pub mod imported;
pub mod kept;
pub mod levels;
pub mod picture;
pub mod presets;
pub mod report;
pub mod request;
pub mod row;
pub mod strategy;
pub mod sweep;
pub mod trial;
pub mod trials;
pub mod view;
