//! Decoded text that knows the place of each of its characters in the source.

/// Text that was put together from pieces of a source, some of them decoded.
#[derive(Clone, Debug, Default)]
pub(super) struct Mapped {
    text: String,
    /// Where pieces begin, in `text` and in the source; a piece that continues the one before is none of its own.
    pieces: Vec<(usize, usize)>,
    /// Where the source continues if the next piece continues this one.
    next: usize,
}

impl Mapped {
    /// Adds `text`, which is at byte `source` of the source.
    pub(super) fn push(&mut self, text: &str, source: usize) {
        self.push_decoded(text, source, text.len());
    }

    /// Adds `text`, which is written in the source at byte `source` with `length` bytes.
    pub(super) fn push_decoded(&mut self, text: &str, source: usize, length: usize) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        if self.pieces.is_empty() || source != self.next {
            self.pieces.push((start, source));
        }
        self.text.push_str(text);
        self.next = source.saturating_add(length);
        if length != text.len() {
            // What follows cannot continue this piece byte by byte.
            self.pieces.push((self.text.len(), self.next));
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// Where the source continues after the last piece; `None` before any.
    pub(super) fn end(&self) -> Option<usize> {
        (!self.text.is_empty()).then_some(self.next)
    }

    /// The byte of the source at which byte `at` of the text is.
    pub(super) fn source_of(&self, at: usize) -> usize {
        let piece = self.pieces.partition_point(|&(start, _)| start <= at).saturating_sub(1);
        self.pieces.get(piece).map_or(0, |&(start, source)| source.saturating_add(at.saturating_sub(start)))
    }

    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.pieces.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_character_is_found_where_it_was_written() {
        // `ab&amp;cd` at 10, then `ef` at 30.
        let mut mapped = Mapped::default();
        mapped.push("ab", 10);
        mapped.push_decoded("&", 12, 5);
        mapped.push("cd", 17);
        mapped.push("ef", 30);
        assert_eq!(mapped.text(), "ab&cdef");
        assert_eq!([0, 1, 2, 3, 4, 5, 6].map(|at| mapped.source_of(at)), [10, 11, 12, 17, 18, 30, 31]);
        assert_eq!(mapped.end(), Some(32));
        mapped.clear();
        assert_eq!((mapped.text(), mapped.end()), ("", None));
    }
}
