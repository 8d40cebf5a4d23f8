//! Messages about code export and import.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use crate::ids::RunId;
use crate::result::groups::GroupId;
use crate::settings::RunSettings;
use crate::units::Millis;

/// The links that code is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodeScope {
    /// Those shown, after filter and tabs.
    #[default]
    Shown,
    /// Those of a group.
    Group(GroupId),
    /// Those that are not verified.
    Unverified,
}

/// From the page to the desk. A tool is its index in [`CodeView::tools`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodegenCommand {
    /// Show a tool's script for the links of a scope.
    Show { tool: u32, settings: RunSettings, scope: CodeScope },
    /// Save the files of one tool, or of all.
    Save { tool: Option<u32>, settings: RunSettings, scope: CodeScope },
    /// Drop the import that is under way.
    CancelImport,
    /// Show an imported run under this number; drop it where the page has begun another.
    ShowImported { import: u32, run: Option<RunId> },
    /// Show nothing of an imported run but its figures.
    DropImported { import: u32 },
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeView {
    /// All tools: the name used in test hooks, and the title.
    pub tools: Vec<(String, String)>,
    pub tool: u32,
    pub text: String,
    pub is_cut: bool,
    /// The command that runs it.
    pub run: String,
    /// The files it needs, the script first.
    pub files: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSummary {
    /// Its number, by which it is shown or dropped.
    pub import: u32,
    pub file: String,
    /// Links with results; 0 when the file has only totals.
    pub links: u32,
    /// The name of its row in Compare.
    pub row: String,
    /// The first problems, each with its place, and how many more there are.
    pub problems: (Vec<String>, u32),
    pub merge: MergeEnd,
}

/// When a file was written.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Written {
    /// The run that was the last one when the file was given.
    pub run: RunId,
    /// How long after its start, by the wall clock; less than zero before it.
    pub after_start: Millis,
}

/// What became of a file's answers for the rows shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MergeEnd {
    /// There is nothing that they could be for: it waits to be [shown](CodegenCommand::ShowImported) as a run.
    #[default]
    Untried,
    /// So many links have them now; `others` of the file are for none of the links that were not verified.
    Merged { links: u32, others: u32 },
    /// None was taken, and why; it waits as well.
    Refused(String),
}
