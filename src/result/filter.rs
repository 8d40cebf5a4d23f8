//! The filter box: which rows of the table are shown.
//!
//! Terms are separated by blanks, and a row is shown when all of them hold. `"…"` holds blanks together, `-` before a term
//! turns it round.
//!
//! | term | holds for rows |
//! | --- | --- |
//! | `text` | whose URL or source's name holds the text; upper and lower case are one, here and below |
//! | `url:` `host:` `source:` `type:` `protocol:` `final:` `error:` | whose column holds the text |
//! | `verdict:` | whose verdict, or the total it counts in, holds the text: `verdict:timed`, `verdict:broken` |
//! | `status:` | `404`, `4xx`, and what numbers may be |
//! | `time:` `queue:` `browser-queue:` `dns:` `connect:` `tls:` `wait:` `download:` | milliseconds, or with `s`: `>500`, `>=500`, `<1s`, `<=1s`, `100..200`, `100..`, `..1s`, `500` (to the nearest) |
//! | `bytes:` | bytes, or with `kB`, `MB`, `GB`, `KiB`, `MiB`, `GiB` |
//! | `attempts:` | a number |
//! | `is:` | `redirected`, `answered`, `waiting`, or a total: `working`, `broken`, `unverified`, `not-sent`, `cancelled`, `ignored` |
//!
//! What is hidden is in no range. What has a colon and none of these names before it is text: `https://example.org`.
//! A term that cannot be read is left out, and said: [`View::set_filter`](super::view::View::set_filter) does not apply such
//! a filter.

use super::column::Column;
use super::verdict::Total;

mod job;
mod needle;
mod range;
mod term;
mod words;

pub use job::FilterJob;

use needle::Needle;
use range::Range;
use term::{RowKind, Term, Test};
use words::{Word, words};

/// Which rows are shown.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    terms: Vec<Term>,
    totals: Option<Totals>,
    problems: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Totals {
    /// A bit for each total.
    bits: u8,
    waiting: bool,
}

impl Totals {
    const fn hold(self, total: Option<Total>) -> bool {
        match total {
            Some(total) => self.bits & (1 << total as u8) != 0,
            None => self.waiting,
        }
    }
}

impl Filter {
    /// Reads what the filter box holds; never fails, see [`Filter::problems`].
    pub fn parse(input: &str) -> Self {
        let mut filter = Self::default();
        for word in words(input) {
            match parse_word(&word) {
                Ok(Some(test)) => filter.terms.push(Term { negated: word.negated, test }),
                Ok(None) => {}
                Err(problem) => filter.problems.push(problem),
            }
        }
        filter
    }

    /// Shows only rows that count in one of `totals`, and rows without a verdict if `waiting`; all rows without either.
    #[must_use]
    pub fn only(mut self, totals: &[Total], waiting: bool) -> Self {
        let bits = totals.iter().fold(0, |bits, &total| bits | 1 << total as u8);
        self.totals = (bits != 0 || waiting).then_some(Totals { bits, waiting });
        self
    }

    /// The same filter with the terms of `other` in the place of its own.
    #[must_use]
    pub fn with_terms_of(self, other: Self) -> Self {
        Self { terms: other.terms, ..self }
    }

    /// What could not be read, a sentence each.
    pub fn problems(&self) -> &[String] {
        &self.problems
    }

    /// Whether all rows are shown.
    pub const fn is_empty(&self) -> bool {
        self.terms.is_empty() && self.totals.is_none()
    }

    /// Whether the totals are those of the *Problems* tab.
    pub fn is_of_problems(&self) -> bool {
        let problems = Total::PROBLEMS.iter().fold(0, |bits, &total| bits | 1 << total as u8);
        self.totals == Some(Totals { bits: problems, waiting: false })
    }

    /// Whether the rows shown may change when results come.
    pub fn depends_on_results(&self) -> bool {
        self.totals.is_some() || self.terms.iter().any(|term| term.test.depends_on_results())
    }
}

/// The test that `word` spells; `None` while it spells none, as `status:` before its value.
fn parse_word(word: &Word) -> Result<Option<Test>, String> {
    let text = |text: &str| Needle::new(text).map(Test::Text);
    let Some((name, value)) = word.key() else { return Ok(text(&word.text)) };
    let name = &*name.to_ascii_lowercase();
    Ok(match Column::filtered_by(name) {
        Some(column) if !column.is_number() => {
            Needle::new(value).map(|needle| Test::Column(column.spec().stored, needle))
        }
        _ if value.is_empty() => None,
        Some(column) => {
            let range = Range::parse(value, column).ok_or_else(|| {
                format!("{name}:{value} is no number. Write {name}:>500, {name}:<500 or {name}:100..200.")
            })?;
            Some(Test::Number(column.spec().stored, range))
        }
        None if name == "is" => Some(Test::Is(
            RowKind::named(value)
                .ok_or_else(|| format!("is:{value} is not known. It may be {}.", RowKind::names()))?,
        )),
        None => text(&word.text),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_read_is_said_and_left_out() {
        let filter = Filter::parse("time:abc is:blue status:4x4 host:a");
        assert_eq!(filter.problems().len(), 3);
        assert!(filter.problems()[0].starts_with("time:abc is no number."), "{:?}", filter.problems());
        assert!(filter.problems()[1].contains("redirected"), "{:?}", filter.problems());
        assert_eq!(filter.terms.len(), 1);
    }

    #[test]
    fn a_term_without_its_value_asks_nothing_yet() {
        for text in ["", "  ", "status:", "host:", "is: time:", "\"\"", "-status:"] {
            let filter = Filter::parse(text);
            assert!(filter.is_empty() && filter.problems().is_empty(), "{text}: {filter:?}");
        }
    }

    #[test]
    fn a_url_is_text_although_it_has_a_colon() {
        for text in ["https://example.org:8080/x", "mailto:me", "\"status:404\"", "-", "readme.md:12"] {
            let filter = Filter::parse(text);
            assert!(matches!(filter.terms[..], [Term { negated: false, test: Test::Text(_) }]), "{filter:?}");
        }
    }

    #[test]
    fn it_knows_whether_results_matter() {
        for (text, depends) in
            [("x host:y source:z -url:q", false), ("status:404", true), ("is:waiting", true)]
        {
            assert_eq!(Filter::parse(text).depends_on_results(), depends, "{text}");
        }
        assert!(Filter::parse("").only(&[Total::Broken], false).depends_on_results());
        assert!(Filter::parse("").only(&[], false).is_empty());
    }
}
