//! Bytes → text, chunk by chunk: UTF-8, and UTF-16 where a byte order mark says so.

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16 { little_endian: bool },
}

/// Decodes text from bytes cut anywhere: by its byte order mark, which is dropped, else as UTF-8. Invalid bytes become
/// U+FFFD as in browsers, one for each maximal part of a sequence. Call [`Utf8Pieces::push`] for all bytes, then
/// [`Utf8Pieces::finish`] once.
#[derive(Clone, Debug, Default)]
pub struct Utf8Pieces {
    encoding: Option<Encoding>,
    /// The start of a sequence whose rest is still to come, or of the byte order mark: at most 3 bytes.
    rest: Vec<u8>,
    /// A first half of a surrogate pair.
    high: Option<u16>,
}

impl Utf8Pieces {
    /// Appends to `text` what is complete after these bytes; at most 3 of them wait for the next.
    pub fn push(&mut self, bytes: &[u8], text: &mut String) {
        if self.rest.is_empty() && self.encoding == Some(Encoding::Utf8) {
            self.decode(bytes, text);
            return;
        }
        let mut all = core::mem::take(&mut self.rest);
        all.extend_from_slice(bytes);
        if self.encoding.is_some() {
            self.decode(&all, text);
        } else if let Some((encoding, mark)) = sniff(&all) {
            self.encoding = Some(encoding);
            self.decode(&all[mark..], text);
        } else {
            self.rest = all;
        }
    }

    /// Appends U+FFFD to `text` for a sequence that was never completed. New bytes may follow as a new text.
    pub fn finish(&mut self, text: &mut String) {
        let rest = core::mem::take(&mut self.rest);
        // Two bytes of a UTF-8 byte order mark, and nothing after: broken like any other such start.
        let cut = !rest.is_empty() || self.high.is_some();
        if cut {
            text.push(char::REPLACEMENT_CHARACTER);
        }
        *self = Self::default();
    }

    fn decode(&mut self, bytes: &[u8], text: &mut String) {
        match self.encoding {
            Some(Encoding::Utf16 { little_endian }) => self.decode_utf16(bytes, little_endian, text),
            _ => self.decode_utf8(bytes, text),
        }
    }

    fn decode_utf8(&mut self, bytes: &[u8], text: &mut String) {
        let mut bytes = bytes;
        loop {
            match core::str::from_utf8(bytes) {
                Ok(valid) => {
                    text.push_str(valid);
                    return;
                }
                Err(problem) => {
                    let (valid, after) = bytes.split_at(problem.valid_up_to());
                    // Valid by the line above.
                    text.push_str(core::str::from_utf8(valid).unwrap_or(""));
                    let Some(length) = problem.error_len() else {
                        self.rest.extend_from_slice(after);
                        return;
                    };
                    text.push(char::REPLACEMENT_CHARACTER);
                    bytes = &after[length..];
                }
            }
        }
    }

    fn decode_utf16(&mut self, bytes: &[u8], little_endian: bool, text: &mut String) {
        let (pairs, rest) = bytes.as_chunks::<2>();
        self.rest.extend_from_slice(rest);
        for &pair in pairs {
            let unit = if little_endian { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) };
            let before = self.high.take();
            if matches!(unit, 0xd800..0xdc00) {
                if before.is_some() {
                    text.push(char::REPLACEMENT_CHARACTER);
                }
                self.high = Some(unit);
            } else {
                let units = before.into_iter().chain([unit]);
                text.extend(
                    char::decode_utf16(units).map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER)),
                );
            }
        }
    }
}

/// The encoding by the byte order mark of `bytes`, and its length; `None` while they are too few.
fn sniff(bytes: &[u8]) -> Option<(Encoding, usize)> {
    const UTF8: &[u8] = &[0xef, 0xbb, 0xbf];
    const LITTLE: &[u8] = &[0xff, 0xfe];
    const BIG: &[u8] = &[0xfe, 0xff];
    if bytes.starts_with(UTF8) {
        Some((Encoding::Utf8, 3))
    } else if bytes.starts_with(LITTLE) {
        Some((Encoding::Utf16 { little_endian: true }, 2))
    } else if bytes.starts_with(BIG) {
        Some((Encoding::Utf16 { little_endian: false }, 2))
    } else if [UTF8, LITTLE, BIG].iter().any(|mark| mark.starts_with(bytes)) {
        None
    } else {
        Some((Encoding::Utf8, 0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(pieces: &[&[u8]]) -> String {
        let (mut decoder, mut text) = (Utf8Pieces::default(), String::new());
        for piece in pieces {
            decoder.push(piece, &mut text);
        }
        decoder.finish(&mut text);
        text
    }

    #[test]
    fn a_sequence_may_be_split_over_pieces() {
        assert_eq!(decoded(&[b"a\xe2", b"\x82", b"\xac!"]), "a€!");
        assert_eq!(decoded(&[b"\xef", b"\xbb", b"\xbfa"]), "a");
    }

    #[test]
    fn what_is_invalid_is_replaced() {
        assert_eq!(decoded(&[b"a\xffb\xe2\x82"]), "a\u{fffd}b\u{fffd}");
        assert_eq!(decoded(&[b"\xef"]), "\u{fffd}");
        // A surrogate in UTF-8 is three bytes that belong to nothing.
        assert_eq!(decoded(&[b"\xed\xa0\x80"]), "\u{fffd}\u{fffd}\u{fffd}");
    }

    #[test]
    fn utf16_is_known_by_its_mark() {
        assert_eq!(decoded(&[b"\xff", b"\xfea\0=\xd8", b"\0", b"\xde"]), "a\u{1f600}");
        assert_eq!(decoded(&[b"\xfe\xff\0a\xd8=\xde\0"]), "a\u{1f600}");
        assert_eq!(decoded(&[b"\xff\xfe=\xd8a\0=\xd8"]), "\u{fffd}a\u{fffd}");
    }
}
