//! How a target is requested, and within which limits.

use serde::{Deserialize, Serialize};

use crate::settings::{Limits, Verb};

/// Visits at a time.
const MAX_VISITS: u32 = 4;
/// How long a visit may wait for its answer, in milliseconds.
const CONFIRM_TIMEOUT_MS: u32 = 15_000;
/// The same for one that the user watches: time to tick a box.
const WATCH_TIMEOUT_MS: u32 = 60_000;

/// How a target is requested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Transport {
    /// By the runner's `fetch`, with the method of the run.
    #[default]
    Fetch,
    /// By a [probe](Verb::Probe).
    Probe,
    /// By a visit in a tab behind, cut off after the headers.
    BackgroundTab,
    /// By a visit in a tab in front of the user.
    WatchedTab,
}

impl Transport {
    /// Whether it is a visit.
    pub const fn is_visit(self) -> bool {
        matches!(self, Self::BackgroundTab | Self::WatchedTab)
    }

    /// What it requests, whatever the method of the run; `None` for that.
    pub const fn verb(self) -> Option<Verb> {
        match self {
            Self::Fetch => None,
            Self::Probe => Some(Verb::Probe),
            // No HEAD comes before it, which would be another visit.
            Self::BackgroundTab | Self::WatchedTab => Some(Verb::Get),
        }
    }

    /// The limits of visits, whatever those of a run are: a few at a time, one to a host, each once; `None` for fetches.
    pub fn limits(self) -> Option<Limits> {
        let timeout_ms = match self {
            Self::Fetch | Self::Probe => return None,
            Self::BackgroundTab => CONFIRM_TIMEOUT_MS,
            Self::WatchedTab => WATCH_TIMEOUT_MS,
        };
        Some(Limits {
            concurrency: MAX_VISITS,
            per_origin: 1,
            timeout_ms,
            retries: 0,
            second_tries: false,
            stop_after: None,
            ..Limits::default()
        })
    }
}
