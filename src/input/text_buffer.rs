//! Text of a source that is not read yet: bounded, whatever comes, and the place of each byte in it.

use serde::{Deserialize, Serialize};

use crate::input::cursor::Cursor;

/// A place in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct TextPlace {
    /// From 1.
    pub(crate) line: u32,
    /// From 1, in Unicode scalar values.
    pub(crate) column: u32,
}

/// Text in pieces, of which a parser needs at most `limit` bytes at once: one token of a stream, or one document.
#[derive(Debug)]
pub(crate) struct TextBuffer {
    text: String,
    /// All before it is read, and dropped with the next push.
    read: usize,
    limit: usize,
    places: Places,
    /// Whether all text has come.
    pub(crate) ended: bool,
}

impl TextBuffer {
    pub(crate) fn new(text: String, limit: usize) -> Self {
        Self { text, read: 0, limit, places: Places { cursor: Cursor::new(), counted: 0 }, ended: false }
    }

    /// Adds text and drops what is read; returns the number of bytes that were dropped.
    pub(crate) fn push(&mut self, more: &str) -> usize {
        let dropped = core::mem::take(&mut self.read);
        if dropped > 0 {
            self.places.pass(&self.text, dropped);
            self.places.counted = 0;
            self.text.drain(..dropped);
        }
        self.text.push_str(more);
        dropped
    }

    /// Cuts the text after `limit` bytes, behind a line end where one is near; returns whether it was longer.
    pub(crate) fn cut_at_limit(&mut self) -> bool {
        /// How far back a line end is looked for, in bytes: so that no link is cut in two.
        const NEAR: usize = 1 << 20;
        let is_over = self.is_over();
        if is_over {
            let end = self.text.floor_char_boundary(self.limit);
            let near = self.text.ceil_char_boundary(end.saturating_sub(NEAR));
            let tail = &self.text[near..end];
            let line_end = tail.rfind(['\n', '\r']).or_else(|| tail.rfind(char::is_whitespace));
            self.text.truncate(line_end.map_or(end, |at| near + at));
        }
        is_over
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    pub(crate) fn parts(&mut self) -> (&str, &mut Places) {
        (&self.text, &mut self.places)
    }

    /// All before byte `at` is read.
    pub(crate) fn read_to(&mut self, at: usize) {
        self.read = at;
    }

    /// Whether more than the limit is not read.
    pub(crate) fn is_over(&self) -> bool {
        self.text.len() - self.read > self.limit
    }

    /// The place of byte `at`; calls must not go backwards.
    pub(crate) fn place_of(&mut self, at: usize) -> TextPlace {
        self.places.place_of(&self.text, at)
    }
}

/// Lines and columns of a text, from its beginning on.
#[derive(Debug)]
pub(crate) struct Places {
    cursor: Cursor,
    /// The byte of the text where the cursor is.
    counted: usize,
}

impl Places {
    /// The place of byte `at` of `text`; calls must not go backwards.
    pub(crate) fn place_of(&mut self, text: &str, at: usize) -> TextPlace {
        self.pass(text, at);
        self.cursor.place()
    }

    fn pass(&mut self, text: &str, at: usize) {
        self.cursor.pass(&text[self.counted..at]);
        self.counted = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_go_on_behind_what_was_dropped() {
        let mut buffer = TextBuffer::new("a\nbc".to_owned(), 10);
        assert_eq!(buffer.place_of(3), TextPlace { line: 2, column: 2 });
        buffer.read_to(3);
        assert_eq!(buffer.push("d\ne"), 3);
        assert_eq!(buffer.text(), "cd\ne");
        assert_eq!(buffer.place_of(3), TextPlace { line: 3, column: 1 });
        assert_eq!(buffer.push(""), 0);
    }

    #[test]
    fn what_is_too_long_is_cut_behind_a_whole_line_or_word() {
        for (text, kept) in [
            ("ab\ncd", "ab\ncd"),
            ("ab\ncd ef", "ab"),
            ("ab cd ef", "ab"),
            ("abcdé", "abcd"),
            ("abcdefg", "abcde"),
        ] {
            let mut buffer = TextBuffer::new(text.to_owned(), 5);
            assert_eq!(buffer.cut_at_limit(), text.len() > 5, "{text}");
            assert_eq!(buffer.text(), kept);
        }
    }
}
