//! What a row without a verdict waits for while its run goes on.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::units::Millis;

/// Where a target is that was requested and has no verdict.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Stage {
    /// In flight for so long.
    InFlight(Millis),
    /// Its next attempt is due in so long.
    Backoff(Millis),
    /// Its next attempt comes later; when is not known, as while the run is paused.
    Later,
}

/// What a target without a verdict waits for in a run. As text it is that of a pill: `not started`, `queued`, `in flight`, `retry in 3 s`,
/// `retry later`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum RowWait {
    /// The run itself.
    NotStarted,
    /// A slot.
    Queued,
    /// The end of an attempt, or the time of the next.
    Begun {
        /// That attempt, from 1: only those count that followed a failure that may pass. `None` where it is not known.
        attempt: Option<u8>,
        /// Where it is.
        stage: Stage,
    },
}

impl RowWait {
    /// For how long its attempt has been in flight; `None` where none is.
    pub const fn in_flight_for(self) -> Option<Millis> {
        match self {
            Self::Begun { stage: Stage::InFlight(lasting), .. } => Some(lasting),
            _ => None,
        }
    }

    /// The sign that goes with it, so that a colour is never alone.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::NotStarted | Self::Queued => "·",
            Self::Begun { stage: Stage::InFlight(_), .. } => "→",
            Self::Begun { stage: Stage::Backoff(_) | Stage::Later, .. } => "↻",
        }
    }

    /// The same with the attempt, where it is known: `in flight, attempt 2`.
    pub fn in_full(self) -> String {
        match self {
            Self::Begun { attempt: Some(attempt), .. } => format!("{self}, attempt {attempt}"),
            Self::NotStarted | Self::Queued | Self::Begun { attempt: None, .. } => self.to_string(),
        }
    }
}

impl fmt::Display for RowWait {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotStarted => out.write_str("not started"),
            Self::Queued => out.write_str("queued"),
            Self::Begun { stage: Stage::InFlight(_), .. } => out.write_str("in flight"),
            Self::Begun { stage: Stage::Backoff(left), .. } => {
                write!(out, "retry in {} s", left.seconds_up())
            }
            Self::Begun { stage: Stage::Later, .. } => out.write_str("retry later"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_state_has_its_words() {
        let begun = |stage| RowWait::Begun { attempt: Some(2), stage };
        let in_flight = begun(Stage::InFlight(Millis::new(4_100.0)));
        let retry = begun(Stage::Backoff(Millis::new(2_001.0)));
        let waits = [RowWait::Queued, in_flight, retry];
        assert_eq!(waits.map(|wait| wait.to_string()), ["queued", "in flight", "retry in 3 s"]);
        assert_eq!(waits.map(RowWait::in_full)[1..], ["in flight, attempt 2", "retry in 3 s, attempt 2"]);
        assert_eq!(begun(Stage::Later).to_string(), "retry later");
        assert_eq!(waits.map(RowWait::in_flight_for), [None, Some(Millis::new(4_100.0)), None]);
    }
}
