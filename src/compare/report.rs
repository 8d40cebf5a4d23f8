//! What an experiment came to: rows, differences, a sweep's knee, and what is to be known beside them. It can be kept, and
//! it can be told while the trials are still on.

use serde::{Deserialize, Serialize};

use super::hosts::Hosts;
use super::row::{Estimate, NotCompared, ResultRow};

/// Whether an experiment is over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportState {
    /// It is on.
    #[default]
    Running,
    /// Nothing begins until the tab is seen again.
    Hidden,
    /// All was tried.
    Done,
    /// It was stopped: what was measured until then.
    Stopped,
}

impl ReportState {
    /// Whether nothing more will be measured.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Stopped)
    }

    /// The word, as it stands in `data-state`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Hidden => "hidden",
            Self::Done => "done",
            Self::Stopped => "stopped",
        }
    }
}

/// How a row stands to the first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Difference {
    /// It is the first.
    First,
    /// Nothing can be said: too few rounds, or too many requests that brought no answer.
    #[default]
    Unknown,
    /// It is from elsewhere, and its time says nothing beside the first.
    NotCompared(NotCompared),
    /// It is from elsewhere, and was measured once: nothing is known of the noise.
    Once,
    /// It does not stand out of the noise; the chance of one as great by accident, corrected.
    None {
        /// The chance, 0 to 1.
        p: f64,
    },
    /// It takes less time.
    Faster {
        /// The chance, 0 to 1.
        p: f64,
    },
    /// It takes more time.
    Slower {
        /// The chance, 0 to 1.
        p: f64,
    },
}

impl Difference {
    /// The word for the exports; empty where nothing can be said.
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

    /// The chance of a difference as great by accident, corrected for all rows.
    pub const fn p(self) -> Option<f64> {
        match self {
            Self::First | Self::Unknown | Self::NotCompared(_) | Self::Once => None,
            Self::None { p } | Self::Faster { p } | Self::Slower { p } => Some(p),
        }
    }
}

/// A row and how it stands to the first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportRow {
    /// The row.
    pub row: ResultRow,
    /// What it stands for elsewhere; empty for nothing.
    pub stands_for: String,
    /// How many times as fast as the first row: the ratio of the median times. `None` where one of them has none.
    pub speed_up: Option<f64>,
    /// Whether that stands out of the noise.
    pub difference: Difference,
    /// The level of a sweep.
    pub level: Option<u32>,
    /// The p95 over the rounds, in milliseconds.
    pub p95_of_rounds: Option<Estimate>,
}

/// What held the rate of a sweep back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// Nobody can see: the site does not allow timing.
    Hidden,
    /// The practice server, or this machine that it runs on: its answers have no phases.
    Practice,
}

impl Bound {
    /// The word for the exports; empty where nothing is known.
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

/// What a sweep found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SweepResult {
    /// The knee: the smallest level whose rate is within 5 % of the best. `None` while nothing was answered.
    pub knee: Option<u32>,
    /// The smallest level that may be it.
    pub low: u32,
    /// The greatest.
    pub high: u32,
    /// What held the rate back.
    pub bound: Bound,
}

/// A figure that somebody has published, and ours.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct PublishedLine {
    /// What it was measured with.
    pub way: String,
    /// How long it took, in seconds.
    pub seconds: f64,
    /// Where it stands.
    pub source: String,
    /// The row of ours that comes nearest.
    pub nearest: String,
    /// How long that took, in seconds.
    pub ours: Option<f64>,
}

/// One trial, as it is exported.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct TrialLine {
    /// Whose it was.
    pub name: String,
    /// Its round, from 1; 0 warmed up.
    pub round: u32,
    /// Whether it counts: `counts`, `warm-up`, `hidden`, `stopped`.
    pub outcome: String,
    /// Requests that ended.
    pub requests: u32,
    /// Those answered.
    pub answered: u32,
    /// Those that failed.
    pub failed: u32,
    /// From the first request to the end of the last, in milliseconds.
    pub total_ms: Option<f64>,
    /// Answers a second.
    pub rate: Option<f64>,
    /// 95 of a hundred answers took no longer, in milliseconds.
    pub p95_ms: Option<f64>,
}

/// See the [module](self).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ComparisonReport {
    /// The experiment's stable name.
    pub key: String,
    /// The experiment's name.
    pub title: String,
    /// Whether it is over.
    pub state: ReportState,
    /// What the order of its trials came from.
    pub seed: u64,
    /// Rounds that count, as they were asked for.
    pub rounds: u32,
    /// Who was asked.
    pub hosts: Hosts,
    /// The rows, the first first.
    pub rows: Vec<ReportRow>,
    /// What a sweep found; `None` for other experiments.
    pub sweep: Option<SweepResult>,
    /// What others have measured, beside ours.
    pub published: Vec<PublishedLine>,
    /// What is to be known beside the figures, the most important first.
    pub notes: Vec<String>,
    /// All trials, in their order.
    pub trials: Vec<TrialLine>,
}

impl ComparisonReport {
    /// Whether it is over.
    pub fn is_over(&self) -> bool {
        self.state.is_over()
    }
}

/// How many times `other` is in `one`; `None` where there is nothing to divide by.
pub(super) fn ratio(one: f64, other: f64) -> Option<f64> {
    (other > 0.0 && one.is_finite()).then(|| one / other)
}
