//! The values of a JSON document as it comes, each with its pointer (RFC 6901), however the text was cut.

use std::borrow::Cow;

use crate::input::text_buffer::TextBuffer;
use crate::json::{JsonWalker, MAX_TOKEN_BYTES, TokenKind};

#[derive(Debug, PartialEq)]
pub(super) enum WalkStep<'w> {
    Value { pointer: &'w str, text: Cow<'w, str>, line: u32, column: u32 },
    NeedMoreInput,
    Done,
    Broken { line: u32, column: u32, why: &'static str },
}

#[derive(Debug)]
pub(super) struct ValueReader {
    buffer: TextBuffer,
    walker: JsonWalker,
    pointer: String,
    is_broken: bool,
}

impl ValueReader {
    pub(super) fn new() -> Self {
        Self {
            buffer: TextBuffer::new(String::new(), MAX_TOKEN_BYTES),
            walker: JsonWalker::default(),
            pointer: String::new(),
            is_broken: false,
        }
    }

    pub(super) fn push(&mut self, text: &str, ended: bool) {
        self.buffer.read_to(self.walker.at());
        let dropped = self.buffer.push(if self.is_broken { "" } else { text });
        self.walker.drop_front(dropped);
        if ended {
            self.buffer.ended = true;
        }
    }

    pub(super) fn step(&mut self) -> WalkStep<'_> {
        let ended = self.buffer.ended;
        let (text, places) = self.buffer.parts();
        while !self.is_broken {
            let (at, why) = match self.walker.next(text, ended) {
                Ok(Some(token)) if matches!(token.kind, TokenKind::String | TokenKind::Scalar) => {
                    self.walker.write_pointer(&mut self.pointer);
                    let place = places.place_of(text, token.range.start);
                    let (line, column) = (place.line, place.column);
                    return WalkStep::Value { pointer: &self.pointer, text: token.text(text), line, column };
                }
                Ok(Some(_)) => continue,
                Ok(None) if !ended || self.walker.is_between_values() => break,
                Ok(None) => (text.len(), "the file ends within the document"),
                Err(error) => (error.range.start, error.detail),
            };
            self.is_broken = true;
            let place = places.place_of(text, at);
            return WalkStep::Broken { line: place.line, column: place.column, why };
        }
        if ended { WalkStep::Done } else { WalkStep::NeedMoreInput }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pieces: &[&str]) -> Vec<String> {
        let mut values = ValueReader::new();
        let mut found = Vec::new();
        for (number, piece) in pieces.iter().enumerate() {
            values.push(piece, number + 1 == pieces.len());
            loop {
                match values.step() {
                    WalkStep::Value { pointer, text, line, column } => {
                        found.push(format!("{pointer} {text} {line}:{column}"));
                    }
                    WalkStep::Broken { line, column, why } => found.push(format!("{line}:{column} {why}")),
                    WalkStep::NeedMoreInput | WalkStep::Done => break,
                }
            }
        }
        found
    }

    #[test]
    fn values_have_their_pointer_and_place_however_they_come() {
        let text = "{\"a\": [1, {\"b/c\": \"x\\n\"}],\n \"d\": null}";
        let expected = ["/a/0 1 1:8", "/a/1/b~1c x\n 1:19", "/d null 2:7"];
        assert_eq!(values(&[text]), expected);
        let pieces: Vec<&str> = text.split_inclusive(|_| true).collect();
        assert_eq!(values(&pieces), expected);
    }

    #[test]
    fn a_document_that_is_cut_says_where() {
        assert_eq!(values(&["{\"a\": 1,\n \"b\""]), ["/a 1 1:7", "2:5 the file ends within the document"]);
        assert_eq!(values(&["{\"a\" 1}", " more"]), ["1:6 a colon is expected here"]);
    }
}
