//! A value in curl's file of settings, and a URL in which curl is to expand nothing.

/// `text` as a value: in double quotes curl knows `\"`, `\\`, `\t`, `\n`, `\r` and `\v`. It reads no NUL: left out.
pub fn value(text: &str) -> String {
    super::quoted(text, |character, out| match character {
        '\u{b}' => out.push_str("\\v"),
        '\0' => {}
        other => out.push(other),
    })
}

/// `text` as a URL that curl takes for what it is: its brackets and braces expand nothing.
pub fn unglobbed(text: &str) -> String {
    escaped(text, &['[', ']', '{', '}'])
}

/// `text` as a member of a set.
pub fn member(text: &str) -> String {
    escaped(text, &['[', ']', '{', '}', ',', '\\', '"'])
}

fn escaped(text: &str, special: &[char]) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        if special.contains(&character) {
            out.push('\\');
        }
        out.push(character);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_ends_the_value_early() {
        assert_eq!(value("a\"b\\c\nd\u{b}"), r#""a\"b\\c\nd\v""#);
    }

    #[test]
    fn brackets_of_a_url_stand_for_themselves() {
        assert_eq!(unglobbed("http://h/[1-2]{a}"), r"http://h/\[1-2\]\{a\}");
        assert_eq!(member("a,b"), r"a\,b");
    }
}
