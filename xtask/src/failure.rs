//! Why a command stopped, and what to do about it.

use std::fmt;

/// A failure: one sentence on what went wrong and, apart, a hint of what to do.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
}

impl Failure {
    /// Returns a failure with this message and no hint.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None }
    }

    /// Returns the same failure with a hint of what to do.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\n hint: {hint}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Failure {}

/// Says what was tried when an input or output error came up.
pub(crate) trait Doing<T> {
    /// Returns the value, or a failure "cannot `what`: why".
    fn doing(self, what: impl FnOnce() -> String) -> Result<T, Failure>;
}

impl<T> Doing<T> for std::io::Result<T> {
    fn doing(self, what: impl FnOnce() -> String) -> Result<T, Failure> {
        self.map_err(|error| Failure::new(format!("cannot {}: {error}", what())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hint_has_a_line_of_its_own() {
        let failure = Failure::new("no trunk").hint("install it");
        assert_eq!(failure.to_string(), "no trunk\n hint: install it");
        assert_eq!(Failure::new("no trunk").to_string(), "no trunk");
    }
}
