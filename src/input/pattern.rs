//! A pattern: a URL with `[1-4000]`, `[a-z]`, `[001-100:2]` or `{a,b}`, expanded lazily.

use serde::{Deserialize, Serialize};

/// A URL that stands for many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pattern {
    text: Box<str>,
}

impl Pattern {
    /// Number of URLs it stands for.
    pub const fn count(&self) -> u64 {
        1
    }

    /// Appends the URL number `index`, below [`Pattern::count`], to `url`.
    pub fn write(&self, _index: u64, url: &mut String) {
        url.push_str(&self.text);
    }
}
