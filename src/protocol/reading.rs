//! What the desk has read of what the user gave.

use serde::{Deserialize, Serialize};

use crate::input::detect::Form;

/// One source, as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceView {
    /// Its name.
    pub name: String,
    /// Links in it.
    pub links: u32,
    /// How it was read.
    pub form: Form,
    /// How the user wants it read; `None` leaves it to be found out.
    pub chosen: Option<Form>,
}

/// A link that cannot be sent, as it is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// Where it stands: `line:column`, after the source's name where it has one.
    pub place: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1, in Unicode scalar values.
    pub column: u32,
    /// The text, cut.
    pub text: String,
    /// What is wrong.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// The live reading of the input.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// The last change of the input that is in it.
    pub input: u32,
    /// Whether all of it is read.
    pub done: bool,
    /// Links.
    pub links: u32,
    /// Targets: requests to make.
    pub targets: u32,
    /// Origins that targets go to.
    pub hosts: u32,
    /// Whether there are targets and all lie on the practice server: known once all is read.
    pub practice: bool,
    /// Targets that lie there though not all do, so that they will not be sent: known once all is read.
    pub practice_among: u32,
    /// Links that cannot be sent.
    pub rejected: u32,
    /// Lines that are comments and hold a URL.
    pub commented_out: u32,
    /// How the text area was read.
    pub form: Option<Form>,
    /// The sources beside the text area.
    pub sources: Vec<SourceView>,
    /// The first hundred links that cannot be sent.
    pub problems: Vec<Problem>,
    /// The hosts with the most targets, at most eight, with their numbers of targets.
    pub busiest: Vec<(String, u32)>,
    /// Bytes read, while it goes on.
    pub bytes: u64,
}
