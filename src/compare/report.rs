//! The result of an experiment: rows, differences, a sweep's knee, notes. It can be kept, or made during the trials.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use super::hosts::Hosts;
use super::row::{Estimate, NotCompared, ResultRow};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReportState {
    #[default]
    Running,
    /// Nothing begins until the tab is shown again.
    Hidden,
    Done,
    Stopped,
}

impl ReportState {
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Stopped)
    }

    /// The value of `data-state`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Hidden => "hidden",
            Self::Done => "done",
            Self::Stopped => "stopped",
        }
    }
}

/// How a row compares with the first; `p` is the corrected p value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Difference {
    /// This is the first row.
    First,
    /// Not known: too few rounds, or too many requests without an answer.
    #[default]
    Unknown,
    /// Imported, and its time cannot be compared.
    NotCompared(NotCompared),
    /// Imported, and measured once: its noise is unknown.
    Once,
    /// None is shown.
    None { p: f64 },
    /// Significantly faster.
    Faster { p: f64 },
    /// Significantly slower.
    Slower { p: f64 },
}

impl Difference {
    /// The word in exports; empty when unknown.
    pub const fn name(self) -> &'static str {
        match self {
            Self::First => "first",
            Self::Unknown | Self::Once => "",
            Self::NotCompared(_) => "not compared",
            Self::None { .. } => "none shown",
            Self::Faster { .. } => "faster",
            Self::Slower { .. } => "slower",
        }
    }

    /// The p value, corrected for all rows.
    pub const fn p(self) -> Option<f64> {
        match self {
            Self::First | Self::Unknown | Self::NotCompared(_) | Self::Once => None,
            Self::None { p } | Self::Faster { p } | Self::Slower { p } => Some(p),
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ReportRow {
    pub row: ResultRow,
    /// Its counterpart in other tools; empty for none.
    pub stands_for: String,
    /// Times as fast as the first row: the ratio of the median times.
    pub speed_up: Option<f64>,
    /// Whether that is significant.
    pub difference: Difference,
    pub level: Option<u32>,
    /// The p95 over the rounds, in milliseconds.
    pub p95_of_rounds: Option<Estimate>,
}

/// What bounded the rate of a sweep.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bound {
    /// There is no knee yet.
    #[default]
    Unknown,
    /// Nothing: the highest level was the knee.
    NotReached,
    /// The browser, which opens six connections to an HTTP/1.1 host: the rest waits inside it.
    Browser,
    /// The server: requests wait for it.
    Server,
    /// This machine: neither of the two grew, and yet the rate did not.
    Machine,
    /// Not visible: the site does not allow timing.
    Hidden,
    /// The practice server, or this machine that it runs on: its answers have no phases.
    Practice,
}

impl Bound {
    /// The word in exports; empty when unknown.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Unknown => "",
            Self::NotReached => "not reached",
            Self::Browser => "browser",
            Self::Server => "server",
            Self::Machine => "machine",
            Self::Hidden => "hidden",
            Self::Practice => "practice",
        }
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SweepResult {
    /// The knee: the smallest level whose rate is within 5 % of the best. `None` while nothing was answered.
    pub knee: Option<u32>,
    /// The smallest level that may be it.
    pub low: u32,
    pub high: u32,
    pub bound: Bound,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PublishedLine {
    pub article: String,
    pub way: String,
    /// As the article gives it.
    pub figure: String,
    /// The same in seconds; `None` where it is words.
    pub seconds: Option<f64>,
    pub nearest: String,
    /// What that came to here.
    pub ours: Option<OwnFigure>,
}

/// What stands next to a published figure.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum OwnFigure {
    /// How long the nearest strategy took.
    Seconds(f64),
    /// The knee of the sweep.
    Level(u32),
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TrialLine {
    pub name: String,
    /// Its round, from 1; 0 warmed up.
    pub round: u32,
    /// Whether it counts: `counts`, `warm-up`, `hidden`, `stopped`.
    pub outcome: String,
    pub requests: u32,
    pub answered: u32,
    pub failed: u32,
    /// From the first request to the end of the last, in milliseconds.
    pub total_ms: Option<f64>,
    pub rate: Option<f64>,
    /// The 95th percentile of the answers' times, in milliseconds.
    pub p95_ms: Option<f64>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ComparisonReport {
    pub key: String,
    pub title: String,
    pub state: ReportState,
    /// The seed of the order of trials.
    pub seed: u64,
    /// Rounds that count, as requested.
    pub rounds: u32,
    pub hosts: Hosts,
    /// The rows, in the order of the variants.
    pub rows: Vec<ReportRow>,
    /// What a sweep found; `None` for other experiments.
    pub sweep: Option<SweepResult>,
    pub published: Vec<PublishedLine>,
    /// Notes, the most important first.
    pub notes: Vec<String>,
    pub trials: Vec<TrialLine>,
}

impl ComparisonReport {
    pub fn is_over(&self) -> bool {
        self.state.is_over()
    }
}

/// `one / other`, if that is a number.
pub(super) fn ratio(one: f64, other: f64) -> Option<f64> {
    (other > 0.0 && one.is_finite()).then(|| one / other)
}
