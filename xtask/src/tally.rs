//! The verdicts in the output of `cargo test`, summed over all its test programs.

use std::fmt;

/// How many tests passed and failed so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    passed: u64,
    failed: u64,
}

impl Tally {
    /// Takes in one line of output: "test result: ok. 12 passed; 0 failed; …" counts, any other does not.
    pub(crate) fn handle_line(&mut self, line: &str) {
        let Some((_, verdict)) = line.split_once("test result:") else { return };
        self.passed += number_before(verdict, " passed").unwrap_or(0);
        self.failed += number_before(verdict, " failed").unwrap_or(0);
    }

    /// Adds what another tally counted.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Whether no test has been counted: a run of no tests proves nothing.
    pub(crate) fn is_empty(self) -> bool {
        self == Self::default()
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Returns the number right before the word.
fn number_before(text: &str, word: &str) -> Option<u64> {
    let (before, _) = text.split_once(word)?;
    before.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(lines: &[&str]) -> Tally {
        let mut tally = Tally::default();
        for line in lines {
            tally.handle_line(line);
        }
        tally
    }

    #[test]
    fn verdicts_add_up() {
        let tally = tally(&[
            "running 2 tests",
            "test result: ok. 12 passed; 0 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.00s\n",
            "test result: FAILED. 1 passed; 2 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
        ]);
        assert_eq!(tally, Tally { passed: 13, failed: 2 });
        assert_eq!(tally.to_string(), "13 passed, 2 failed");
    }

    #[test]
    fn colours_do_not_hide_a_verdict() {
        let tally = tally(&["test result: \u{1b}[32mok\u{1b}[m. 7 passed; 0 failed; 0 ignored"]);
        assert_eq!(tally, Tally { passed: 7, failed: 0 });
    }

    #[test]
    fn other_lines_count_for_nothing() {
        assert!(tally(&["test parse ... ok", "5 passed yesterday", "test result: unknown"]).is_empty());
    }
}
