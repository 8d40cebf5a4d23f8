//! The form of what was given: by its name, else by what is in it.

use super::binary;
use super::formats::json;
use super::heuristics::{is_markdown, markup, table};

pub use super::form::Form;

/// How much of a source is judged, in bytes: of a longer one the first megabyte.
pub const JUDGED_BYTES: usize = 1 << 20;

/// How much of a source is looked at before it is read, whatever its name says, in bytes.
const LOOK_BYTES: usize = 1 << 13;

/// What a source turns out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detected {
    /// A text of this form.
    Form(Form),
    /// No text, but this.
    Binary(&'static str),
}

/// What the source called `name` is, of which `text` has come and maybe `ended`, and whose form the user may have
/// `given`; `None` while more may come that counts.
///
/// Only a source with a name can be a file that is no text.
pub(super) fn judge(name: &str, given: Option<Form>, text: &str, ended: bool) -> Option<Detected> {
    if !ended && text.len() < LOOK_BYTES {
        return None;
    }
    if let Some(kind) = binary::kind(start_of(text)).filter(|_| !name.is_empty()) {
        return Some(Detected::Binary(kind));
    }
    let form = match given.or_else(|| Form::of_name(name)) {
        // Browsers save their bookmarks as `.html`.
        Some(Form::Html) if given.is_none() && markup(start_of(text)) == Some(Form::Bookmarks) => {
            Form::Bookmarks
        }
        Some(form) => form,
        None if !ended && text.len() <= JUDGED_BYTES => return None,
        None => detect(text),
    };
    Some(Detected::Form(form))
}

/// The start of `text` that is looked at whatever its form.
pub(super) fn start_of(text: &str) -> &str {
    &text[..text.floor_char_boundary(LOOK_BYTES)]
}

/// The form of `text` by its content.
///
/// It is markup, JSON, Markdown or a table where it has their signs. Any other is a *list* when at least half of its
/// lines that are neither blank nor begin with `#` are one word, and else *text*; a text without such lines is a list.
///
/// Of a text longer than [`JUDGED_BYTES`] only the whole lines in its first megabyte count, or that megabyte where it
/// is within one line.
pub fn detect(text: &str) -> Form {
    let judged = if text.len() > JUDGED_BYTES {
        let start = &text[..text.floor_char_boundary(JUDGED_BYTES)];
        start.rfind(['\n', '\r']).map_or(start, |end| &start[..end])
    } else {
        text
    };
    markup(judged)
        .or_else(|| json::detect(judged, judged.len() == text.len()))
        .or_else(|| is_markdown(judged).then_some(Form::Markdown))
        .or_else(|| table(judged))
        .unwrap_or_else(|| list_or_text(judged))
}

fn list_or_text(text: &str) -> Form {
    let (mut lines, mut one_word) = (0_usize, 0_usize);
    for line in text.split(['\n', '\r']) {
        // A comment or a directive is no sign of prose.
        if line.trim_start().starts_with('#') {
            continue;
        }
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
        assert_eq!(detect("# dead links\n# https://a.example\n#repeat 3\nhttps://b.example"), Form::List);
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

    #[test]
    fn the_user_goes_before_the_name_and_the_name_before_the_content() {
        let page = "<!DOCTYPE html><a href=x>y</a>";
        let judged = |name, given| judge(name, given, page, true);
        assert_eq!(judged("", None), Some(Detected::Form(Form::Html)));
        assert_eq!(judged("a.md", None), Some(Detected::Form(Form::Markdown)));
        assert_eq!(judged("a.md", Some(Form::Text)), Some(Detected::Form(Form::Text)));
        assert_eq!(judged("a.txt", None), Some(Detected::Form(Form::Html)));
    }

    #[test]
    fn bookmarks_are_told_from_other_pages() {
        let text = "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL>";
        assert_eq!(judge("bookmarks.html", None, text, true), Some(Detected::Form(Form::Bookmarks)));
        assert_eq!(judge("a.html", Some(Form::Html), text, true), Some(Detected::Form(Form::Html)));
    }

    #[test]
    fn it_is_judged_when_enough_has_come() {
        let judged = |name, text: &str| judge(name, None, text, false);
        assert_eq!(judged("a.md", &"a".repeat(LOOK_BYTES - 1)), None);
        assert_eq!(judged("a.md", &"a".repeat(LOOK_BYTES)), Some(Detected::Form(Form::Markdown)));
        assert_eq!(judged("", &"a\n".repeat(LOOK_BYTES)), None);
        assert_eq!(judged("", &"a\n".repeat(JUDGED_BYTES)), Some(Detected::Form(Form::List)));
    }

    #[test]
    fn a_file_that_is_no_text_is_refused_whatever_it_is_called() {
        let judged = |name| judge(name, Some(Form::List), "GIF89a...", true);
        assert_eq!(judged("a.txt"), Some(Detected::Binary("a GIF image")));
        assert_eq!(judged(""), Some(Detected::Form(Form::List)));
    }
}
