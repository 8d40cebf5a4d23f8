//! Rust's string literals.

use super::push_hex;

/// `text` as a string.
pub fn text(text: &str) -> String {
    super::quoted(text, escape)
}

/// `text` as a part of the literal that `format!` takes, without its quotes.
pub fn in_format(text: &str) -> String {
    super::with_doubled_braces(text, escape)
}

fn escape(character: char, out: &mut String) {
    push_hex("\\u{", u32::from(character), 1, out);
    out.push('}');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_quotes_early() {
        assert_eq!(text("'; rm \"\\\n{}\u{2028}\0"), r#""'; rm \"\\\n{}\u{2028}\u{0}""#);
    }

    #[test]
    fn a_format_fills_nothing_in() {
        assert_eq!(in_format("{a}\u{e9}"), r"{{a}}\u{e9}");
    }
}
