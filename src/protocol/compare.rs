//! Messages of Compare.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use super::{LocalDenied, LocalTargets, RunKind};
use crate::compare::export::ComparisonFormat;
use crate::compare::request::ExperimentRequest;
use crate::compare::view::ComparisonView;
use crate::settings::RunSettings;

/// From the page to the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CompareCommand {
    /// Compute the cost of this request, with the settings for what it leaves open; the answer carries `number`.
    /// `has_preflights`: whether the browser sends any, which it does not for an extension with access.
    Plan {
        number: u32,
        request: Box<ExperimentRequest>,
        /// Its links as text, `~/` for the practice server's folder; `None` for those of the list.
        lines: Option<String>,
        settings: RunSettings,
        processors: u32,
        has_preflights: bool,
    },
    /// Add the runner whose port is attached to those of this kind.
    Connect { kind: RunKind },
    /// The runners of this kind are gone: a running comparison ends.
    Disconnect { kind: RunKind },
    /// Start the confirmed [`ExperimentPlan::plan`]; refused unless it is the last.
    Start { plan: u32, denied: LocalDenied },
    /// Stop, and keep what was measured.
    Stop,
    /// Show a kept result: the JSON of [`CompareEvent::Over`].
    Show(String),
    /// Write the report into a file.
    Export(ComparisonFormat),
    /// Drop the imported rows.
    DropImported,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExperimentPlan {
    pub number: u32,
    /// Counts the plans: a request is planned again when the list, the settings or the headers change.
    pub plan: u32,
    /// Why it cannot run.
    pub problem: Option<String>,
    /// The most requests it sends if the tab is never hidden.
    pub requests: u32,
    /// The cost in words.
    pub words: String,
    /// The second question, when it sends many requests to other people's servers.
    pub warning: String,
    pub kind: RunKind,
    pub runners: u32,
    pub local: LocalTargets,
    /// What articles have published of such an experiment: what was tried, their figure, our nearest, the article.
    pub published: Vec<[String; 4]>,
}

/// From the desk to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum CompareEvent {
    /// Answers a [`CompareCommand::Plan`].
    Plan(ExperimentPlan),
    /// What is shown of the comparison.
    View(Box<ComparisonView>),
    /// The status in words, the trials finished and all trials; nothing else changed.
    Status(String, (u32, u32)),
    /// The comparison did not start; an [`Event::Trouble`](super::Event::Trouble) says why.
    NotStarted,
    /// A comparison ended with results: its name in the list of kept ones, and its JSON for [`CompareCommand::Show`].
    Over { name: String, report: String },
}
