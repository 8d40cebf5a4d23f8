//! What is said of code to take away, and of results that are brought back.

use serde::{Deserialize, Serialize};

use super::RunNumber;
use crate::settings::RunSettings;

/// From the page to the desk. Tools are told by their number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CodegenCommand {
    /// Show the script of this tool, for the list on screen with these settings.
    Show {
        /// Which tool.
        tool: u32,
        /// What it is asked with.
        settings: RunSettings,
    },
    /// Make a file of what this tool needs; of what all of them need when it is none.
    Save {
        /// Which tool.
        tool: Option<u32>,
        /// What it is asked with.
        settings: RunSettings,
    },
    /// Read no results any further.
    CancelImport,
    /// Show the run that was brought back, of several the first.
    ShowImported {
        /// The number under which it is shown; `None` to give it up.
        run: Option<RunNumber>,
    },
}

/// A script, as it is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CodeView {
    /// All tools, by their names in test hooks and on screen.
    pub tools: Vec<(String, String)>,
    /// Whose script this is.
    pub tool: u32,
    /// The script, or its beginning.
    pub text: String,
    /// Whether it is only the beginning.
    pub is_cut: bool,
    /// The one command that runs it.
    pub run: String,
    /// The files that it needs, the script first.
    pub files: Vec<String>,
}

/// What a file brought back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportSummary {
    /// The file's name.
    pub file: String,
    /// Links with results; 0 for figures alone.
    pub links: u32,
    /// What it is called in Compare.
    pub row: String,
    /// The first things that could not be read, each with its place, and how many more there are.
    pub problems: (Vec<String>, u32),
}
