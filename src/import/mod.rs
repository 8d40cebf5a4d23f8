//! Imports results: what a script of [`codegen`](crate::codegen), an export, lychee, Locust or k6 wrote becomes a run and a
//! row of a comparison.
//!
//! An [`Importer`] is given the bytes piece by piece, as they are read from a file, and holds no more of them than one
//! row (or one value of a document). What cannot be read is a problem at its place; nothing else is lost for it.
//!
//! | format | what is imported |
//! | --- | --- |
//! | Volley's NDJSON and CSV, and what its scripts print | rows, and the figures over them |
//! | a report of lychee | rows, and the figures over them |
//! | Locust's `_stats.csv` and `--json` | figures alone |
//! | k6's summary | figures alone |

mod document;
mod figures;
mod k6;
mod kind;
mod locust;
mod lychee;
mod ndjson;
mod row;
mod run;
mod table;
mod walk;

use crate::compare::row::ResultRow;
use crate::input::decode::Utf8Pieces;
use crate::input::list::LinkList;
use crate::result::mask::mask;
use crate::result::table::ResultTable;

pub use kind::ImportFormat;

use run::RunBuilder;

/// Most problems that are kept; more are counted.
pub const MAX_PROBLEMS: usize = 100;
/// Bytes that detection of the format reads.
pub const SAMPLE_BYTES: usize = 65_536;

/// A place that could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportProblem {
    /// The line, from 1.
    pub line: u32,
    /// The column, in Unicode scalar values, from 1.
    pub column: u32,
    /// What is wrong, and how it was handled.
    pub message: String,
}

/// The problems of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems {
    /// The first [`MAX_PROBLEMS`].
    pub first: Vec<ImportProblem>,
    /// How many more there are.
    pub more: u32,
}

impl Problems {
    fn add(&mut self, line: u32, column: u32, message: impl Into<String>) {
        if self.first.len() < MAX_PROBLEMS {
            self.first.push(ImportProblem { line, column, message: message.into() });
        } else {
            self.more = self.more.saturating_add(1);
        }
    }

    /// Adds a value that is not what its column wants.
    fn add_value(&mut self, (line, column): (u32, u32), name: &str, value: &str, wanted: &str) {
        let value = run::short(&mask(value));
        self.add(line, column, format!("{name} is {value}, and should be {wanted}: it is left empty"));
    }
}

/// What was imported from a file.
#[derive(Debug)]
pub struct ImportResult {
    /// Its format.
    pub kind: ImportFormat,
    /// The figures, as a row of a comparison.
    pub row: ResultRow,
    /// The links with their results; `None` for a format of figures alone.
    pub run: Option<(LinkList, ResultTable)>,
    /// What could not be read.
    pub problems: Problems,
}

/// The format is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("neither rows nor a summary of Volley, lychee, Locust or k6")]
pub struct Unknown;

/// Reads one file. Give it all bytes by [`push`](Self::push), then call [`finish`](Self::finish).
#[derive(Debug)]
pub struct Importer {
    name: String,
    bytes: Utf8Pieces,
    /// Text that came before the format is known.
    sample: String,
    reading: Option<Reading>,
}

#[derive(Debug)]
enum Reading {
    Lines(Box<ndjson::NdjsonRows>),
    Table(Box<table::TableRows>),
    Document(Box<document::ImportDocument>),
}

impl Importer {
    /// Before the first byte of the file `name`; a long one is cut.
    pub fn new(name: &str) -> Self {
        Self { name: run::short(name), bytes: Utf8Pieces::default(), sample: String::new(), reading: None }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`Unknown`] when the first of them are of no known format.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Unknown> {
        let mut text = String::new();
        self.bytes.push(bytes, &mut text);
        self.take(&text, false)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`Unknown`] when it is of no known format.
    pub fn finish(mut self) -> Result<ImportResult, Unknown> {
        let mut text = String::new();
        self.bytes.finish(&mut text);
        self.take(&text, true)?;
        match self.reading {
            Some(Reading::Lines(lines)) => Ok(lines.finish(&self.name)),
            Some(Reading::Table(table)) => table.finish(&self.name),
            Some(Reading::Document(document)) => document.finish(&self.name),
            None => Err(Unknown),
        }
    }

    fn take(&mut self, text: &str, ended: bool) -> Result<(), Unknown> {
        let Some(reading) = &mut self.reading else {
            self.sample.push_str(text);
            // Most are known by their first line.
            return match ImportFormat::of(&self.sample) {
                Some(kind) => {
                    let sample = core::mem::take(&mut self.sample);
                    self.reading = Some(Reading::new(kind, &self.name));
                    self.take(&sample, ended)
                }
                None if ended || self.sample.len() > SAMPLE_BYTES => Err(Unknown),
                None => Ok(()),
            };
        };
        match reading {
            Reading::Lines(lines) => lines.push(text, ended),
            Reading::Table(table) => table.push(text, ended),
            Reading::Document(document) => document.push(text, ended),
        }
        Ok(())
    }
}

impl Reading {
    fn new(kind: ImportFormat, name: &str) -> Self {
        match kind {
            ImportFormat::Ndjson => Self::Lines(Box::new(ndjson::NdjsonRows::new(RunBuilder::new(name)))),
            ImportFormat::Csv | ImportFormat::LocustCsv => {
                Self::Table(Box::new(table::TableRows::new(kind, RunBuilder::new(name))))
            }
            ImportFormat::Lychee | ImportFormat::LocustJson | ImportFormat::K6 => {
                Self::Document(Box::new(document::ImportDocument::new(kind, RunBuilder::new(name))))
            }
        }
    }
}
