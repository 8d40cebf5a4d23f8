//! A JSON document as it comes: each value with its pointer (RFC 6901), whatever the text was cut into.

use std::borrow::Cow;

use crate::input::cursor::Cursor;
use crate::input::formats::json::grammar::Grammar;
use crate::input::formats::json::text::unescaped;
use crate::input::formats::json::tokens::{TokenKind, Tokens};

/// What comes next.
#[derive(Debug, PartialEq)]
pub(super) enum WalkStep<'w> {
    /// A text, number, `true`, `false` or `null`, and where it stands.
    Value { pointer: &'w str, text: Cow<'w, str>, line: u32, column: u32 },
    /// More text is needed.
    NeedMoreInput,
    /// The document is over.
    Done,
    /// It cannot be read from here on, and why.
    Broken { line: u32, column: u32, why: &'static str },
}

/// A document on its way.
#[derive(Debug)]
pub(super) struct Walk {
    text: String,
    tokens: Tokens,
    grammar: Grammar,
    pointer: String,
    cursor: Cursor,
    /// Where the cursor stands in `text`.
    counted: usize,
    ended: bool,
    broken: bool,
}

impl Walk {
    pub(super) const fn new(tokens: Tokens) -> Self {
        Self {
            text: String::new(),
            tokens,
            grammar: Grammar::new(),
            pointer: String::new(),
            cursor: Cursor::new(),
            counted: 0,
            ended: false,
            broken: false,
        }
    }

    /// Adds text; `ended` says that there is no more.
    pub(super) fn push(&mut self, text: &str, ended: bool) {
        let read = self.tokens.at;
        if read > 0 {
            self.count_to(read);
            self.text.drain(..read);
            self.tokens.drop_front(read);
            self.counted = 0;
        }
        self.ended = ended;
        if !self.broken {
            self.text.push_str(text);
        }
    }

    /// The next value.
    pub(super) fn step(&mut self) -> WalkStep<'_> {
        if self.broken {
            return if self.ended { WalkStep::Done } else { WalkStep::NeedMoreInput };
        }
        loop {
            let token = match self.tokens.next(&self.text, self.ended) {
                Ok(Some(token)) => token,
                Ok(None) if !self.ended => return WalkStep::NeedMoreInput,
                Ok(None) if self.grammar.is_between_values() => return WalkStep::Done,
                Ok(None) => return self.broken_at(self.text.len(), "the file ends within the document"),
                Err(broken) => return self.broken_at(broken.range.start, broken.detail),
            };
            let is_key = self.grammar.wants_key();
            if let Err(expected) = self.grammar.accept(token.kind) {
                return self.broken_at(token.range.start, expected);
            }
            match token.kind {
                TokenKind::String if is_key => {
                    let key = unescaped(&self.text[token.range.start + 1..token.range.end - 1]);
                    self.grammar.set_key(&key);
                }
                TokenKind::String | TokenKind::Scalar => {
                    self.grammar.write_pointer(&mut self.pointer);
                    self.count_to(token.range.start);
                    let place = self.cursor.position(0);
                    let text = match token.kind {
                        TokenKind::String => {
                            unescaped(&self.text[token.range.start + 1..token.range.end - 1])
                        }
                        _ => Cow::Borrowed(&self.text[token.range]),
                    };
                    return WalkStep::Value {
                        pointer: &self.pointer,
                        text,
                        line: place.line,
                        column: place.column,
                    };
                }
                _ => {}
            }
        }
    }

    fn broken_at(&mut self, at: usize, why: &'static str) -> WalkStep<'static> {
        self.count_to(at);
        self.broken = true;
        let place = self.cursor.position(0);
        WalkStep::Broken { line: place.line, column: place.column, why }
    }

    fn count_to(&mut self, at: usize) {
        if let Some(passed) = self.text.get(self.counted..at) {
            self.cursor.pass(passed);
            self.counted = at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pieces: &[&str]) -> Vec<String> {
        let mut walk = Walk::new(Tokens::default());
        let mut told = Vec::new();
        for (number, piece) in pieces.iter().enumerate() {
            walk.push(piece, number + 1 == pieces.len());
            loop {
                match walk.step() {
                    WalkStep::Value { pointer, text, line, column } => {
                        told.push(format!("{pointer} {text} {line}:{column}"));
                    }
                    WalkStep::Broken { line, column, why } => told.push(format!("{line}:{column} {why}")),
                    WalkStep::NeedMoreInput | WalkStep::Done => break,
                }
            }
        }
        told
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
