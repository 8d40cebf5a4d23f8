//! What the page says to the runner, straight and past the desk, and what the runner says back.

use serde::{Deserialize, Serialize};

use super::{Generation, RunNumber};
use crate::ids::LaneId;
use crate::settings::Limits;

/// From the page to the runner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Control {
    /// The port to the desk comes beside this message.
    Connect,
    /// A command for one run.
    Command {
        /// For which run.
        run: RunNumber,
        /// When it was given.
        generation: Generation,
        /// What to do.
        command: RunCommand,
    },
}

/// What a run can be told while it is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunCommand {
    /// Start nothing new.
    Pause,
    /// Go on.
    Resume,
    /// End everything within one tick.
    Stop,
    /// Call back what is in flight: it is asked again when the run goes on.
    Recall,
    /// Go on with these limits.
    SetLimits(Limits),
    /// Let a lane that has stopped go on.
    ResumeLane(LaneId),
    /// Give a lane up: what waits in it is not sent.
    SkipLane(LaneId),
}

/// From the runner to the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunnerNotice {
    /// The runner listens.
    Ready {
        /// Its build.
        build: String,
    },
    /// A command came for a run that the runner neither has nor had nor can still expect.
    UnknownRun {
        /// The number it named.
        run: RunNumber,
    },
}
