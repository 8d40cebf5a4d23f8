//! JSON and NDJSON → links: every string that is a URL, with its pointer for a label.
//!
//! Read as it comes, without recursion and without a tree: depth costs a few bytes a level, and a document of one line
//! is read in slices like any other.

pub(crate) mod grammar;
pub(crate) mod text;
pub(crate) mod tokens;

use core::ops::Range;

use grammar::Grammar;
use text::unescaped;
use tokens::{Broken, Container, MAX_TOKEN_BYTES, Token, TokenKind, Tokens};

use super::is_url;
use super::text_buffer::TextBuffer;
use crate::input::content::{ReadProgress, STEP_BYTES, Sink};
use crate::input::detect::Form;
use crate::input::normal::Rejection;
use crate::input::not_sent::NotSent;

/// What is passed over unread.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Skipped {
    Nothing,
    /// What is left of the line.
    Line,
    /// What is left of the text.
    Rest,
}

/// A JSON text on its way to links: one value after the other.
///
/// What follows a mistake is passed over: in NDJSON to the end of its line, else to the end of the text.
#[derive(Debug)]
pub(in crate::input) struct Json {
    /// Whether each line holds a value.
    by_line: bool,
    buffer: TextBuffer,
    tokens: Tokens,
    grammar: Grammar,
    skipped: Skipped,
    pointer: String,
}

impl Json {
    /// Before `text`, the first that came; with a value a line when `by_line`.
    pub(in crate::input) fn new(text: String, by_line: bool) -> Self {
        Self {
            by_line,
            buffer: TextBuffer::new(text, MAX_TOKEN_BYTES),
            tokens: Tokens::default(),
            grammar: Grammar::new(),
            skipped: Skipped::Nothing,
            pointer: String::new(),
        }
    }

    /// Adds text.
    pub(in crate::input) fn push(&mut self, text: &str) {
        self.buffer.read_to(self.tokens.at);
        let dropped = self.buffer.push(text);
        self.tokens.drop_front(dropped);
    }

    /// There is no more text.
    pub(in crate::input) fn end(&mut self) {
        self.buffer.end();
    }

    /// Reads about [`STEP_BYTES`], and at most one token of [`MAX_TOKEN_BYTES`].
    pub(in crate::input) fn step(&mut self, source: u16, sink: &mut Sink<'_>) -> ReadProgress {
        let until = self.tokens.at + STEP_BYTES;
        while self.tokens.at < until && !sink.builder.is_step_over() {
            if self.skipped != Skipped::Nothing {
                self.skip();
            }
            match self.tokens.next(self.buffer.text(), self.buffer.has_ended()) {
                Ok(Some(token)) => self.take(&token, source, sink),
                Ok(None) if !self.buffer.has_ended() => return ReadProgress::NeedMoreInput,
                Ok(None) => {
                    self.finish(source, sink);
                    return ReadProgress::Done;
                }
                Err(Broken { range, detail }) => {
                    self.tokens.at = range.end;
                    self.fail(range.start, range.end, detail, source, sink);
                }
            }
        }
        ReadProgress::More
    }

    fn take(&mut self, token: &Token, source: u16, sink: &mut Sink<'_>) {
        let range = token.range.clone();
        if token.kind == TokenKind::LineEnd && self.by_line && !self.grammar.is_between_values() {
            self.fail(range.start, range.start, "the line ends within a value", source, sink);
            self.skipped = Skipped::Nothing;
            return;
        }
        let is_key = self.grammar.wants_key();
        if let Err(expected) = self.grammar.accept(token.kind) {
            self.fail(range.start, range.end, expected, source, sink);
        } else if token.kind == TokenKind::String {
            self.take_string(range.start + 1..range.end - 1, is_key, source, sink);
        }
    }

    /// A key is a link too where it is a URL.
    fn take_string(&mut self, range: Range<usize>, is_key: bool, source: u16, sink: &mut Sink<'_>) {
        let start = range.start;
        let (whole, places) = self.buffer.parts();
        let text = unescaped(&whole[range]);
        if is_key {
            self.grammar.set_key(&text);
        }
        if is_url(&text) {
            self.grammar.write_pointer(&mut self.pointer);
            sink.builder.take_labelled(places.place_of(whole, start, source), &text, &self.pointer);
        }
    }

    /// Tells that the text cannot be read from `start` on, and shows it up to `end`.
    fn fail(&mut self, start: usize, end: usize, detail: &'static str, source: u16, sink: &mut Sink<'_>) {
        let place = self.buffer.place_of(start, source);
        let shown = &self.buffer.text()[start..end];
        sink.builder.reject(place, shown, Rejection::new(NotSent::Unreadable, detail));
        self.grammar.reset();
        self.skipped = if self.by_line { Skipped::Line } else { Skipped::Rest };
    }

    fn skip(&mut self) {
        let rest = &self.buffer.text().as_bytes()[self.tokens.at..];
        let end = match self.skipped {
            Skipped::Line => memchr::memchr2(b'\n', b'\r', rest),
            Skipped::Nothing => Some(0),
            Skipped::Rest => None,
        };
        if end.is_some() {
            self.skipped = Skipped::Nothing;
        }
        self.tokens.at += end.unwrap_or(rest.len());
    }

    fn finish(&mut self, source: u16, sink: &mut Sink<'_>) {
        let (rest, end) = (self.tokens.at, self.buffer.text().len());
        if self.skipped == Skipped::Nothing && (rest < end || !self.grammar.is_between_values()) {
            self.fail(rest, end, "the text ends within a value", source, sink);
        }
    }
}

/// The form of a text that begins with `start`, and with which it `ended`: JSON, NDJSON where a second value follows
/// in a line of its own, `None` where it is neither.
pub(in crate::input) fn detect(start: &str, ended: bool) -> Option<Form> {
    let (mut tokens, mut grammar) = (Tokens::default(), Grammar::new());
    let (mut values, mut strings, mut by_line) = (0_u32, 0_u32, true);
    // A document with a mistake in it is still one where it began well; `["x"](y)` is not.
    let despite_mistake = |strings| (strings > 1).then_some(Form::Json);
    loop {
        let token = match tokens.next(start, ended) {
            Ok(Some(token)) => token,
            Ok(None) => break,
            Err(_) => return despite_mistake(strings),
        };
        let between = grammar.is_between_values();
        match token.kind {
            TokenKind::LineEnd => by_line &= between,
            TokenKind::Open(Container::Array | Container::Object) => values += u32::from(between),
            // A word is a value too, but then a list of words would be JSON.
            TokenKind::Scalar | TokenKind::String if between => return None,
            TokenKind::String => strings += 1,
            _ => {}
        }
        if grammar.accept(token.kind).is_err() {
            return despite_mistake(strings);
        }
    }
    (strings > 0).then_some(if by_line && values > 1 { Form::Ndjson } else { Form::Json })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_known_by_its_start() {
        assert_eq!(detect("{\"a\": [1, {\"b", false), Some(Form::Json));
        assert_eq!(detect("{\"a\": 1}\n{\"b\": 2}\n{\"c\"", false), Some(Form::Ndjson));
        assert_eq!(detect("{\n\"a\": 1}\n{\"b\": 2}\n", true), Some(Form::Json));
        for text in
            ["[::1]:3000/x", "[1]: https://a.example", "{a,b}.example", "[1-3].example", "true", "\"a\"", ""]
        {
            assert_eq!(detect(text, true), None, "{text}");
        }
    }
}
