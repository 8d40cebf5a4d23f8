//! One row of a comparison: from trials of this page, or imported from another tool.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use crate::units::Millis;

/// Share of answered requests below which a row is not compared: failing fast is not fast.
const LEAST_ANSWERED: f64 = 0.95;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowProvenance {
    /// This page, in this browser, over the network.
    #[default]
    Browser,
    /// This page, with its own practice server: there was no network.
    Practice,
    /// A tool outside the browser, by its name: `aiohttp`, `wrk`.
    Tool(String),
    /// This page as an extension with access to all sites.
    Extension,
}

impl RowProvenance {
    /// The word for the column and the exports: `browser`, `practice`, `extension`, or the tool's name.
    pub fn name(&self) -> &str {
        match self {
            Self::Browser => "browser",
            Self::Practice => "practice",
            Self::Tool(name) => name,
            Self::Extension => "extension",
        }
    }
}

/// A figure over the rounds of a row: the median and what it may be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimate {
    pub median: f64,
    /// The lower and the upper end of `spread`; both are the median where there was one round.
    pub low: f64,
    pub high: f64,
    pub spread: EstimateBounds,
}

/// What the two ends of an [`Estimate`] are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum EstimateBounds {
    /// There was one round: nothing is known of the spread.
    #[default]
    One,
    /// The least and the greatest round: five or fewer allow no interval of 95 %.
    Range,
    /// A confidence interval of the median, of 95 % or more.
    Confidence,
}

impl Estimate {
    /// A figure without a spread.
    pub const fn single(value: f64) -> Self {
        Self { median: value, low: value, high: value, spread: EstimateBounds::One }
    }
}

/// The figures of one variant. Unknown values are `None`, never zero.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ResultRow {
    /// Its unique name.
    pub name: String,
    pub provenance: RowProvenance,
    /// Rounds that count.
    pub rounds: u32,
    /// Requests that ended in those rounds.
    pub requests: u32,
    /// Those whose answer came whole or cut at our cap, with a status below 500 that is not 429.
    pub answered: u32,
    /// Those that failed: a timeout, 429, 5xx, an answer that broke off.
    pub failed: u32,
    /// All others: no visible answer, not sent, cancelled.
    pub unseen: u32,
    /// How long a round took, in milliseconds: from its first request to the end of its last.
    pub total: Option<Estimate>,
    /// Answers a second in a round.
    pub rate: Option<Estimate>,
    pub p50: Option<Millis>,
    pub p95: Option<Millis>,
    pub p99: Option<Millis>,
    /// Most bytes of bodies that were held at once, where that was counted.
    pub held_bytes: Option<u64>,
    /// A remark, as a sentence; empty for none.
    pub remark: String,
}

impl ResultRow {
    /// Whether enough of its requests were answered to compare it.
    pub fn is_answered(&self) -> bool {
        self.requests > 0 && f64::from(self.answered) >= LEAST_ANSWERED * f64::from(self.requests)
    }

    /// Why its time cannot be compared with that of `first`; `None` if it can.
    pub fn why_not_compared(&self, first: &Self) -> Option<NotCompared> {
        let a_round = |row: &Self| row.requests / row.rounds.max(1);
        let is_practice = |row: &Self| row.provenance == RowProvenance::Practice;
        if !self.is_answered() || !first.is_answered() {
            Some(NotCompared::FewAnswers)
        } else if is_practice(self) != is_practice(first) {
            Some(NotCompared::Practice)
        } else if a_round(self) != a_round(first) {
            Some(NotCompared::OtherRequests)
        } else if self.total.is_none() || first.total.is_none() {
            Some(NotCompared::NoTime)
        } else {
            None
        }
    }
}

/// Why the times of two rows cannot be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NotCompared {
    FewAnswers,
    Practice,
    OtherRequests,
    NoTime,
}

impl NotCompared {
    pub const fn reason(self) -> &'static str {
        match self {
            Self::FewAnswers => "too few answers",
            Self::Practice => "practice has no network",
            Self::OtherRequests => "not as many requests as the first",
            Self::NoTime => "no time is known",
        }
    }
}
