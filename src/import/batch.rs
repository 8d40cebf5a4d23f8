//! The rows of a file, on their way from the thread that reads it to the one that keeps the results.

use serde::{Deserialize, Serialize};

use super::ImportFormat;
use crate::compare::row::ResultRow;
use crate::input::not_sent::NotSent;
use crate::result::outcome::Outcome;

/// A place that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportProblem {
    /// The line, from 1.
    pub line: u32,
    /// The column, in Unicode scalar values, from 1.
    pub column: u32,
    /// What is wrong, and how it was handled.
    pub message: String,
}

/// What became of a link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum ImportedResult {
    NotSent(NotSent),
    /// Its target is for the list to say.
    Ended(Box<Outcome>),
}

/// A row of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct ImportedLink {
    pub(super) url: String,
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) result: ImportedResult,
}

/// Some rows, in their order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ImportBatch {
    pub(super) links: Vec<ImportedLink>,
    /// Each with the number of links of the batch that come before it.
    pub(super) problems: Vec<(u32, ImportProblem)>,
    /// Problems that are only counted.
    pub(super) more_problems: u32,
    /// The most of a body that was read, where rows say so.
    pub(super) body_cap: Option<u32>,
}

/// What is known at the end of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportEnd {
    pub(super) kind: ImportFormat,
    /// The figures of a format that has no rows.
    pub(super) row: Option<ResultRow>,
    /// What wrote it, where rows say so.
    pub(super) tool: Option<String>,
    /// When the last row with a known end ended, in milliseconds since the start.
    pub(super) ended_ms: Option<f64>,
    /// Whether the time of the run is taken from when its requests were sent, pauses and all.
    pub(super) counts_pauses: bool,
}

/// A piece of a file's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportPiece {
    /// Whether it is the first.
    pub begins: bool,
    /// The text.
    pub text: String,
    /// Whether it is the last.
    pub is_last: bool,
}

/// How far a file is read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum ImportProgress {
    /// There are more rows in the text that has come.
    More,
    /// What has come is read.
    NeedMoreInput,
    /// All is read.
    Done(Box<ImportEnd>),
    /// Its format is unknown.
    Unknown,
}
