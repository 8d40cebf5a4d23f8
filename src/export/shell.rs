//! A word of a POSIX shell.

/// `text` as one word: between single quotes only the quote itself has a meaning. A word holds no NUL: it is left out.
pub fn word(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for character in text.chars() {
        match character {
            '\'' => out.push_str(r"'\''"),
            '\0' => {}
            other => out.push(other),
        }
    }
    out.push('\'');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quote_in_it_ends_nothing() {
        assert_eq!(word("a'; rm -rf $HOME `x`"), r"'a'\''; rm -rf $HOME `x`'");
        assert_eq!(word(""), "''");
    }
}
