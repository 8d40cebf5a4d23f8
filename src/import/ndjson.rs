//! A JSON object a line.

use std::borrow::Cow;

use super::ImportFormat;
use super::batch::ImportEnd;
use super::collect::RowCollector;
use super::row::{FileColumn, ImportedRow};
use crate::json::{Container, JsonWalker, TokenKind};

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
        match members(text) {
            Ok(members) => {
                let row = self.row(text, &members);
                self.rows.add(&row, self.line, 1);
            }
            Err(error) => {
                let column = column(text, error.at);
                let message = match error.detail {
                    None if !is_whole => "the file ends within this row: it is left out".to_owned(),
                    detail => {
                        format!(
                            "no JSON object: {}; the line is left out",
                            detail.unwrap_or("it is not closed")
                        )
                    }
                };
                self.rows.problem(self.line, column, message);
            }
        }
    }

    fn row(&mut self, text: &str, members: &[Member<'_>]) -> ImportedRow {
        let mut row = ImportedRow::default();
        for Member { name, at, value, raw } in members {
            let Some(field) = FileColumn::named(name) else { continue };
            let put = match value {
                None => Err("a text or a number"),
                Some(_) if *raw == "null" => continue,
                Some(value) => row.put(field, value),
            };
            if let Err(wanted) = put {
                self.rows.value_problem((self.line, column(text, *at)), name, raw, wanted);
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

/// One member of an object, and where its name begins.
struct Member<'t> {
    name: Cow<'t, str>,
    at: usize,
    /// What it says; `None` for an array or an object.
    value: Option<Cow<'t, str>>,
    /// As it is written.
    raw: &'t str,
}

/// Why a line holds no object, and where; without a detail where it ends too early, at its last character.
struct NoObject {
    at: usize,
    detail: Option<&'static str>,
}

/// The members of the object that all of `line` is.
fn members(line: &str) -> Result<Vec<Member<'_>>, NoObject> {
    let (mut walker, mut members, mut depth) = (JsonWalker::default(), Vec::new(), 0_u32);
    let mut member: Option<(Cow<'_, str>, usize)> = None;
    let mut nested_from = 0;
    loop {
        let token = walker
            .next(line, true)
            .map_err(|error| NoObject { at: error.range.start, detail: Some(error.detail) })?;
        let Some(token) = token else { break };
        let (at, end) = (token.range.start, token.range.end);
        let mut take = |value, from| {
            if let Some((name, at)) = member.take() {
                members.push(Member { name, at, value, raw: &line[from..end] });
            }
        };
        match token.kind {
            TokenKind::Open(Container::Object) if depth == 0 && is_first(line, at) => depth = 1,
            TokenKind::LineEnd | TokenKind::Colon | TokenKind::Comma => {}
            _ if depth == 0 => return Err(NoObject { at, detail: Some("a brace is expected here") }),
            TokenKind::Open(_) => {
                if depth == 1 {
                    nested_from = at;
                }
                depth += 1;
            }
            TokenKind::Close(_) => {
                depth -= 1;
                if depth == 1 {
                    take(None, nested_from);
                }
            }
            TokenKind::Key if depth == 1 => member = Some((token.text(line), at)),
            TokenKind::String | TokenKind::Scalar if depth == 1 => take(Some(token.text(line)), at),
            TokenKind::Key | TokenKind::String | TokenKind::Scalar => {}
        }
    }
    if depth > 0 || !walker.is_between_values() || line[walker.at()..].trim() != "" {
        return Err(NoObject { at: line.len().saturating_sub(1), detail: None });
    }
    Ok(members)
}

/// Whether nothing but blanks comes before the byte number `at`: one object is a row, not two.
fn is_first(line: &str, at: usize) -> bool {
    line[..at].trim().is_empty()
}
