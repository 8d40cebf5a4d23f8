//! Whether what was given is a list of links or a text with links in it.

pub use super::form::Form;

/// How much of a source is judged, in bytes: of a longer one the first megabyte.
pub const JUDGED_BYTES: usize = 1 << 20;

/// How much of a source is looked at before it is read, whatever its name says, in bytes.
const LOOK_BYTES: usize = 1 << 13;

/// The form of what has come of a source, which maybe `ended`; `None` while more may come that counts.
pub(super) fn judge(text: &str, ended: bool) -> Option<Form> {
    (ended || text.len() > JUDGED_BYTES).then(|| detect(text))
}

/// The start of `text` that is looked at whatever its form.
pub(super) fn start_of(text: &str) -> &str {
    &text[..text.floor_char_boundary(LOOK_BYTES)]
}

/// The form of `text`: *list* when at least half of its lines that are not blank are one word.
///
/// Of a text longer than [`JUDGED_BYTES`] only the whole lines in its first megabyte count, or that megabyte where it
/// is within one line. A text of blank lines is a list.
pub fn detect(text: &str) -> Form {
    let judged = if text.len() > JUDGED_BYTES {
        let start = &text[..text.floor_char_boundary(JUDGED_BYTES)];
        start.rfind(['\n', '\r']).map_or(start, |end| &start[..end])
    } else {
        text
    };
    let (mut lines, mut one_word) = (0_usize, 0_usize);
    for line in judged.split(['\n', '\r']) {
        let mut words = line.split_whitespace();
        if words.next().is_some() {
            lines += 1;
            one_word += usize::from(words.next().is_none());
        }
    }
    if 2 * one_word >= lines { Form::List } else { Form::Text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_of_the_lines_make_a_list() {
        assert_eq!(detect("https://a.example\n\ntwo words\n"), Form::List);
        assert_eq!(detect("https://a.example\ntwo words\r\nthree words here"), Form::Text);
    }

    #[test]
    fn nothing_is_a_list() {
        assert_eq!(detect(""), Form::List);
        assert_eq!(detect(" \n\r\n\u{a0}\n"), Form::List);
    }

    #[test]
    fn only_the_first_megabyte_is_judged() {
        let mut text = "a\n".repeat(JUDGED_BYTES / 2 - 1);
        text.push_str("cut in the middle");
        text.push_str(&"\nmany words".repeat(2_000_000));
        assert_eq!(detect(&text), Form::List);
        assert_eq!(detect(&"word ".repeat(1_000_000)), Form::Text);
    }
}
