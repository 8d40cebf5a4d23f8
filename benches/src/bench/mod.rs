//! What can be measured.

mod articles;
mod compare;
mod desk;
mod extension;
mod files;
mod first_load;
mod input;
mod markdown;
mod mixed;
mod rate;
mod runs;
mod scheduler;
mod truth;
mod tuning;

/// What most benches need.
mod prelude {
    pub(in crate::bench) use serde_json::{Value, json};

    pub(in crate::bench) use crate::failure::Failure;
    pub(in crate::bench) use crate::figure::{Bar, Figure};
    pub(in crate::bench) use crate::options::Options;
    pub(in crate::bench) use crate::orders::{PageCost, Pool, Targets, number};
    pub(in crate::bench) use crate::stage::{Stage, Wire};
    pub(in crate::bench) use crate::statistics::{median, megabytes, quantile, range};
    pub(in crate::bench) use crate::turns::{Side, Timed, rate, run_volley, span_ms};

    pub(in crate::bench) const MS_PER_S: f64 = 1_000.0;
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

/// A table of benches, in which `sync` marks those that run on this thread alone, without a browser.
macro_rules! benches {
    (@run sync $measure:path) => { |options| Box::pin(std::future::ready(Ok($measure(options)))) };
    (@run async $measure:path) => { |options| Box::pin($measure(options)) };
    ($($name:literal, $about:literal, $kind:tt $measure:path;)+) => {
        [$(Bench { name: $name, about: $about, run: benches!(@run $kind $measure) }),+]
    };
}

/// Those that run only by their names: they need more than a browser.
pub(crate) const BY_NAME: [Bench; 1] = benches! {
    "articles", "every script that Volley writes, and the page (by `cargo xtask bench --articles`)",
        async articles::measure;
};

/// All others, in the order in which they run when none is named.
pub(crate) const ALL: [Bench; 20] = benches! {
    "first-load", "when the page can be used, on a first visit and a reload",
        async first_load::measure;
    "rate", "requests a second, 60 in flight, the server answers at once, compared with a JS pool",
        async rate::at_once;
    "rate-elsewhere", "the same to another origin", async rate::at_once_elsewhere;
    "rate20", "as `rate`, with a server that takes 20 ms", async rate::after_20_ms;
    "extension", "the extension with access to all sites, compared with the same build as a web page: requests a second",
        async extension::measure;
    "ten-by-one", "10 x a one-second delay over HTTP/2", async runs::ten_by_one;
    "everything", "all targets at once, at the ceiling of 1,000 in flight: how many are lost",
        async runs::everything;
    "pattern", "a pattern of 36^4 = 1,679,616 links: ready", async input::pattern;
    "million", "a million links from a file: read, sort, filter, jump, memory, windows while it is sorted",
        async files::million;
    "markdown", "5,000 Markdown files (50 MB): read to ready; one of 25 MB: how long windows of the table wait",
        async markdown::measure;
    "typing", "each key in a text area of 2,000 lines: what it costs the page, and when it is read",
        async input::typing;
    "hundred-thousand", "100,000 targets, 60 in flight: long tasks and frames of the page",
        async runs::hundred_thousand;
    "truth", "times shown against the server's log, and queueing shown as queueing",
        async truth::measure;
    "practice", "the practice server: Try it, and 40 targets on a server with eight places of 100 ms",
        async runs::practice;
    "scheduler", "the scheduler alone: a million targets over ten thousand origins (no browser)",
        sync scheduler::measure;
    "desk", "the desk alone: its longest step, with a million links of a file and with 5,000,000 of a pattern (no browser)",
        sync desk::measure;
    "tuning", "self-tuning compared with the best fixed level: 8, 24 and 60 places, and 429 past 200 a second",
        async tuning::measure;
    "mixed", "100,000 targets (25 x --targets), a fifth of them resets, stalls, 429 and cut bodies: verdicts, attempts, memory",
        async mixed::measure;
    "compare", "Compare: 10 x a one-second delay over HTTP/2 by two ways; the knee of servers of 8, 24 and 60 places",
        async compare::measure;
    "import", "500 MB of results imported: dropped, and chosen",
        async files::import;
};
