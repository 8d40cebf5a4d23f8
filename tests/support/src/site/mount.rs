//! A folder served under a prefix, with single files changed.

use std::path::{Path, PathBuf};

use bytes::Bytes;
use http::HeaderValue;

/// A folder served under a prefix, with single files changed. Files are named by their path from
/// the mount (`index.html`, `assets/a.css`).
#[derive(Clone, Debug)]
pub struct Mount {
    prefix: String,
    folder: Option<PathBuf>,
    overrides: Vec<(String, Override)>,
    held: Vec<String>,
}

/// A swap's two byte strings differ in length, so it would move all that follows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("cannot swap {from} bytes for {to} in {file}: the lengths must be equal")]
pub struct UnevenSwap {
    file: String,
    from: usize,
    to: usize,
}

#[derive(Clone, Debug)]
pub(super) enum Override {
    Missing,
    Whole(Bytes),
    Swap { from: Vec<u8>, to: Vec<u8> },
    Typed(HeaderValue),
}

impl Mount {
    /// Returns a mount of the whole folder at a prefix (`/`, `/some/sub/path/`); slashes missing at
    /// its ends are added.
    pub fn new(prefix: &str) -> Self {
        let inner = prefix.trim_matches('/');
        let prefix = if inner.is_empty() { "/".to_owned() } else { format!("/{inner}/") };
        Self { prefix, folder: None, overrides: Vec::new(), held: Vec::new() }
    }

    /// Serves this folder in place of [`OriginConfig::dist`](crate::OriginConfig::dist).
    #[must_use]
    pub fn folder(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folder = Some(folder.into());
        self
    }

    /// Answers 404 for this file.
    #[must_use]
    pub fn missing(self, file: &str) -> Self {
        self.with(file, Override::Missing)
    }

    /// Holds back each answer for this file until [`Origin::release`](crate::Origin::release) lets it go, by the file's name as
    /// the key.
    #[must_use]
    pub fn held(mut self, file: &str) -> Self {
        self.held.push(file.to_owned());
        self
    }

    /// Serves this file, as it is after all other changes, with this type in place of its own.
    #[must_use]
    pub fn typed(self, file: &str, content_type: HeaderValue) -> Self {
        self.with(file, Override::Typed(content_type))
    }

    /// Serves these bytes as this file, whether or not the folder has it.
    #[must_use]
    pub fn whole(self, file: &str, bytes: impl Into<Bytes>) -> Self {
        self.with(file, Override::Whole(bytes.into()))
    }

    /// Replaces a byte string by another of the same length wherever it is in this file. If it
    /// is nowhere the file answers 500.
    ///
    /// # Errors
    /// [`UnevenSwap`] if the lengths differ.
    pub fn swap(
        self,
        file: &str,
        from: impl Into<Vec<u8>>,
        to: impl Into<Vec<u8>>,
    ) -> Result<Self, UnevenSwap> {
        let (from, to) = (from.into(), to.into());
        if from.len() != to.len() {
            return Err(UnevenSwap { file: file.to_owned(), from: from.len(), to: to.len() });
        }
        Ok(self.with(file, Override::Swap { from, to }))
    }

    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    pub(super) fn own_folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Returns what is changed in the file, in the order of the calls.
    pub(super) fn overrides_of(&self, file: &str) -> impl Iterator<Item = &Override> {
        self.overrides.iter().filter(move |(name, _)| name == file).map(|(_, change)| change)
    }

    pub(super) fn holds(&self, file: &str) -> bool {
        self.held.iter().any(|name| name == file)
    }

    fn with(mut self, file: &str, change: Override) -> Self {
        self.overrides.push((file.to_owned(), change));
        self
    }
}

#[cfg(test)]
mod tests {
    use super::Mount;

    #[test]
    fn prefixes_begin_and_end_with_a_slash() {
        for (given, prefix) in [("", "/"), ("/", "/"), ("a/b", "/a/b/"), ("/a/b/", "/a/b/")] {
            assert_eq!(Mount::new(given).prefix(), prefix);
        }
    }

    #[test]
    fn a_swap_of_unequal_lengths_is_refused() {
        let error = Mount::new("/").swap("a.js", "build-1", "build-10").unwrap_err();
        assert_eq!(error.to_string(), "cannot swap 7 bytes for 8 in a.js: the lengths must be equal");
    }
}
