//! Imports results: what a script of [`codegen`](crate::codegen), an export, lychee, Locust or k6 wrote becomes a run and a
//! row of a comparison.
//!
//! An [`ImportReader`] is given the text piece by piece, as it is read from a file, and holds no more of it than one row (or
//! one value of a document); its batches of rows become a list with results in an [`ImportedRun`], maybe on another thread.
//! An [`Importer`] is both in one. What cannot be read is a problem at its place; nothing else is lost for it.
//!
//! | format | what is imported |
//! | --- | --- |
//! | Volley's NDJSON and CSV, and what its scripts print | rows, and the figures over them |
//! | a report of lychee | rows, and the figures over them |
//! | Locust's `_stats.csv` and `--json` | figures alone |
//! | k6's summary | figures alone |

mod batch;
mod collect;
mod document;
mod figures;
mod k6;
mod kind;
mod locust;
mod lychee;
mod merge;
mod ndjson;
mod reader;
mod row;
mod run;
mod table;
mod walk;

use crate::compare::row::ResultRow;
use crate::input::decode::Utf8Pieces;
use crate::input::list::LinkList;
use crate::result::table::ResultTable;

pub use batch::{ImportBatch, ImportEnd, ImportPiece, ImportProblem, ImportProgress};
pub use kind::ImportFormat;
pub use merge::{Matched, Merger, Side};
pub use reader::{ImportReader, SAMPLE_BYTES};
pub use run::{ImportedRun, MAX_PROBLEMS, Problems};

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

/// Reads one file on one thread. Give it all bytes by [`push`](Self::push), then call [`finish`](Self::finish).
#[derive(Debug)]
pub struct Importer {
    name: String,
    bytes: Utf8Pieces,
    reader: ImportReader,
    run: ImportedRun,
}

impl Importer {
    /// Before the first byte of the file `name`; a long one is cut.
    pub fn new(name: &str) -> Self {
        Self {
            run: ImportedRun::new(name),
            name: name.to_owned(),
            bytes: Utf8Pieces::default(),
            reader: ImportReader::default(),
        }
    }

    /// Takes the next bytes.
    ///
    /// # Errors
    /// [`Unknown`] when the first of them are of no known format.
    pub fn push(&mut self, bytes: &[u8]) -> Result<(), Unknown> {
        let mut text = String::new();
        self.bytes.push(bytes, &mut text);
        self.read(text, false).map(drop)
    }

    /// Ends the file.
    ///
    /// # Errors
    /// [`Unknown`] when it is of no known format.
    pub fn finish(mut self) -> Result<ImportResult, Unknown> {
        let mut text = String::new();
        self.bytes.finish(&mut text);
        let end = self.read(text, true)?.ok_or(Unknown)?;
        Ok(self.run.finish(end, &self.name))
    }

    fn read(&mut self, text: String, is_last: bool) -> Result<Option<ImportEnd>, Unknown> {
        self.reader.push(&ImportPiece { begins: false, text, is_last });
        loop {
            let (batch, progress) = self.reader.step();
            self.run.take(batch);
            match progress {
                ImportProgress::More => {}
                ImportProgress::NeedMoreInput => return Ok(None),
                ImportProgress::Done(end) => return Ok(Some(*end)),
                ImportProgress::Unknown => return Err(Unknown),
            }
        }
    }
}
