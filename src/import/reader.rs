//! Reads a file of results as its text comes: text in pieces → batches of rows. It knows nothing of the list that they go
//! to, so that it may run on another thread.

use super::batch::{ImportBatch, ImportPiece, ImportProgress};
use super::collect::RowCollector;
use super::document::ImportDocument;
use super::ndjson::NdjsonRows;
use super::table::TableRows;
use super::{ImportFormat, Unknown};

/// Bytes that detection of the format reads.
pub const SAMPLE_BYTES: usize = 65_536;
/// Text that one step reads, in bytes.
const STEP_BYTES: usize = 1 << 16;

/// Reads one file: [`push`](Self::push) a piece, then [`step`](Self::step) while there is [`ImportProgress::More`].
#[derive(Debug, Default)]
pub struct ImportReader {
    /// Text that came before the format is known.
    sample: String,
    /// Text that came and is not read, from byte `at` on.
    text: String,
    at: usize,
    is_last: bool,
    reading: Option<Reading>,
}

#[derive(Debug)]
enum Reading {
    Lines(Box<NdjsonRows>),
    Table(Box<TableRows>),
    Document(Box<ImportDocument>),
}

impl ImportReader {
    /// Takes the next piece.
    pub fn push(&mut self, piece: &ImportPiece) {
        self.text.drain(..self.at);
        self.at = 0;
        self.text.push_str(&piece.text);
        self.is_last |= piece.is_last;
    }

    /// Reads on for some milliseconds; returns what was read.
    pub fn step(&mut self) -> (ImportBatch, ImportProgress) {
        let end = self.text.floor_char_boundary(self.at.saturating_add(STEP_BYTES));
        // Of characters at least one is read.
        let end = if end == self.at { self.text.ceil_char_boundary(self.at + 1) } else { end };
        let text = self.text.get(self.at..end).unwrap_or_default().to_owned();
        self.at = end;
        let ended = self.is_last && end == self.text.len();
        if let Err(Unknown) = self.take(&text, ended) {
            return (ImportBatch::default(), ImportProgress::Unknown);
        }
        let batch = self.rows().map_or_else(ImportBatch::default, RowCollector::take_batch);
        let progress = match ended {
            false if self.at < self.text.len() => ImportProgress::More,
            false => ImportProgress::NeedMoreInput,
            true => self.end(),
        };
        (batch, progress)
    }

    fn end(&self) -> ImportProgress {
        let end = match &self.reading {
            Some(Reading::Lines(lines)) => Ok(lines.end()),
            Some(Reading::Table(table)) => table.end(),
            Some(Reading::Document(document)) => document.end(),
            None => Err(Unknown),
        };
        end.map_or(ImportProgress::Unknown, |end| ImportProgress::Done(Box::new(end)))
    }

    fn rows(&mut self) -> Option<&mut RowCollector> {
        Some(match self.reading.as_mut()? {
            Reading::Lines(lines) => &mut lines.rows,
            Reading::Table(table) => &mut table.rows,
            Reading::Document(document) => &mut document.rows,
        })
    }

    fn take(&mut self, text: &str, ended: bool) -> Result<(), Unknown> {
        let Some(reading) = &mut self.reading else {
            self.sample.push_str(text);
            // Most are known by their first line.
            return match ImportFormat::of(&self.sample) {
                Some(kind) => {
                    let sample = core::mem::take(&mut self.sample);
                    self.reading = Some(Reading::of(kind));
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
    fn of(kind: ImportFormat) -> Self {
        match kind {
            ImportFormat::Ndjson => Self::Lines(Box::new(NdjsonRows::new())),
            ImportFormat::Csv | ImportFormat::LocustCsv => Self::Table(Box::new(TableRows::new(kind))),
            ImportFormat::Lychee | ImportFormat::LocustJson | ImportFormat::K6 => {
                Self::Document(Box::new(ImportDocument::new(kind)))
            }
        }
    }
}
