//! Numbers about many answers: quantiles, the summary of a run, its rate; and what repeated measurements allow to say.

pub mod bootstrap;
pub mod knee;
pub mod median;
pub mod quantile;
pub mod rank_test;
pub mod series;
pub mod summary;
pub mod throughput;
pub mod trend;
