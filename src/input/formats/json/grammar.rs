//! Which JSON token may follow which, and where in the document that is: without recursion, as deep as [`MAX_DEPTH`].

use super::tokens::{Container, TokenKind};

/// Most characters of a pointer that are written.
const POINTER_CHARS: usize = 120;
/// Most brackets that are open at once: some 24 MB of them.
const MAX_DEPTH: usize = 1_000_000;
/// Most bytes of keys on the way: only the first of them are ever written.
const MAX_KEYS_BYTES: usize = 1 << 20;

/// What may come next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected {
    Value,
    ValueOrClose,
    KeyOrClose,
    Colon,
    CommaOrClose,
}

/// An array or object that is open.
#[derive(Clone, Copy, Debug)]
enum Frame {
    /// At the element of this index.
    Array(u32),
    /// At the member whose key stands here in the keys.
    Object { start: usize, end: usize },
}

/// Where in a document the tokens have led, from value to value.
#[derive(Clone, Debug)]
pub(crate) struct Grammar {
    frames: Vec<Frame>,
    expected: Expected,
    /// The keys on the way, one after the other, as they are written in a pointer.
    keys: String,
}

impl Grammar {
    /// Before a value.
    pub(crate) const fn new() -> Self {
        Self { frames: Vec::new(), expected: Expected::Value, keys: String::new() }
    }

    /// Whether no value is open.
    pub(crate) fn is_between_values(&self) -> bool {
        self.frames.is_empty() && self.expected == Expected::Value
    }

    /// Whether a string that comes now is a key.
    pub(crate) fn wants_key(&self) -> bool {
        self.expected == Expected::KeyOrClose
    }

    /// Moves over a token. A comma before a closing bracket is passed over: many write it.
    ///
    /// # Errors
    /// What was expected instead, in words.
    pub(crate) fn accept(&mut self, kind: TokenKind) -> Result<(), &'static str> {
        use Expected as E;
        match (self.expected, kind) {
            (_, TokenKind::LineEnd) => {}
            (_, TokenKind::Open(_)) if self.frames.len() >= MAX_DEPTH => {
                return Err("a million brackets are open");
            }
            (E::Value | E::ValueOrClose, TokenKind::Open(Container::Array)) => {
                self.frames.push(Frame::Array(0));
                self.expected = E::ValueOrClose;
            }
            (E::Value | E::ValueOrClose, TokenKind::Open(Container::Object)) => {
                let start = self.keys.len();
                self.frames.push(Frame::Object { start, end: start });
                self.expected = E::KeyOrClose;
            }
            (E::Value | E::ValueOrClose, TokenKind::String | TokenKind::Scalar) => self.end_value(),
            (E::ValueOrClose | E::CommaOrClose, TokenKind::Close(Container::Array))
                if !self.is_in_object() =>
            {
                self.frames.pop();
                self.end_value();
            }
            (E::KeyOrClose | E::CommaOrClose, TokenKind::Close(Container::Object)) if self.is_in_object() => {
                if let Some(Frame::Object { start, .. }) = self.frames.pop() {
                    self.keys.truncate(start);
                }
                self.end_value();
            }
            (E::CommaOrClose, TokenKind::Comma) => match self.frames.last_mut() {
                Some(Frame::Array(index)) => {
                    *index = index.saturating_add(1);
                    self.expected = E::ValueOrClose;
                }
                _ => self.expected = E::KeyOrClose,
            },
            (E::KeyOrClose, TokenKind::String) => self.expected = E::Colon,
            (E::Colon, TokenKind::Colon) => self.expected = E::Value,
            (E::Value | E::ValueOrClose, _) => return Err("a value is expected here"),
            (E::KeyOrClose, _) => return Err("a key in quotes is expected here"),
            (E::Colon, _) => return Err("a colon is expected here"),
            (E::CommaOrClose, _) => return Err("a comma or a closing bracket is expected here"),
        }
        Ok(())
    }

    /// The member that is now come to is named `key`.
    pub(crate) fn set_key(&mut self, key: &str) {
        let Some(Frame::Object { start, end }) = self.frames.last_mut() else { return };
        self.keys.truncate(*start);
        let chars = if self.keys.len() < MAX_KEYS_BYTES { POINTER_CHARS } else { 0 };
        for character in key.chars().take(chars) {
            match character {
                '~' => self.keys.push_str("~0"),
                '/' => self.keys.push_str("~1"),
                _ => self.keys.push(character),
            }
        }
        *end = self.keys.len();
    }

    /// Writes the pointer (RFC 6901) of the value or key that was just accepted into `pointer`, cut where it is long.
    pub(crate) fn write_pointer(&self, pointer: &mut String) {
        use core::fmt::Write as _;
        pointer.clear();
        for frame in &self.frames {
            if pointer.len() > 4 * POINTER_CHARS {
                return;
            }
            // Writing to a String cannot fail.
            let _ = match *frame {
                Frame::Array(index) => write!(pointer, "/{index}"),
                Frame::Object { start, end } => write!(pointer, "/{}", &self.keys[start..end]),
            };
        }
    }

    /// Begins anew, before a value.
    pub(crate) fn reset(&mut self) {
        self.frames.clear();
        self.keys.clear();
        self.expected = Expected::Value;
    }

    fn is_in_object(&self) -> bool {
        matches!(self.frames.last(), Some(Frame::Object { .. }))
    }

    fn end_value(&mut self) {
        self.expected = if self.frames.is_empty() { Expected::Value } else { Expected::CommaOrClose };
    }
}
