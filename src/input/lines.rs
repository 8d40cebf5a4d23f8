//! Text in chunks → lines and pieces of lines (ended by `\n`, `\r\n` or `\r`) with their places, in bounded memory. The
//! result does not depend on how the text was cut.

use super::normal::MAX_LINK_CHARS;

/// Longest piece of prose that is looked at in one go, in bytes, where it can be cut at a blank.
const PIECE_BYTES: usize = 1 << 16;
/// Longest stretch of prose without a blank that is kept together, in bytes; also the most that is ever buffered.
const WORD_BYTES: usize = 1 << 20;
/// A line of a list of more bytes than this is longer than any link, whatever its characters.
const LINE_BYTES: usize = 4 * MAX_LINK_CHARS;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LinePiece<'t> {
    /// Its text, without line end.
    pub(super) text: &'t str,
    /// Its line, from 1.
    pub(super) line: u32,
    /// The column of its first character, from 1, in Unicode scalar values.
    pub(super) column: u32,
}

#[derive(Clone, Debug, Default)]
pub(super) struct Lines {
    text: String,
    /// Where the next piece begins.
    at: usize,
    /// Up to here there is no line end after `at`.
    searched: usize,
    /// The last line end was a `\r`, so that a `\n` now belongs to it.
    after_return: bool,
    /// The line was too long; the rest of it is skipped.
    skipping: bool,
    pub(super) ended: bool,
    line: u32,
    column: u32,
}

impl Lines {
    pub(super) fn new(text: String) -> Self {
        Self { text, line: 1, column: 1, ..Self::default() }
    }

    pub(super) fn push(&mut self, text: &str) {
        if self.at > 0 {
            self.text.drain(..self.at);
            self.searched = self.searched.saturating_sub(self.at);
            self.at = 0;
        }
        self.text.push_str(text);
    }

    /// The next line of a list, or piece of prose where it is `prose`; `None` until more text comes or it has ended.
    pub(super) fn next(&mut self, prose: bool) -> Option<LinePiece<'_>> {
        loop {
            if self.after_return && self.at < self.text.len() {
                self.after_return = false;
                if self.text.as_bytes()[self.at] == b'\n' {
                    self.at += 1;
                    self.searched = self.at;
                }
            }
            if self.at == self.text.len() {
                return None;
            }
            let end = self.find_end();
            if self.skipping {
                self.skipping = end.is_none();
                match end {
                    Some(end) => self.finish_line(end),
                    None => self.at = self.text.len(),
                }
                continue;
            }
            let (cut, whole) = if prose { self.cut_prose(end)? } else { self.cut_list(end)? };
            let (start, line, column) = (self.at, self.line, self.column);
            match end {
                Some(end) if whole => self.finish_line(end),
                _ => {
                    self.at = cut;
                    // Only prose continues in the same line.
                    if prose {
                        let passed = self.text[start..cut].chars().count();
                        self.column = self.column.saturating_add(u32::try_from(passed).unwrap_or(u32::MAX));
                    }
                }
            }
            return Some(LinePiece { text: &self.text[start..cut], line, column });
        }
    }

    /// Where the line ends, as far as it has come.
    fn find_end(&mut self) -> Option<usize> {
        let from = self.searched.max(self.at);
        let found = self.text.as_bytes()[from..].iter().position(|&byte| byte == b'\n' || byte == b'\r');
        self.searched = found.map_or(self.text.len(), |length| from + length);
        found.map(|length| from + length)
    }

    fn finish_line(&mut self, end: usize) {
        self.after_return = self.text.as_bytes()[end] == b'\r';
        self.at = end + 1;
        self.line = self.line.saturating_add(1);
        self.column = 1;
    }

    /// Where to cut a list, and whether that is a whole line.
    fn cut_list(&mut self, end: Option<usize>) -> Option<(usize, bool)> {
        match end {
            Some(end) => Some((end, true)),
            None if self.text.len() - self.at > LINE_BYTES => {
                self.skipping = true;
                Some((self.text.len(), false))
            }
            None => self.ended.then_some((self.text.len(), false)),
        }
    }

    /// Where to cut prose, and whether that is a whole line. Looks at nothing that a later chunk could change.
    fn cut_prose(&self, end: Option<usize>) -> Option<(usize, bool)> {
        let known = end.unwrap_or(self.text.len());
        let complete = end.is_some() || self.ended;
        if known - self.at <= PIECE_BYTES {
            return complete.then_some((known, true));
        }
        let near = self.text.floor_char_boundary(self.at + PIECE_BYTES);
        if let Some(blank) = self.text[self.at..near].rfind(char::is_whitespace) {
            let length = self.text[self.at + blank..].chars().next().map_or(1, char::len_utf8);
            return Some((self.at + blank + length, false));
        }
        let far = self.text.floor_char_boundary((self.at + WORD_BYTES).min(known));
        if let Some(blank) = self.text[near..far].find(char::is_whitespace) {
            return Some((near + blank, false));
        }
        if known - self.at > WORD_BYTES { Some((far, false)) } else { complete.then_some((known, true)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(chunks: &[&str], prose: bool) -> Vec<(String, u32, u32)> {
        let mut lines = Lines::new(String::new());
        let mut pieces = Vec::new();
        for chunk in chunks {
            lines.push(chunk);
            while let Some(piece) = lines.next(prose) {
                pieces.push((piece.text.to_owned(), piece.line, piece.column));
            }
        }
        lines.ended = true;
        while let Some(piece) = lines.next(prose) {
            pieces.push((piece.text.to_owned(), piece.line, piece.column));
        }
        pieces
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        for chunks in [&["a\r\nb\rc\nd\n\n\re"][..], &["a\r", "\nb\rc", "\nd\n", "\n\r", "e"]] {
            let lines: Vec<_> =
                pieces(chunks, false).into_iter().filter(|piece| !piece.0.is_empty()).collect();
            let expected = [("a", 1), ("b", 2), ("c", 3), ("d", 4), ("e", 7)];
            assert_eq!(lines, expected.map(|(text, line)| (text.to_owned(), line, 1)));
        }
    }

    #[test]
    fn a_line_without_end_is_cut_once_and_passed_over() {
        let long = "é".repeat(200_000);
        let found = pieces(&[&long, &long, &long, "\nb"], false);
        assert_eq!(found.len(), 2);
        assert!(found[0].0.chars().count() > MAX_LINK_CHARS);
        assert_eq!(found[1], ("b".to_owned(), 2, 1));
    }

    #[test]
    fn prose_is_cut_at_blanks_and_keeps_its_columns() {
        let line = format!("{}\nnext", "wörd ".repeat(50_000));
        let found = pieces(&[&line], true);
        assert!(found.iter().all(|piece| piece.0.len() <= PIECE_BYTES));
        let joined: String =
            found.iter().filter(|piece| piece.1 == 1).map(|piece| piece.0.as_str()).collect();
        assert_eq!(joined, "wörd ".repeat(50_000));
        let mut column = 1;
        for piece in found.iter().filter(|piece| piece.1 == 1) {
            assert_eq!(piece.2, column);
            column += u32::try_from(piece.0.chars().count()).unwrap();
        }
        assert_eq!(found.last(), Some(&("next".to_owned(), 2, 1)));
    }
}
