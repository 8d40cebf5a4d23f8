//! JavaScript's string literals, which JSON shares.

use super::{push, push_hex};

/// `text` as a string.
pub fn text(text: &str) -> String {
    super::quoted(text, escape)
}

/// `text` as a part of a template literal, without its backticks.
pub fn in_template(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '`' | '$' => {
                out.push('\\');
                out.push(character);
            }
            '"' => out.push('"'),
            other => push(other, escape, &mut out),
        }
    }
    out
}

/// In UTF-16, as JSON has it.
fn escape(character: char, out: &mut String) {
    for unit in character.encode_utf16(&mut [0; 2]) {
        push_hex("\\u", u32::from(*unit), 4, out);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_quotes_early() {
        assert_eq!(text("'; rm \"\\\n\u{2028}"), r#""'; rm \"\\\n\u2028""#);
        assert_eq!(text("\0é\u{1f600}"), r#""\u0000\u00e9\ud83d\ude00""#);
    }

    #[test]
    fn a_template_computes_nothing_of_it() {
        assert_eq!(in_template("`${a}\"\\"), r#"\`\${a}"\\"#);
    }
}
