//! TOML's basic strings (TOML 1.0).

use super::push_hex;

/// `text` as a string.
pub fn text(text: &str) -> String {
    super::quoted(text, |character, out| match u32::from(character) {
        code @ ..=0xffff => push_hex("\\u", code, 4, out),
        code => push_hex("\\U", code, 8, out),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_quotes_early() {
        assert_eq!(text("a\"b\\\n'''\u{7f}\u{1f600}"), r#""a\"b\\\n'''\u007f\U0001f600""#);
    }
}
