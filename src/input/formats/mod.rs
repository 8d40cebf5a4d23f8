//! The formats of documents that hold links: one file, or folder, for each parser.
//!
//! They read their text as it comes.

pub(super) mod cells;
mod found;
pub(super) mod json;

use super::scheme::scheme_length;

/// Whether `text` as a whole is a URL with a scheme and `://`.
fn is_url(text: &str) -> bool {
    let rest = scheme_length(text).and_then(|length| text[length..].strip_prefix("://"));
    rest.is_some_and(|rest| !rest.is_empty() && !text.contains(char::is_whitespace))
}
