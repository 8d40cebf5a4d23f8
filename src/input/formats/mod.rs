//! The formats of documents that hold links, one file or folder for each parser. [`json`] and [`cells`] read as text
//! comes; a [`document`] is parsed at its end and taken in slices. What they keep is in a bounded
//! [`TextBuffer`](super::text_buffer::TextBuffer).

mod attribute;
pub(super) mod cells;
pub(super) mod document;
mod found;
pub(super) mod html;
pub(super) mod json;
mod mapped;
pub(super) mod markdown;
mod written;
mod xml;

use super::scheme::scheme_length;

/// Whether `text` as a whole is a URL with a scheme and `://`.
fn is_url(text: &str) -> bool {
    let rest = scheme_length(text).and_then(|length| text[length..].strip_prefix("://"));
    rest.is_some_and(|rest| !rest.is_empty() && !text.contains(char::is_whitespace))
}
