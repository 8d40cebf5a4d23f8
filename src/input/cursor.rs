//! Line and column of a place that moves forward through a text.

use super::text_buffer::TextPlace;

/// A place in a text, as line and column. A line ends at `\n`, `\r\n` or `\r`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cursor {
    line: u32,
    column: u32,
    /// The last character passed was a `\r`, so that a `\n` now belongs to its line end.
    after_return: bool,
}

impl Cursor {
    pub(super) const fn new() -> Self {
        Self { line: 1, column: 1, after_return: false }
    }

    pub(super) fn pass(&mut self, text: &str) {
        let mut rest = text;
        if self.after_return && !text.is_empty() {
            self.after_return = false;
            rest = text.strip_prefix('\n').unwrap_or(text);
        }
        while let Some(end) = memchr::memchr2(b'\n', b'\r', rest.as_bytes()) {
            let is_return = rest.as_bytes()[end] == b'\r';
            rest = &rest[end + 1..];
            self.line = self.line.saturating_add(1);
            self.column = 1;
            if is_return {
                self.after_return = rest.is_empty();
                rest = rest.strip_prefix('\n').unwrap_or(rest);
            }
        }
        let columns = u32::try_from(rest.chars().count()).unwrap_or(u32::MAX);
        self.column = self.column.saturating_add(columns);
    }

    pub(super) const fn place(&self) -> TextPlace {
        TextPlace { line: self.line, column: self.column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(pieces: &[&str]) -> (u32, u32) {
        let mut cursor = Cursor::new();
        for piece in pieces {
            cursor.pass(piece);
        }
        let place = cursor.place();
        (place.line, place.column)
    }

    #[test]
    fn columns_are_characters_and_every_line_end_counts_once() {
        assert_eq!(place(&[]), (1, 1));
        assert_eq!(place(&["aé\u{1f600}"]), (1, 4));
        assert_eq!(place(&["a\r\nb\rc\nde"]), (4, 3));
        assert_eq!(place(&["a\r", "\nb\r", "c\n", "de"]), (4, 3));
        assert_eq!(place(&["a\r", "", "\n\n", "x"]), (3, 2));
    }
}
