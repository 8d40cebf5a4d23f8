//! What a parser found in a document.

use std::rc::Rc;

use crate::input::document_links::LABEL_BYTES;

#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::input) struct Found {
    /// The byte in the document.
    pub(super) at: usize,
    pub(super) what: What,
    /// What the document calls it; empty where it has no name.
    pub(super) label: Rc<str>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// A link, decoded: absolute or relative.
    Link(Box<str>),
    /// A URL in running text, decoded: absolute, or without scheme and beginning with `www.`; never relative.
    Bare(Box<str>),
    /// An e-mail address that is a link without saying `mailto:`.
    Mail(Box<str>),
    /// The document cannot be read from here, for this reason.
    Unreadable(&'static str),
}

impl Found {
    pub(super) fn link(at: usize, link: &str) -> Self {
        Self { at, what: What::Link(link.into()), label: Rc::default() }
    }

    pub(super) fn unreadable(at: usize, detail: &'static str) -> Self {
        Self { at, what: What::Unreadable(detail), label: Rc::default() }
    }

    pub(super) fn labelled(self, label: &Rc<str>) -> Self {
        Self { label: Rc::clone(label), ..self }
    }
}

/// A label being built: words with one blank between them, as long as is worth keeping.
#[derive(Clone, Debug, Default)]
pub(super) struct Label {
    text: String,
    blank: bool,
}

impl Label {
    pub(super) fn push(&mut self, text: &str) {
        for character in text.chars() {
            if self.text.len() > LABEL_BYTES {
                return;
            }
            if character.is_whitespace() {
                self.blank = true;
                continue;
            }
            if self.blank && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.blank = false;
            self.text.push(character);
        }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }
}

/// What was found in `text`, for tests: `link | label`, and before it how the link is written where that is otherwise.
#[cfg(test)]
pub(super) fn shown(text: &str, found: &Found) -> String {
    let (What::Link(link) | What::Bare(link) | What::Mail(link)) = &found.what else {
        return format!("{:?}", found.what);
    };
    let rest = &text[found.at..];
    let raw = &rest[..rest.find([' ', '\n', '"', '\'', '>', ']']).unwrap_or(rest.len())];
    let raw = if raw.starts_with(&**link) { String::new() } else { format!("{raw} = ") };
    let label = if found.label.is_empty() { String::new() } else { format!(" | {}", found.label) };
    format!("{raw}{link}{label}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_has_one_blank_between_its_words() {
        let mut label = Label::default();
        for text in [" \n", "two", " ", "\twords ", ""] {
            label.push(text);
        }
        assert_eq!(label.text(), "two words");
        label.clear();
        label.push(&"é ".repeat(1_000_000));
        assert!(label.text().len() < 500);
    }
}
