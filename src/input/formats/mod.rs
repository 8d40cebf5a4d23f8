//! The formats of documents that hold links, one file or folder for each parser. [`json`] and [`cells`] read as text
//! comes; a [`document`] is parsed at its end and taken in slices. What they keep is in a bounded
//! [`TextBuffer`](super::text_buffer::TextBuffer).

mod attribute;
pub(super) mod cells;
pub(super) mod document;
mod found;
mod html;
pub(super) mod json;
mod mapped;
mod markdown;
mod written;
mod xml;

use self::html::Page;
use super::form::Form;
use super::scheme::scheme_length;

/// Who reads the form of a document.
pub(super) enum Parser {
    /// `None` finds the delimiter in the first line.
    Cells {
        delimiter: Option<u8>,
    },
    Json {
        by_line: bool,
    },
    /// Reads the whole text at once, bare URLs in code too where the flag says so. `too_long` is said where it is longer than is read.
    Document {
        read: fn(&str, bool) -> Page,
        too_long: &'static str,
    },
    Xml,
}

pub(super) fn parser_of(form: Form) -> Parser {
    match form {
        Form::Csv => Parser::Cells { delimiter: None },
        Form::Tsv => Parser::Cells { delimiter: Some(b'\t') },
        // What is given out as a document is one: a list never is.
        Form::Json | Form::List | Form::Text => Parser::Json { by_line: false },
        Form::Ndjson => Parser::Json { by_line: true },
        Form::Markdown => Parser::Document {
            read: |text, code| Page { found: markdown::read(text, code), base: None },
            too_long: "Markdown is read up to 25 MB: split it, or read it as text",
        },
        Form::Html | Form::Bookmarks => Parser::Document {
            read: |text, _| html::read(text),
            too_long: "HTML is read up to 25 MB: split it, or read it as text",
        },
        Form::Sitemap | Form::Feed | Form::Xml => Parser::Xml,
    }
}

/// Whether `text` as a whole is a URL with a scheme and `://`.
fn is_url(text: &str) -> bool {
    let rest = scheme_length(text).and_then(|length| text[length..].strip_prefix("://"));
    rest.is_some_and(|rest| !rest.is_empty() && !text.contains(char::is_whitespace))
}
