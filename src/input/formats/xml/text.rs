//! The text between two XML tags, or in an attribute: references decoded, sections and comments taken off.

use crate::input::formats::mapped::Mapped;

/// Decodes `raw`, at byte `at` of the source. References other than XML's five stay: declared entities are never used.
pub(super) fn decode(raw: &str, at: usize) -> Mapped {
    const SECTION: &str = "<![CDATA[";
    let mut text = Mapped::default();
    let mut from = 0;
    while let Some(special) = memchr::memchr2(b'<', b'&', &raw.as_bytes()[from..]) {
        let found = from + special;
        text.push(&raw[from..found], at + from);
        let rest = &raw[found..];
        if let Some(section) = rest.strip_prefix(SECTION) {
            let length = section.find("]]>").unwrap_or(section.len());
            let inner = found + SECTION.len();
            text.push(&raw[inner..inner + length], at + inner);
            from = raw.len().min(inner + length + "]]>".len());
        } else if rest.starts_with('<') {
            let end = if rest.starts_with("<!--") { "-->" } else { ">" };
            from = rest.find(end).map_or(raw.len(), |length| found + length + end.len());
        } else if let Some((character, length)) = reference(rest) {
            text.push_decoded(character.encode_utf8(&mut [0; 4]), at + found, length);
            from = found + length;
        } else {
            text.push("&", at + found);
            from = found + 1;
        }
    }
    text.push(&raw[from..], at + from);
    text
}

/// Decodes the reference with which `text` begins; returns its length in bytes too.
fn reference(text: &str) -> Option<(char, usize)> {
    /// The longest is `&#x10FFFF;`, and zeros may come before it.
    const LONGEST: usize = 32;
    let length = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    let name = &text[1..length];
    let character = match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = name.strip_prefix('#')?;
            let code = match number.strip_prefix(['x', 'X']) {
                Some(digits) => u32::from_str_radix(digits, 16),
                None => number.parse(),
            };
            char::from_u32(code.ok()?)?
        }
    };
    Some((character, length + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_decoded_and_keeps_its_places() {
        for (raw, text) in [
            ("a&amp;b&#x41;&#66;&lt;", "a&bAB<"),
            ("&lol; &amp &#xD800; &;", "&lol; &amp &#xD800; &;"),
            ("a<![CDATA[b&amp;<c>]]>d", "ab&amp;<c>d"),
            ("a<!-- b > c -->d<e/>f<", "adf"),
            ("a<![CDATA[b", "ab"),
            ("", ""),
        ] {
            assert_eq!(decode(raw, 0).text(), text, "{raw}");
        }
        let text = decode("a&amp;<![CDATA[bc]]>d", 100);
        assert_eq!([0, 1, 2, 3, 4].map(|at| text.source_of(at)), [100, 101, 115, 116, 120]);
    }
}
