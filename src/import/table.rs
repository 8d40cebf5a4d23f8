//! Comma-separated values: Volley's own, and Locust's statistics.

use csv_core::{ReadFieldResult, Reader, ReaderBuilder};

use super::batch::ImportEnd;
use super::collect::RowCollector;
use super::locust::Stats;
use super::row::{FileColumn, ImportedRow};
use super::{ImportFormat, Unknown};
use crate::export::cell::unguarded;

/// Longest row that is read, in bytes: many times what a row can be.
const MAX_ROW_BYTES: usize = 1 << 20;
const MAX_COLUMNS: usize = 1_000;

#[derive(Debug)]
pub(super) struct TableRows {
    kind: ImportFormat,
    pub(super) rows: RowCollector,
    stats: Stats,
    parser: Box<Reader>,
    cell: Vec<u8>,
    filled: usize,
    names: Vec<String>,
    /// The cells of the record that has begun, no more than there are columns.
    record: Vec<String>,
    length: usize,
    is_long: bool,
    /// The line where it begins, and the one that is being read.
    line: u32,
    lines: u32,
    has_names: bool,
    has_begun: bool,
}

impl TableRows {
    pub(super) fn new(kind: ImportFormat) -> Self {
        Self {
            kind,
            rows: RowCollector::default(),
            stats: Stats::default(),
            parser: Box::new(ReaderBuilder::new().build()),
            cell: vec![0; 1 << 10],
            filled: 0,
            names: Vec::new(),
            record: Vec::new(),
            length: 0,
            is_long: false,
            line: 1,
            lines: 1,
            has_names: false,
            has_begun: false,
        }
    }

    pub(super) fn push(&mut self, text: &str, ended: bool) {
        let mut rest = text.as_bytes();
        while !rest.is_empty() || ended {
            if !self.has_begun {
                // The parser skips the ends of blank lines.
                let blank = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
                self.count_lines(rest.get(..blank).unwrap_or_default());
                rest = rest.get(blank..).unwrap_or_default();
                self.line = self.lines;
                if rest.is_empty() && !ended {
                    return;
                }
                self.has_begun = !rest.is_empty();
            }
            let Some(room) = self.cell.get_mut(self.filled..) else { return };
            let (result, taken, written) = self.parser.read_field(rest, room);
            self.count_lines(rest.get(..taken).unwrap_or_default());
            rest = rest.get(taken..).unwrap_or_default();
            self.filled += written;
            match result {
                ReadFieldResult::InputEmpty => {}
                ReadFieldResult::OutputFull if self.cell.len() > MAX_ROW_BYTES => {
                    self.is_long = true;
                    self.filled = 0;
                }
                ReadFieldResult::OutputFull => self.cell.resize(2 * self.cell.len(), 0),
                ReadFieldResult::Field { record_end } => {
                    self.end_cell();
                    if record_end {
                        self.has_begun = false;
                        self.end_record(ended && rest.is_empty());
                    }
                }
                ReadFieldResult::End => return,
            }
        }
    }

    fn end_cell(&mut self) {
        let filled = core::mem::take(&mut self.filled);
        self.length += filled;
        self.is_long |= self.length > MAX_ROW_BYTES;
        let columns = if self.has_names { self.names.len() } else { MAX_COLUMNS };
        if !self.is_long && self.record.len() < columns {
            let cell = self.cell.get(..filled).unwrap_or_default();
            self.record.push(String::from_utf8_lossy(cell).into_owned());
        }
    }

    fn count_lines(&mut self, bytes: &[u8]) {
        let ends = memchr::memchr_iter(b'\n', bytes).count();
        self.lines = self.lines.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
    }

    fn end_record(&mut self, is_last: bool) {
        let record = core::mem::take(&mut self.record);
        let line = self.line;
        self.length = 0;
        if core::mem::take(&mut self.is_long) {
            return self.rows.problem(line, 1, "a row longer than any: it is left out");
        }
        if !self.has_names {
            self.has_names = true;
            self.names =
                record.iter().map(|name| name.trim_start_matches('\u{feff}').trim().to_owned()).collect();
            return;
        }
        if record.iter().all(String::is_empty) {
            return;
        }
        if self.kind == ImportFormat::LocustCsv {
            return self.stats.take_record(&self.names, &record);
        }
        if record.len() < self.names.len() {
            let words = if is_last { "the file ends within this row" } else { "a row with too few cells" };
            let column =
                u32::try_from(record.join(",").chars().count()).unwrap_or(u32::MAX).saturating_add(1);
            self.rows.problem(line, column, format!("{words}: what it has is taken"));
        }
        let mut row = ImportedRow::default();
        for (at, (name, cell)) in self.names.iter().zip(&record).enumerate() {
            let Some(field) = FileColumn::named(name) else { continue };
            let cell = &*unguarded(cell);
            if let Err(wanted) = row.put(field, cell) {
                let before: usize = record.iter().take(at).map(|cell| cell.chars().count() + 1).sum();
                let column = u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1);
                self.rows.value_problem((line, column), name, cell, wanted);
            }
        }
        self.rows.add(&row, line, 1);
    }

    /// Fails with [`Unknown`] for statistics without the line that sums them up.
    pub(super) fn end(&self) -> Result<ImportEnd, Unknown> {
        let row = match self.kind {
            ImportFormat::LocustCsv => Some(self.stats.row().ok_or(Unknown)?),
            _ => None,
        };
        Ok(self.rows.end(self.kind, row))
    }
}
