//! The form of what was given: by its name, else by what is in it.

use super::binary;
use super::formats::json;
use super::heuristics::{is_markdown, markup, table};

pub use super::form::Form;

/// Bytes of a source that detection reads: the first megabyte.
pub const DETECT_BYTES: usize = 1 << 20;

/// How much of a source is looked at before it is read, whatever its name says, in bytes.
const LOOK_BYTES: usize = 1 << 13;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Detected {
    Form(Form),
    /// No text, but this.
    Binary(&'static str),
}

/// Detects what the source `name` is, of which `text` has come and maybe `ended`; `None` while more may decide. Only a
/// source with a name can be a file that is no text.
pub(super) fn detect_source(name: &str, given: Option<Form>, text: &str, ended: bool) -> Option<Detected> {
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
        None if !ended && text.len() <= DETECT_BYTES => return None,
        None => detect(text),
    };
    Some(Detected::Form(form))
}

/// The start of `text` that is looked at whatever its form.
pub(super) fn start_of(text: &str) -> &str {
    &text[..text.floor_char_boundary(LOOK_BYTES)]
}

/// Detects the form of `text`: markup, JSON, Markdown or a table where it looks like one. Else a *list* when at least
/// half of its lines (neither blank nor beginning with `#`) are one word, or it has no such lines; else *text*. Past
/// [`DETECT_BYTES`] only the whole lines of the first megabyte count, or that megabyte where it is one line.
pub fn detect(text: &str) -> Form {
    let head = if text.len() > DETECT_BYTES {
        let start = &text[..text.floor_char_boundary(DETECT_BYTES)];
        start.rfind(['\n', '\r']).map_or(start, |end| &start[..end])
    } else {
        text
    };
    markup(head)
        .or_else(|| json::detect(head, head.len() == text.len()))
        .or_else(|| is_markdown(head).then_some(Form::Markdown))
        .or_else(|| table(head))
        .unwrap_or_else(|| list_or_text(head))
}

fn list_or_text(text: &str) -> Form {
    let (mut lines, mut one_word) = (0_usize, 0_usize);
    for line in text.split(['\n', '\r']) {
        // Comments and directives do not count.
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
        let mut text = "a\n".repeat(DETECT_BYTES / 2 - 1);
        text.push_str("cut in the middle");
        text.push_str(&"\nmany words".repeat(2_000_000));
        assert_eq!(detect(&text), Form::List);
        assert_eq!(detect(&"word ".repeat(1_000_000)), Form::Text);
    }

    #[test]
    fn the_user_goes_before_the_name_and_the_name_before_the_content() {
        let page = "<!DOCTYPE html><a href=x>y</a>";
        let detected = |name, given| detect_source(name, given, page, true);
        assert_eq!(detected("", None), Some(Detected::Form(Form::Html)));
        assert_eq!(detected("a.md", None), Some(Detected::Form(Form::Markdown)));
        assert_eq!(detected("a.md", Some(Form::Text)), Some(Detected::Form(Form::Text)));
        assert_eq!(detected("a.txt", None), Some(Detected::Form(Form::Html)));
    }

    #[test]
    fn bookmarks_are_told_from_other_pages() {
        let text = "<!DOCTYPE NETSCAPE-Bookmark-file-1><DL>";
        assert_eq!(detect_source("bookmarks.html", None, text, true), Some(Detected::Form(Form::Bookmarks)));
        assert_eq!(detect_source("a.html", Some(Form::Html), text, true), Some(Detected::Form(Form::Html)));
    }

    #[test]
    fn it_is_judged_when_enough_has_come() {
        let detected = |name, text: &str| detect_source(name, None, text, false);
        assert_eq!(detected("a.md", &"a".repeat(LOOK_BYTES - 1)), None);
        assert_eq!(detected("a.md", &"a".repeat(LOOK_BYTES)), Some(Detected::Form(Form::Markdown)));
        assert_eq!(detected("", &"a\n".repeat(LOOK_BYTES)), None);
        assert_eq!(detected("", &"a\n".repeat(DETECT_BYTES)), Some(Detected::Form(Form::List)));
    }

    #[test]
    fn a_file_that_is_no_text_is_refused_whatever_it_is_called() {
        let detected = |name| detect_source(name, Some(Form::List), "GIF89a...", true);
        assert_eq!(detected("a.txt"), Some(Detected::Binary("a GIF image")));
        assert_eq!(detected(""), Some(Detected::Form(Form::List)));
    }
}
