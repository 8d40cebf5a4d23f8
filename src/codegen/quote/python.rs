//! Python's string literals.

use super::push_hex;

/// `text` as a string.
pub fn text(text: &str) -> String {
    super::quoted(text, escape)
}

/// `text` as a part of an f-string, without its quotes.
pub fn in_f_string(text: &str) -> String {
    super::with_doubled_braces(text, escape)
}

fn escape(character: char, out: &mut String) {
    match u32::from(character) {
        code @ ..=0xff => push_hex("\\x", code, 2, out),
        code @ ..=0xffff => push_hex("\\u", code, 4, out),
        code => push_hex("\\U", code, 8, out),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_quotes_early() {
        assert_eq!(text("'; rm \"\\\n%s${}"), r#""'; rm \"\\\n%s${}""#);
        assert_eq!(text("\0é\u{2028}\u{1f600}"), r#""\x00\xe9\u2028\U0001f600""#);
    }

    #[test]
    fn an_f_string_computes_nothing_of_it() {
        assert_eq!(in_f_string("{a}{{\"\\"), "{{a}}{{{{\\\"\\\\");
    }
}
