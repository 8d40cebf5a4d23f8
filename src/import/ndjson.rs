//! A JSON object a line.

use serde_json::{Map, Value};

use super::ImportFormat;
use super::batch::ImportEnd;
use super::collect::RowCollector;
use super::row::{FileColumn, ImportedRow};

/// Longest line that is read, in bytes: many times what a row can be.
const MAX_LINE_BYTES: usize = 1 << 20;

#[derive(Debug)]
pub(super) struct NdjsonRows {
    pub(super) rows: RowCollector,
    /// The line that has begun.
    rest: String,
    line: u32,
    is_long: bool,
}

impl NdjsonRows {
    pub(super) fn new() -> Self {
        Self { rows: RowCollector::default(), rest: String::new(), line: 1, is_long: false }
    }

    pub(super) fn push(&mut self, text: &str, ended: bool) {
        let mut lines = text.split('\n');
        let mut part = lines.next();
        for next in lines {
            self.extend(part.unwrap_or_default());
            self.end_line(true);
            part = Some(next);
        }
        self.extend(part.unwrap_or_default());
        if ended && !self.rest.is_empty() {
            self.end_line(false);
        }
    }

    fn extend(&mut self, text: &str) {
        if self.rest.len() + text.len() > MAX_LINE_BYTES {
            self.is_long = true;
        } else if !self.is_long {
            self.rest.push_str(text);
        }
    }

    fn end_line(&mut self, is_whole: bool) {
        let text = core::mem::take(&mut self.rest);
        if core::mem::take(&mut self.is_long) {
            self.rows.problem(self.line, 1, "a row longer than any: it is left out");
        } else if !text.trim().is_empty() {
            self.take(text.trim_start_matches('\u{feff}'), is_whole);
        }
        self.line = self.line.saturating_add(1);
    }

    fn take(&mut self, text: &str, is_whole: bool) {
        match serde_json::from_str::<Map<String, Value>>(text) {
            Ok(object) => {
                let row = self.row(text, &object);
                self.rows.add(&row, self.line, 1);
            }
            Err(error) => {
                let column = column(text, error.column().saturating_sub(1));
                let message = if error.is_eof() && !is_whole {
                    "the file ends within this row: it is left out".to_owned()
                } else {
                    format!("no JSON object: {}; the line is left out", words(&error))
                };
                self.rows.problem(self.line, column, message);
            }
        }
    }

    fn row(&mut self, text: &str, object: &Map<String, Value>) -> ImportedRow {
        let mut row = ImportedRow::default();
        for (name, value) in object {
            let Some(field) = FileColumn::named(name) else { continue };
            let put = match value {
                Value::Null => Ok(()),
                Value::String(text) => row.put(field, text),
                Value::Bool(_) | Value::Number(_) => row.put(field, &value.to_string()),
                Value::Array(_) | Value::Object(_) => Err("a text or a number"),
            };
            if let Err(wanted) = put {
                let at = text.find(&format!("\"{name}\"")).unwrap_or(0);
                self.rows.value_problem((self.line, column(text, at)), name, &value.to_string(), wanted);
            }
        }
        row
    }

    pub(super) fn end(&self) -> ImportEnd {
        self.rows.end(ImportFormat::Ndjson, None)
    }
}

/// The column of the byte number `at` of a line.
pub(super) fn column(line: &str, at: usize) -> u32 {
    let before = line.char_indices().take_while(|(start, _)| *start < at).count();
    u32::try_from(before).unwrap_or(u32::MAX).saturating_add(1)
}

/// What `serde_json` says, without the place in the line that it knows.
fn words(error: &serde_json::Error) -> String {
    let text = error.to_string();
    text.split(" at line ").next().unwrap_or_default().to_owned()
}
