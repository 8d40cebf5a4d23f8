//! What a run waits for, by name: for a user who sees nothing move.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::result::waiting::Stage;

/// The target that has been in flight for longest, or the next attempt where nothing is in flight.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct WaitsFor {
    /// Its host, as people write it.
    pub host: String,
    /// That attempt, from 1.
    pub attempt: u8,
    /// Most attempts that a target gets for failures that may pass.
    pub attempts: u8,
    /// Where it is.
    pub stage: Stage,
}

impl fmt::Display for WaitsFor {
    /// `Waiting for wiki.example.org · attempt 2 of 3 · 4 s`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, attempt, attempts, stage } = self;
        match stage {
            Stage::InFlight(_) => write!(out, "Waiting for {host}")?,
            Stage::Backoff(left) => write!(out, "Retrying {host} in {} s", left.seconds_up())?,
            Stage::Later => write!(out, "Retrying {host} later")?,
        }
        // The limit may have been lowered since.
        match (attempt, attempts) {
            (1, 1) => {}
            (attempt, attempts) if attempt <= attempts => write!(out, " · attempt {attempt} of {attempts}")?,
            (attempt, _) => write!(out, " · attempt {attempt}")?,
        }
        match stage {
            Stage::InFlight(lasting) => write!(out, " · {} s", lasting.seconds_down()),
            Stage::Backoff(_) | Stage::Later => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Millis;

    #[test]
    fn it_is_one_line_in_whole_seconds() {
        let line = |attempt, attempts, stage| {
            WaitsFor { host: "wiki.example.org".into(), attempt, attempts, stage }.to_string()
        };
        let in_flight = Stage::InFlight(Millis::new(4_900.0));
        assert_eq!(line(2, 3, in_flight), "Waiting for wiki.example.org · attempt 2 of 3 · 4 s");
        assert_eq!(line(1, 1, in_flight), "Waiting for wiki.example.org · 4 s");
        assert_eq!(line(4, 3, in_flight), "Waiting for wiki.example.org · attempt 4 · 4 s");
        let retry = Stage::Backoff(Millis::new(2_100.0));
        assert_eq!(line(2, 3, retry), "Retrying wiki.example.org in 3 s · attempt 2 of 3");
    }
}
