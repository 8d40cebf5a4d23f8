//! The words of a filter: between blanks, or between quotes.

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// Whether it follows a `-`.
    pub(super) negated: bool,
    pub(super) text: String,
    /// Offset of the first colon outside quotes.
    colon: Option<usize>,
}

impl Word {
    /// The text before and after the first colon.
    pub(super) fn key(&self) -> Option<(&str, &str)> {
        let colon = self.colon?;
        Some((self.text.get(..colon)?, self.text.get(colon + 1..)?))
    }
}

/// The words of `text`. Quotes count at a word's beginning, after its `-` and its colon; an open one never ends.
pub(super) fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut rest = text.trim_start();
    while !rest.is_empty() {
        let mut word = Word { negated: false, text: String::new(), colon: None };
        if let Some(after) = rest.strip_prefix('-')
            && after.starts_with(|c: char| !c.is_whitespace())
        {
            word.negated = true;
            rest = after;
        }
        if !rest.starts_with('"') {
            let bare = rest.find(char::is_whitespace).unwrap_or(rest.len());
            let quote = rest[..bare].find(":\"").map(|colon| colon + 1);
            let (head, tail) = rest.split_at(quote.unwrap_or(bare));
            word.colon = head.find(':');
            word.text.push_str(head);
            rest = tail;
        }
        if let Some(quoted) = rest.strip_prefix('"') {
            let end = quoted.find('"').unwrap_or(quoted.len());
            word.text.push_str(&quoted[..end]);
            rest = quoted.get(end + 1..).unwrap_or("");
        }
        rest = rest.trim_start();
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(bool, String, Option<usize>)> {
        words(text).into_iter().map(|word| (word.negated, word.text, word.colon)).collect()
    }

    #[test]
    fn words_stand_between_blanks_or_quotes() {
        let word = |negated, text: &str, colon| (negated, text.to_owned(), colon);
        assert_eq!(read(" a  b "), [word(false, "a", None), word(false, "b", None)]);
        assert_eq!(read("\"a b\" c"), [word(false, "a b", None), word(false, "c", None)]);
        assert_eq!(read("-\"a: b\""), [word(true, "a: b", None)]);
        assert_eq!(read("-host:\"a b\"c"), [word(true, "host:a b", Some(4)), word(false, "c", None)]);
        assert_eq!(read("\"open end"), [word(false, "open end", None)]);
        assert_eq!(
            read("it\"s - -x"),
            [word(false, "it\"s", None), word(false, "-", None), word(true, "x", None)]
        );
        assert_eq!(read("ü:\"é\""), [word(false, "ü:é", Some(2))]);
    }
}
