//! Compare: named ways to request the same targets, run in turns and called different only where that is significant;
//! and the sweep that finds the best concurrency.
//!
//! # From a request to a result
//! [`request`]: what the form holds. [`experiment`]: the same, validated. [`cost`]: the most requests it sends, which the
//! user confirms. [`trials`]: a state machine without I/O that picks the next variant. [`trial`]: what one measured.
//! [`report`]: rows, differences, the sweep's knee and what bounded it; [`row`] can be imported too. [`presets`]:
//! ready-made experiments, with the figures that articles have published.
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
pub mod published;
pub mod report;
pub mod request;
pub mod row;
pub mod strategy;
pub mod sweep;
pub mod trial;
pub mod trials;
pub mod view;
