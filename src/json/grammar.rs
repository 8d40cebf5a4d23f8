//! Which JSON token may follow which, and where in the document: without recursion, as deep as [`MAX_DEPTH`].

use super::tokens::{Container, TokenKind};
use crate::format::append;

/// Most characters of a pointer that are written.
const POINTER_CHARS: usize = 120;
/// Most brackets that are open at once: some 24 MB of them.
const MAX_DEPTH: usize = 1_000_000;
/// Most bytes of keys that are kept: only the first of them are ever written.
const MAX_KEYS_BYTES: usize = 1 << 20;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Expected {
    #[default]
    Value,
    ValueOrClose,
    KeyOrClose,
    Colon,
    CommaOrClose,
}

#[derive(Clone, Copy, Debug)]
enum Frame {
    /// At the element of this index.
    Array(u32),
    /// At the member whose key is this part of `keys`.
    Object { start: usize, end: usize },
}

/// The open arrays and objects, and what may follow.
#[derive(Clone, Debug, Default)]
pub(super) struct Grammar {
    frames: Vec<Frame>,
    expected: Expected,
    /// The keys of `frames`, one after the other, escaped for a pointer.
    keys: String,
}

impl Grammar {
    pub(super) fn is_between_values(&self) -> bool {
        self.frames.is_empty() && self.expected == Expected::Value
    }

    pub(super) fn expects_key(&self) -> bool {
        self.expected == Expected::KeyOrClose
    }

    /// Moves over a token, or says what was expected. Allows a comma before a closing bracket: many write it.
    pub(super) fn accept(&mut self, kind: TokenKind) -> Result<(), &'static str> {
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

    /// Names the member just begun `key`.
    pub(super) fn set_key(&mut self, key: &str) {
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

    pub(super) fn write_pointer(&self, pointer: &mut String) {
        pointer.clear();
        for frame in &self.frames {
            if pointer.len() > 4 * POINTER_CHARS {
                return;
            }
            match *frame {
                Frame::Array(index) => append(pointer, format_args!("/{index}")),
                Frame::Object { start, end } => pointer.extend(["/", &self.keys[start..end]]),
            }
        }
    }

    fn is_in_object(&self) -> bool {
        matches!(self.frames.last(), Some(Frame::Object { .. }))
    }

    fn end_value(&mut self) {
        self.expected = if self.frames.is_empty() { Expected::Value } else { Expected::CommaOrClose };
    }
}
