//! Secrets in addresses are masked on screen, in links, exports, problems and stored runs, unless the user says
//! otherwise.
//!
//! Masked are a user name and password, the values of parameters whose names tell that they are secret, and long values
//! that look random, in the query and in the fragment. The path stays but for such parameters: without it a row could
//! not be told from another. Other text (a line as it was given, a label, a tool's error) is read for the same signs.

use core::ops::Range;
use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::sort::sort_by;

mod names;
mod parameters;
mod user_info;

/// What replaces a secret.
pub const MASK: &str = "***";

/// How deep an address within an address is looked into: `?next=https%3A%2F%2F…`.
const MAX_DEPTH: u8 = 2;

/// Most times that a text is gone over.
const MAX_PASSES: usize = 4;

/// Whether secrets in URLs are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Secrets {
    /// [`MASK`] replaces them.
    #[default]
    Masked,
    /// As they are.
    Shown,
}

/// `text`, a URL or any other, with its secrets masked. What is masked stays as it is.
pub fn mask(text: &str) -> Cow<'_, str> {
    let mut masked = Cow::Borrowed(text);
    // What is masked may make a name of what was a value before: `=me:secret@token=1`.
    for _ in 0..MAX_PASSES {
        let secrets = secrets(&masked, MAX_DEPTH);
        if secrets.is_empty() {
            break;
        }
        masked = Cow::Owned(without(&masked, &secrets));
    }
    masked
}

fn without(text: &str, secrets: &[Range<usize>]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut from = 0;
    for secret in secrets {
        masked.push_str(&text[from..secret.start]);
        masked.push_str(MASK);
        from = secret.end;
    }
    masked.push_str(&text[from..]);
    masked
}

/// Whether a line of `text` holds what [`mask`] would mask. Its cost grows with the text's length and no faster.
pub fn holds_secret(text: &str) -> bool {
    text.lines().any(|line| !secrets(line, MAX_DEPTH).is_empty())
}

/// The secrets in `text`: ascending, apart from each other, none empty.
fn secrets(text: &str, depth: u8) -> Vec<Range<usize>> {
    // Most addresses have none of these.
    if memchr::memchr3(b'@', b'=', b'?', text.as_bytes()).is_none() && !text.contains(['#', ':']) {
        return Vec::new();
    }
    let is_url = is_url(text);
    let mut found = Vec::new();
    user_info::find(text, is_url, &mut found);
    parameters::find(text, is_url, depth, &mut found);
    found.retain(|range| !range.is_empty() && &text[range.clone()] != MASK);
    sort_by(&mut found, |a, b| a.start.cmp(&b.start));
    found.dedup_by(|next, kept| {
        let overlaps = next.start < kept.end;
        if overlaps {
            kept.end = kept.end.max(next.end);
        }
        overlaps
    });
    found
}

/// Whether all of `text` was given for a URL: a blank or a quote in it does not end it.
fn is_url(text: &str) -> bool {
    text.trim_start().split_once(':').is_some_and(|(scheme, rest)| {
        names::is_web_scheme(scheme) || is_scheme(scheme) && rest.starts_with("//")
    })
}

fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
}

/// What ends an address in the middle of other text.
fn ends_word(character: char) -> bool {
    character.is_whitespace() || matches!(character, '"' | '<' | '>')
}

#[cfg(test)]
mod tests;
