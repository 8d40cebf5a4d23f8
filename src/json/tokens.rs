//! JSON text → tokens, each with its place, however the text was cut.

use core::ops::Range;
use std::borrow::Cow;

use super::escapes::unescaped;

/// Longest token, in bytes: pictures in documents are shorter, and an open quote must not buffer a whole file.
pub(crate) const MAX_TOKEN_BYTES: usize = 16 << 20;
/// Bytes of a longer one that are shown.
const SHOWN_BYTES: usize = 80;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TokenKind {
    Open(Container),
    Close(Container),
    Colon,
    Comma,
    /// A string that is a value, with its quotes.
    String,
    /// A string that names a member, with its quotes. The tokenizer itself says `String`.
    Key,
    /// A number, `true`, `false` or `null`.
    Scalar,
    /// A line end between two tokens.
    LineEnd,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Container {
    Array,
    Object,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub(crate) kind: TokenKind,
    pub(crate) range: Range<usize>,
}

impl Token {
    /// What it says in `text`: a string without quotes and escapes, all others as they are.
    pub(crate) fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        match self.kind {
            TokenKind::String | TokenKind::Key => unescaped(&text[self.range.start + 1..self.range.end - 1]),
            _ => Cow::Borrowed(&text[self.range.clone()]),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SyntaxError {
    pub(crate) range: Range<usize>,
    pub(crate) detail: &'static str,
}

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tokens {
    /// Where to look for the next token.
    pub(super) at: usize,
    /// The token that begins at `at` has no end before this; below `at` when nothing is known of it.
    searched: usize,
}

impl Tokens {
    /// Takes the next token of `text`, unchanged up to `at`; `None` until there is more, or at its end when it has
    /// `ended` (a string that is never closed may begin at `at`). After an error, set `at` past it to go on.
    pub(super) fn next(&mut self, text: &str, ended: bool) -> Result<Option<Token>, SyntaxError> {
        let token = self.seek(text, ended);
        let is_endless = matches!(token, Ok(None)) && text.len() - self.at > MAX_TOKEN_BYTES;
        if is_endless {
            let range = self.at..text.floor_char_boundary(self.at + SHOWN_BYTES);
            return Err(SyntaxError { range, detail: "a value longer than 16 MiB" });
        }
        token
    }

    fn seek(&mut self, text: &str, ended: bool) -> Result<Option<Token>, SyntaxError> {
        let bytes = text.as_bytes();
        let blank = |byte: &u8| matches!(byte, b' ' | b'\t');
        loop {
            self.at += bytes[self.at..].iter().take_while(|&byte| blank(byte)).count();
            if !text[self.at..].starts_with('\u{feff}') {
                break;
            }
            self.at += '\u{feff}'.len_utf8();
        }
        let Some(&first) = bytes.get(self.at) else { return Ok(None) };
        let kind = match first {
            b'[' => TokenKind::Open(Container::Array),
            b'{' => TokenKind::Open(Container::Object),
            b']' => TokenKind::Close(Container::Array),
            b'}' => TokenKind::Close(Container::Object),
            b':' => TokenKind::Colon,
            b',' => TokenKind::Comma,
            b'\n' | b'\r' => TokenKind::LineEnd,
            b'"' => return self.string(bytes),
            _ if is_scalar(first) => return self.scalar(text, ended),
            _ => {
                let length = text[self.at..].chars().next().map_or(1, char::len_utf8);
                return Err(SyntaxError {
                    range: self.at..self.at + length,
                    detail: "no JSON value begins so",
                });
            }
        };
        Ok(Some(self.token(kind, self.at + 1)))
    }

    pub(super) fn drop_front(&mut self, bytes: usize) {
        self.at -= bytes;
        self.searched = self.searched.saturating_sub(bytes);
    }

    fn token(&mut self, kind: TokenKind, end: usize) -> Token {
        let range = self.at..end;
        self.at = end;
        Token { kind, range }
    }

    fn string(&mut self, bytes: &[u8]) -> Result<Option<Token>, SyntaxError> {
        let mut at = self.searched.max(self.at + 1);
        let stops = |byte: &u8| matches!(byte, b'"' | b'\\' | b'\n' | b'\r');
        while let Some(found) = bytes.get(at..).and_then(|rest| rest.iter().position(stops)) {
            at += found;
            match bytes[at] {
                b'"' => return Ok(Some(self.token(TokenKind::String, at + 1))),
                b'\\' if at + 1 == bytes.len() => {
                    self.searched = at;
                    return Ok(None);
                }
                // A line end is never escaped.
                b'\\' => at += if matches!(bytes[at + 1], b'\n' | b'\r') { 1 } else { 2 },
                _ => {
                    return Err(SyntaxError {
                        range: self.at..at,
                        detail: "a string that is not closed in its line",
                    });
                }
            }
        }
        self.searched = bytes.len().max(at);
        Ok(None)
    }

    fn scalar(&mut self, text: &str, ended: bool) -> Result<Option<Token>, SyntaxError> {
        let from = self.searched.max(self.at);
        let length = text.as_bytes()[from..].iter().position(|&byte| !is_scalar(byte));
        if length.is_none() && !ended {
            self.searched = text.len();
            return Ok(None);
        }
        let end = length.map_or(text.len(), |length| from + length);
        let word = &text[self.at..end];
        let numeric = |byte: u8| matches!(byte, b'0'..=b'9' | b'+' | b'-' | b'.' | b'e' | b'E');
        let number = word.starts_with(|first: char| first == '-' || first.is_ascii_digit());
        if matches!(word, "true" | "false" | "null") || number && word.bytes().all(numeric) {
            Ok(Some(self.token(TokenKind::Scalar, end)))
        } else {
            Err(SyntaxError { range: self.at..end, detail: "neither a number nor true, false or null" })
        }
    }
}

/// Whether a number or a word may hold `byte`.
fn is_scalar(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(pieces: &[&str]) -> String {
        let (mut text, mut tokens, mut all) = (String::new(), Tokens::default(), String::new());
        for (number, piece) in pieces.iter().enumerate() {
            text.push_str(piece);
            loop {
                match tokens.next(&text, number + 1 == pieces.len()) {
                    Ok(Some(token)) => all.extend([&text[token.range], "|"]),
                    Ok(None) => break,
                    Err(broken) => return format!("{all}! {} {}", &text[broken.range], broken.detail),
                }
            }
        }
        all
    }

    #[test]
    fn tokens_may_be_cut_anywhere() {
        let whole = "{\"a\\\"b\": [1.5e3, true], \"é\" :\n\"\\\\\"}";
        let expected = "{|\"a\\\"b\"|:|[|1.5e3|,|true|]|,|\"é\"|:|\n|\"\\\\\"|}|";
        assert_eq!(tokens(&[whole]), expected);
        let mut pieces: Vec<&str> = whole.split_inclusive(|_| true).collect();
        assert_eq!(tokens(&pieces), expected);
        pieces.push("");
        assert_eq!(tokens(&pieces), expected);
    }

    #[test]
    fn what_is_no_token_has_its_reason() {
        assert_eq!(tokens(&["[one]"]), "[|! one neither a number nor true, false or null");
        assert_eq!(tokens(&["{é"]), "{|! é no JSON value begins so");
        assert_eq!(tokens(&["\"a\nb\""]), "! \"a a string that is not closed in its line");
    }
}
