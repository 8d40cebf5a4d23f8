//! Escapes in JSON strings.

use std::borrow::Cow;

/// Resolves the escapes of a JSON string without quotes; others stay as they are, half a surrogate pair becomes U+FFFD.
pub(super) fn unescaped(raw: &str) -> Cow<'_, str> {
    let Some(first) = raw.find('\\') else { return Cow::Borrowed(raw) };
    let mut text = String::with_capacity(raw.len());
    text.push_str(&raw[..first]);
    let mut rest = &raw[first..];
    while let Some(escape) = rest.find('\\') {
        text.push_str(&rest[..escape]);
        rest = &rest[escape..];
        let (character, length) = escaped(rest);
        text.push(character);
        rest = &rest[length..];
    }
    text.push_str(rest);
    Cow::Owned(text)
}

/// Resolves the escape with which `text` begins; returns its length in bytes too.
fn escaped(text: &str) -> (char, usize) {
    let Some(kind) = text[1..].chars().next() else { return ('\\', 1) };
    let simple = match kind {
        '"' | '\\' | '/' => kind,
        'b' => '\u{8}',
        'f' => '\u{c}',
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'u' => return unicode(text),
        _ => return ('\\', 1),
    };
    (simple, 2)
}

fn unicode(text: &str) -> (char, usize) {
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        digits.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| u16::from_str_radix(digits, 16).ok())?
    };
    let Some(first) = unit(text) else { return ('\\', 1) };
    let mut both = core::iter::once(first).chain(unit(&text[6..]));
    match char::decode_utf16(&mut both).next() {
        Some(Ok(character)) => (character, if character.len_utf16() == 2 { 12 } else { 6 }),
        _ => (char::REPLACEMENT_CHARACTER, 6),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_become_their_characters() {
        for (raw, text) in [
            ("plain é", "plain é"),
            (r"https:\/\/a.example\/\u00fc", "https://a.example/ü"),
            (r#"\"\\\b\f\n\r\t"#, "\"\\\u{8}\u{c}\n\r\t"),
            (r"\ud83d\ude00!", "\u{1f600}!"),
            (r"\ud83d \ude00", "\u{fffd} \u{fffd}"),
            (r"\ud83d\u0041", "\u{fffd}A"),
            (r"\x \u12 \u+123 \", r"\x \u12 \u+123 \"),
        ] {
            assert_eq!(unescaped(raw), text, "{raw}");
        }
    }
}
