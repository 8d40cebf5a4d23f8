//! What the page sends straight to the runner, past the desk, and the answers.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use super::Generation;
use crate::ids::{LaneId, RunId};
use crate::settings::Limits;

/// From the page to the runner.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Control {
    /// The port to the desk is attached.
    Connect,
    /// The port is attached on which the extension's page tells what it observes of requests.
    Observe,
    /// Whether the extension may see all sites, and is told the addresses of servers.
    SetAccess { is_granted: bool, has_addresses: bool },
    /// Pass this command on to a run.
    Command { run: RunId, generation: Generation, command: RunCommand },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunCommand {
    /// Start nothing new.
    Pause,
    Resume,
    /// End everything within one tick.
    Stop,
    /// Abort what is in flight; it is requested again on Resume.
    Recall,
    SetLimits(Limits),
    /// Let a stopped lane continue.
    ResumeLane(LaneId),
    /// Give a lane up: what waits in it is not sent.
    SkipLane(LaneId),
}

/// From the runner to the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunnerNotice {
    /// The runner listens.
    Ready { build: String },
    /// A command named a run that never existed here and cannot be expected.
    UnknownRun { run: RunId },
}
