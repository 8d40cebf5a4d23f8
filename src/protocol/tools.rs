//! What the desk has done by the tools, and their answers.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use super::{CodeView, CompareCommand, CompareEvent, LocalTargets, RunKind};
use crate::compare::hosts::Hosts;
use crate::compare::request::ExperimentRequest;
use crate::compare::row::ResultRow;
use crate::import::{ImportBatch, ImportPiece, ImportProgress};
use crate::input::document_links::DocumentLinks;
use crate::input::document_reader::{DocumentPiece, ReadProgress};
use crate::input::target::TargetSpan;
use crate::request::RequestPayload;
use crate::settings::RunSettings;

/// What to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScriptWanted {
    /// This tool's script, to be shown.
    Show(u32),
    /// The files of this tool, or of all.
    Save(Option<u32>),
}

/// From the desk to the tools. What is numbered is one of its kind: a higher number replaces what is under way; of documents
/// those are under way whose numbers are no lower than the `first` that was named last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToolsWork {
    /// Read the next piece of a document.
    Document { document: u32, first: u32, piece: DocumentPiece },
    /// Read the next piece of a file of results.
    Import { import: u32, piece: ImportPiece },
    /// Generate code. Transferred: the arena of literal URLs (bytes), their ends and the targets picked (both `u32`);
    /// where not `is_picked`, all are taken.
    Script {
        script: u32,
        wanted: ScriptWanted,
        settings: RunSettings,
        payload: RequestPayload,
        spans: Vec<TargetSpan>,
        hosts: u32,
        is_picked: bool,
    },
    /// Send the next piece of the file that was begun.
    NextPiece { script: u32 },
    /// Plan an experiment. Transferred: the arena of its targets and their ends.
    Plan(Box<PlanWork>),
    /// The last plan is of a list, settings or headers that have changed.
    DropPlan,
    /// A command of the page; the port to a runner is attached to [`CompareCommand::Connect`].
    Compare(CompareCommand),
    /// A run begins: a comparison ends.
    StopForRun,
    /// The tab was hidden or shown.
    Hidden(bool),
    /// Show this row of a file with the comparison.
    ImportedRow { file: String, row: Box<ResultRow> },
}

/// An experiment to be planned.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanWork {
    /// The page's number of the request.
    pub number: u32,
    /// Counts the plans, also over tools that were lost: none has the number of one that was confirmed before.
    pub plan: u32,
    pub request: ExperimentRequest,
    /// What the request leaves open.
    pub settings: RunSettings,
    pub processors: u32,
    pub payload: RequestPayload,
    pub sample: ExperimentSample,
    pub spans: Vec<TargetSpan>,
    pub seed: u64,
}

/// What is known of an experiment's targets.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExperimentSample {
    pub kind: RunKind,
    pub hosts: Hosts,
    /// Whether all of them are this machine or its network.
    pub is_local: bool,
    /// One target of each local kind.
    pub local: LocalTargets,
    /// Targets for which the browser sends a preflight.
    pub with_preflight: u32,
}

/// From the tools to the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToolsReport {
    /// Links of a document.
    Links { document: u32, links: DocumentLinks, progress: ReadProgress },
    /// Rows of a file of results.
    Imported { import: u32, batch: Box<ImportBatch>, progress: ImportProgress },
    /// A script to be shown; `None` for a tool that does not exist.
    Code { script: u32, code: Option<Box<CodeView>> },
    /// A file of scripts was begun, and comes in pieces.
    FileBegun { script: u32, name: String, is_zip: bool },
    /// A piece of it: the bytes are attached; or why it cannot be made.
    FilePiece { script: u32, result: Result<bool, String> },
    /// Whether a comparison is running from now on.
    Comparing(bool),
}

/// From the page to the tools.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ToolsControl {
    /// The port to the desk is attached.
    Connect,
}

/// From the tools to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ToolsNotice {
    /// The tools listen.
    Ready { build: String },
    /// What is said of a comparison.
    Compare(Box<CompareEvent>),
    /// A file is ready: its `Blob` is attached.
    Exported { name: String },
    /// Something could not be done; `hint` says what to do.
    Trouble { message: String, hint: String },
}
