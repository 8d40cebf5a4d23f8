//! Numbers about many answers: quantiles, the summary of a run, its rate.

pub mod quantile;
pub mod series;
pub mod summary;
pub mod throughput;
