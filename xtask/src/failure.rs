//! Why a command stopped, and what to do about it.

use std::fmt;
use std::process::ExitCode;

/// A failure: one sentence on what went wrong and, apart, a hint of what to do.
#[derive(Debug)]
pub(crate) struct Failure {
    message: String,
    hint: Option<String>,
    /// How this program ends.
    code: u8,
}

impl Failure {
    /// Returns a failure with this message and no hint.
    pub(crate) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), hint: None, code: 1 }
    }

    /// Returns the same failure with a hint of what to do.
    pub(crate) fn hint(self, hint: impl Into<String>) -> Self {
        Self { hint: Some(hint.into()), ..self }
    }

    /// Returns the same failure, which ends this program with the exit code of another one; 1 where that has none.
    pub(crate) fn code(self, code: Option<i32>) -> Self {
        Self { code: code.and_then(|code| code.try_into().ok()).unwrap_or(1), ..self }
    }

    /// Returns how this program ends.
    pub(crate) fn exit_code(&self) -> ExitCode {
        ExitCode::from(self.code)
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

    #[test]
    fn the_code_of_another_program_is_kept() {
        let code = |code| Failure::new("ended").code(code).exit_code();
        assert_eq!(code(Some(2)), ExitCode::from(2));
        assert_eq!((code(None), code(Some(4_000))), (ExitCode::FAILURE, ExitCode::FAILURE));
    }
}
