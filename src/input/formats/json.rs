//! JSON and NDJSON → links: every string that is a URL, with its pointer for a label.

use super::is_url;
use crate::input::detect::Form;
use crate::input::document_reader::{ReadProgress, STEP_BYTES, Sink};
use crate::input::text_buffer::TextBuffer;
use crate::json::{Container, JsonWalker, MAX_TOKEN_BYTES, SyntaxError, TokenKind};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Skipped {
    Nothing,
    Line,
    Rest,
}

/// Reads links from JSON values, one after the other. After a mistake, skips the line in NDJSON, else the rest.
#[derive(Debug)]
pub(in crate::input) struct Json {
    /// Whether each line holds a value.
    by_line: bool,
    pub(in crate::input) buffer: TextBuffer,
    walker: JsonWalker,
    skipped: Skipped,
    pointer: String,
}

impl Json {
    pub(in crate::input) fn new(by_line: bool) -> Self {
        Self {
            by_line,
            buffer: TextBuffer::new(String::new(), MAX_TOKEN_BYTES),
            walker: JsonWalker::default(),
            skipped: Skipped::Nothing,
            pointer: String::new(),
        }
    }

    pub(in crate::input) fn push(&mut self, text: &str) {
        self.buffer.read_to(self.walker.at());
        let dropped = self.buffer.push(text);
        self.walker.drop_front(dropped);
    }

    /// Reads about [`STEP_BYTES`], and at most one token of [`MAX_TOKEN_BYTES`].
    pub(in crate::input) fn step(&mut self, sink: &mut Sink<'_>) -> ReadProgress {
        let (until, ended) = (self.walker.at() + STEP_BYTES, self.buffer.ended);
        while self.walker.at() < until && !sink.links.is_full() {
            if self.skipped != Skipped::Nothing {
                self.skip();
            }
            let (text, places) = self.buffer.parts();
            let token = match self.walker.next(text, ended) {
                Ok(Some(token)) => token,
                Ok(None) if !ended => return ReadProgress::NeedMoreInput,
                Ok(None) => {
                    self.finish(sink);
                    return ReadProgress::Done;
                }
                Err(error) => {
                    self.fail(&error, sink);
                    continue;
                }
            };
            match token.kind {
                TokenKind::LineEnd if self.by_line && !self.walker.is_between_values() => {
                    let at = token.range.start;
                    let error = SyntaxError { range: at..at, detail: "the line ends within a value" };
                    self.fail(&error, sink);
                    self.skipped = Skipped::Nothing;
                }
                // A key is a link too where it is a URL.
                TokenKind::String | TokenKind::Key => {
                    let link = token.text(text);
                    if is_url(&link) {
                        self.walker.write_pointer(&mut self.pointer);
                        let place = places.place_of(text, token.range.start + 1);
                        sink.links.push_bare(place, &link, &self.pointer);
                    }
                }
                _ => {}
            }
        }
        ReadProgress::More
    }

    fn fail(&mut self, error: &SyntaxError, sink: &mut Sink<'_>) {
        let place = self.buffer.place_of(error.range.start);
        let shown = &self.buffer.text()[error.range.clone()];
        sink.links.push_unreadable(place, shown, error.detail);
        self.walker.reset();
        self.skipped = if self.by_line { Skipped::Line } else { Skipped::Rest };
    }

    fn skip(&mut self) {
        let at = self.walker.at();
        let rest = &self.buffer.text().as_bytes()[at..];
        let end = match self.skipped {
            Skipped::Line => memchr::memchr2(b'\n', b'\r', rest),
            Skipped::Nothing => Some(0),
            Skipped::Rest => None,
        };
        if end.is_some() {
            self.skipped = Skipped::Nothing;
        }
        self.walker.skip_to(at + end.unwrap_or(rest.len()));
    }

    fn finish(&mut self, sink: &mut Sink<'_>) {
        let range = self.walker.at()..self.buffer.text().len();
        if self.skipped == Skipped::Nothing && !(range.is_empty() && self.walker.is_between_values()) {
            self.fail(&SyntaxError { range, detail: "the text ends within a value" }, sink);
        }
    }
}

/// The form of a text that begins with `start`: JSON, NDJSON where a second value has its own line; `None` for neither.
pub(in crate::input) fn detect(start: &str, ended: bool) -> Option<Form> {
    let mut walker = JsonWalker::default();
    let (mut values, mut strings, mut by_line) = (0_u32, 0_u32, true);
    loop {
        let between = walker.is_between_values();
        let token = match walker.next(start, ended) {
            Ok(Some(token)) => token,
            Ok(None) => break,
            // A document with a mistake in it is still one where it began well; `["x"](y)` is not.
            Err(SyntaxError { range, .. }) => {
                let shown = &start[range];
                strings += u32::from(shown.len() > 1 && shown.starts_with('"') && shown.ends_with('"'));
                return (strings > 1).then_some(Form::Json);
            }
        };
        match token.kind {
            TokenKind::LineEnd => by_line &= between,
            TokenKind::Open(Container::Array | Container::Object) => values += u32::from(between),
            // A word is a value too, but then a list of words would be JSON.
            TokenKind::Scalar | TokenKind::String if between => return None,
            TokenKind::String | TokenKind::Key => strings += 1,
            _ => {}
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
