//! What is said of Compare: the page's wishes, and what the desk tells of them.

use serde::{Deserialize, Serialize};

use super::{LocalDenied, LocalTargets, RunKind};
use crate::compare::export::ComparisonFormat;
use crate::compare::request::ExperimentRequest;
use crate::compare::view::ComparisonView;
use crate::settings::RunSettings;

/// From the page to the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CompareCommand {
    /// Say what this experiment would cost; the answer carries its number.
    Plan {
        /// Counts the wishes.
        number: u32,
        /// The wish.
        request: Box<ExperimentRequest>,
        /// What it leaves open.
        settings: RunSettings,
        /// Processors of this machine.
        processors: u32,
    },
    /// The port to one more runner for comparisons comes beside this message.
    Connect {
        /// Which servers it asks.
        kind: RunKind,
    },
    /// The runners for such comparisons are gone: one that is on ends.
    Disconnect {
        /// Which they were.
        kind: RunKind,
    },
    /// Carry out a plan that was confirmed; refused where it is not the last one.
    Start {
        /// Which: [`ExperimentPlan::plan`].
        plan: u32,
        /// What of the local network the page may not reach.
        denied: LocalDenied,
    },
    /// Stop; what was measured stays.
    Stop,
    /// Show a result that was kept: what came with [`CompareEvent::Over`].
    Show(String),
    /// Make a file of the result on screen.
    Export(ComparisonFormat),
    /// Forget the rows that were brought back.
    LeaveOutBrought,
}

/// What a request would cost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExperimentPlan {
    /// Of which request.
    pub number: u32,
    /// Counts the plans: the same request is planned anew when the list, the settings or the headers change.
    pub plan: u32,
    /// Why it cannot be carried out; `None` when it can.
    pub problem: Option<String>,
    /// Most requests it sends.
    pub requests: u32,
    /// The same in words: how many, to whom, what of.
    pub words: String,
    /// What is asked once more before it starts, because it sends many to servers of others; empty for nothing.
    pub warning: String,
    /// Who answers it.
    pub kind: RunKind,
    /// Runners it needs.
    pub runners: u32,
    /// Targets in this machine and its network.
    pub local: LocalTargets,
}

/// From the desk to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CompareEvent {
    /// What a request would cost.
    Plan(ExperimentPlan),
    /// What there is to see.
    View(Box<ComparisonView>),
    /// It goes on: where it stands, trials that are over, and all. Nothing else has changed.
    Status(String, (u32, u32)),
    /// What was to be started was not: why is told as trouble.
    NotStarted,
    /// A comparison is over, with something measured.
    Over {
        /// Its name in the list of kept ones.
        name: String,
        /// All of it as JSON, to be shown again by [`CompareCommand::Show`].
        report: String,
    },
}
