//! What can be measured, a file each.

mod articles;
mod compare;
mod desk;
mod everything;
mod first_load;
mod hundred_thousand;
mod import;
mod markdown;
mod million;
mod mixed;
mod pattern;
mod practice;
mod rate;
mod scheduler;
mod ten_by_one;
mod truth;
mod tuning;
mod typing;

/// What most benches need.
mod prelude {
    pub(in crate::bench) use serde_json::{Value, json};

    pub(in crate::bench) use super::Bench;
    pub(in crate::bench) use crate::failure::Failure;
    pub(in crate::bench) use crate::figure::{Bar, Figure};
    pub(in crate::bench) use crate::options::Options;
    pub(in crate::bench) use crate::orders::{PageCost, Pool, Targets, number};
    pub(in crate::bench) use crate::stage::{Stage, Wire};
    pub(in crate::bench) use crate::statistics::{median, median_ratio, megabytes, quantile, range};
    pub(in crate::bench) use crate::turns::{rate, run_volley, span_ms};
}

use std::pin::Pin;

use crate::failure::Failure;
use crate::figure::Figure;
use crate::options::Options;

/// A bench on its way to its figures.
pub(crate) type Running<'a> = Pin<Box<dyn Future<Output = Result<Vec<Figure>, Failure>> + 'a>>;

/// Something that can be measured by name.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bench {
    pub(crate) name: &'static str,
    /// What it measures, in a line.
    pub(crate) about: &'static str,
    pub(crate) run: fn(&Options) -> Running<'_>,
}

/// Those that run only by their names: they need more than a browser.
pub(crate) const BY_NAME: [Bench; 1] = [articles::BENCH];

/// All others, in the order in which they run when none is named.
pub(crate) const ALL: [Bench; 18] = [
    first_load::BENCH,
    rate::AT_ONCE,
    rate::AFTER_20_MS,
    ten_by_one::BENCH,
    everything::BENCH,
    pattern::BENCH,
    million::BENCH,
    markdown::BENCH,
    typing::BENCH,
    hundred_thousand::BENCH,
    truth::BENCH,
    practice::BENCH,
    scheduler::BENCH,
    desk::BENCH,
    tuning::BENCH,
    mixed::BENCH,
    compare::BENCH,
    import::BENCH,
];
