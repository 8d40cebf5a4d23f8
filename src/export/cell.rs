//! Cells of comma-separated values: what no spreadsheet runs as a formula, whatever its list separator is.
//!
//! A spreadsheet in a locale whose separator is `;` splits our lines there, and a quote inside a line means nothing to it.
//! So text is always quoted, for readers that know `,`, and a `'` precedes whatever would begin a formula: at the start
//! of the text, and after each character that may begin a cell for others.

use core::fmt::Display;
use std::borrow::Cow;

/// A cell that begins with one of these is run as a formula.
const FORMULA_STARTS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];
/// After one of these a cell or a row begins, for a reader of another locale.
const SEPARATORS: [char; 4] = [';', '\t', '\r', '\n'];
/// A reader that takes these for the quotes of a cell drops them.
const QUOTES: [char; 2] = ['\'', '"'];

/// `text` without the guards that [`CsvLine::text`] gave it.
pub(crate) fn unguarded(text: &str) -> Cow<'_, str> {
    let is_guard = |rest: &str| rest.strip_prefix('\'').is_some_and(begins_formula);
    if !starts(text).any(|at| is_guard(&text[at..])) {
        return Cow::Borrowed(text);
    }
    let mut plain = String::with_capacity(text.len());
    let mut from = 0;
    for at in starts(text).filter(|&at| is_guard(&text[at..])) {
        plain.push_str(&text[from..at]);
        from = at + 1;
    }
    plain.push_str(&text[from..]);
    Cow::Owned(plain)
}

/// `text` with a guard before whatever a reader may take for the start of a formula.
pub(crate) fn guarded(text: &str) -> Cow<'_, str> {
    let mut safe = String::new();
    let mut from = 0;
    for at in starts(text).filter(|&at| begins_formula(&text[at..])) {
        safe.push_str(&text[from..at]);
        safe.push('\'');
        from = at;
    }
    if safe.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(safe + &text[from..]) }
}

/// Where a reader may see the start of a cell in `text`.
fn starts(text: &str) -> impl Iterator<Item = usize> {
    core::iter::once(0).chain(text.match_indices(SEPARATORS).map(|(at, _)| at + 1))
}

fn begins_formula(text: &str) -> bool {
    text.trim_start_matches(QUOTES).starts_with(FORMULA_STARTS)
}

/// One record, RFC 4180.
#[derive(Debug)]
pub(crate) struct CsvLine<'o> {
    out: &'o mut Vec<u8>,
    has_cells: bool,
}

impl<'o> CsvLine<'o> {
    pub(crate) const fn new(out: &'o mut Vec<u8>) -> Self {
        Self { out, has_cells: false }
    }

    /// Adds text, guarded and in quotes; an empty cell where there is none.
    pub(crate) fn text(&mut self, text: &str) {
        self.separate();
        if text.is_empty() {
            return;
        }
        self.out.push(b'"');
        for byte in guarded(text).bytes() {
            if byte == b'"' {
                self.out.push(b'"');
            }
            self.out.push(byte);
        }
        self.out.push(b'"');
    }

    /// Adds a number or a word of ours, as it is; an empty cell where there is none.
    pub(crate) fn value(&mut self, value: Option<impl Display>) {
        self.separate();
        if let Some(value) = value {
            self.out.extend_from_slice(value.to_string().as_bytes());
        }
    }

    pub(crate) fn end(self) {
        self.out.extend_from_slice(b"\r\n");
    }

    fn separate(&mut self) {
        if core::mem::replace(&mut self.has_cells, true) {
            self.out.push(b',');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str) -> String {
        let mut out = Vec::new();
        CsvLine::new(&mut out).text(text);
        String::from_utf8(out).expect("UTF-8")
    }

    #[test]
    fn a_formula_is_guarded_wherever_a_cell_may_begin() {
        for (text, written) in [
            ("=1", "\"'=1\""),
            ("https://a.test/;=1", "\"https://a.test/;'=1\""),
            ("a\t@b\n-c;\"=d", "\"a\t'@b\n'-c;'\"\"=d\""),
            ("'=1", "\"''=1\""),
            ("a;b=1,=2", "\"a;b=1,=2\""),
            ("", ""),
        ] {
            assert_eq!(cell(text), written, "{text:?}");
        }
    }

    #[test]
    fn what_is_guarded_comes_back() {
        for text in ["=1", "'=1", "''=1", "a;'=b;=c", ";\t=x", "\r\n=", "it's; 'quoted'", ";\"';-", "plain"] {
            let written = cell(text);
            let inner = &written[1..written.len() - 1];
            let inner = inner.replace("\"\"", "\"");
            assert_eq!(unguarded(&inner), text);
        }
    }
}
