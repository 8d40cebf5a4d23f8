//! A pattern: a URL with `[1-4000]`, `[a-z]`, `[001-100:2]` or `{a,b}`, expanded lazily.
//!
//! The notation is curl's, the rightmost part varies fastest. Where curl would refuse a URL that people really have,
//! the text is taken literally instead:
//!
//! | text | is |
//! | --- | --- |
//! | `[1-9]`, `[01-10:2]` | a range of numbers: `[`, digits and `-` begin one, so `[9-1]` and `[1-` are problems |
//! | `[a-z]`, `[A-Z:3]` | a range of letters: one letter, `-`, one letter or digit, then `]`, `:` or the end |
//! | `[]`, `[0]`, `[name]`, `[::1]`, `[x-axis]`, a lone `]` or `}` | literal |
//! | `{a,b}`, `{a,}` | a set; it may not hold another bracket |
//! | `{id}`, `{}` | literal: a template of an API, not a set of one |
//! | `{"a":1,"b":2}` | literal: JSON, known by the quote after the brace |
//! | `\[`, `\]`, `\{`, `\}` | the bracket itself; in a set `\,` and `\\` too |

mod choices;
mod parse;
pub(super) mod resolve;
mod view;

use serde::{Deserialize, Serialize};

use choices::Choices;
pub use parse::{MAX_GLOBS, PatternProblem, PatternProblemKind};
pub use view::PatternPart;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
enum Piece {
    /// The same text in every URL.
    Text(Box<str>),
    /// What varies; `stride` URLs from one value to the next: the product of the counts to the right, saturated.
    Glob { stride: u64, choices: Choices },
}

/// A URL that expands to many.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pattern {
    pieces: Vec<Piece>,
    /// Where the fragment begins among the pieces: those are shown and never sent.
    fragment: Option<u16>,
}

impl Pattern {
    /// The pattern in `text`; `None` when it holds neither range, set nor escape, and so is what it says.
    ///
    /// # Errors
    /// A [`PatternProblem`] where a range or set is begun and cannot be read.
    pub fn parse(text: &str) -> Result<Option<Self>, PatternProblem> {
        // Most links have none, and a search for bytes is all they cost.
        if !text.bytes().any(|byte| matches!(byte, b'[' | b'{' | b'\\')) {
            return Ok(None);
        }
        Ok(parse::parse(text)?.map(|pieces| Self::new(pieces, None)))
    }

    /// The pattern of these pieces, of which those from number `fragment` on are the fragment.
    fn new(mut pieces: Vec<Piece>, fragment: Option<u16>) -> Self {
        let mut product = 1_u64;
        for piece in pieces.iter_mut().rev() {
            if let Piece::Glob { stride, choices } = piece {
                *stride = product;
                product = product.saturating_mul(choices.count());
            }
        }
        Self { pieces, fragment }
    }

    pub(super) fn literal(text: &str) -> Self {
        Self::new(vec![Piece::Text(text.into())], None)
    }

    /// The same with each URL `times` times, one after the other.
    pub(super) fn repeated(mut self, times: u32) -> Self {
        self.pieces.push(Piece::Glob { stride: 1, choices: Choices::Nothing { times } });
        Self::new(self.pieces, self.fragment)
    }

    /// Number of URLs it expands to; [`u64::MAX`] when there are more.
    pub fn count(&self) -> u64 {
        let counts = self.pieces.iter().map(|piece| match piece {
            Piece::Text(_) => 1,
            Piece::Glob { choices, .. } => choices.count(),
        });
        counts.fold(1, u64::saturating_mul)
    }

    /// Whether nothing varies: it is one URL with escaped brackets.
    pub fn is_literal(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, Piece::Text(_)))
    }

    /// Appends the URL number `index`, below [`Pattern::count`], to `url`, in time proportional to its length. A
    /// pattern of a [`LinkList`](super::list::LinkList) writes it normalised and without fragment.
    pub fn write(&self, index: u64, url: &mut String) {
        let end = self.fragment.map_or(self.pieces.len(), usize::from);
        write_pieces(self.pieces.get(..end).unwrap_or(&self.pieces), index, url);
    }

    /// The text that all its URLs begin with: up to the first part that varies.
    pub fn fixed_start(&self) -> &str {
        match self.pieces.first() {
            Some(Piece::Text(text)) => text,
            _ => "",
        }
    }

    /// Appends `#` and the fragment of URL number `index` to `url`; `false`, and nothing appended, when it has none.
    pub fn write_fragment(&self, index: u64, url: &mut String) -> bool {
        let Some(pieces) = self.fragment.and_then(|start| self.pieces.get(usize::from(start)..)) else {
            return false;
        };
        url.push('#');
        write_pieces(pieces, index, url);
        true
    }
}

fn write_pieces(pieces: &[Piece], index: u64, url: &mut String) {
    for piece in pieces {
        match piece {
            Piece::Text(text) => url.push_str(text),
            // Both divisors are at least 1 in every pattern that was parsed; one that came damaged must not panic.
            Piece::Glob { stride, choices } => choices.write(index / (*stride).max(1) % choices.count(), url),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn expand(text: &str) -> Vec<String> {
        let Ok(Some(pattern)) = Pattern::parse(text) else { return vec![text.to_owned()] };
        let url = |index| {
            let mut url = String::new();
            pattern.write(index, &mut url);
            url
        };
        (0..pattern.count()).map(url).collect()
    }

    #[test]
    fn the_rightmost_varies_fastest() {
        assert_eq!(expand("{a,b}/[1-2]"), ["a/1", "a/2", "b/1", "b/2"]);
    }

    #[test]
    fn ranges_step_and_keep_their_zeros() {
        assert_eq!(expand("[8-10]"), ["8", "9", "10"]);
        assert_eq!(expand("[08-10]"), ["08", "09", "10"]);
        assert_eq!(expand("[1-10:4]"), ["1", "5", "9"]);
        assert_eq!(expand("[a-g:3]"), ["a", "d", "g"]);
        assert_eq!(expand("[X-Z]"), ["X", "Y", "Z"]);
        assert_eq!(expand("[5-5]"), ["5"]);
    }

    #[test]
    fn members_of_a_set_may_be_empty_or_escaped() {
        assert_eq!(expand("x{,s}"), ["x", "xs"]);
        assert_eq!(expand(r"{a\,b,\},\\}"), ["a,b", "}", r"\"]);
    }

    #[test]
    fn brackets_of_everyday_urls_are_literal() {
        for url in [
            "http://[::1]:8080/",
            "http://[fe80::1-2]/",
            "/?ids[]=3",
            "/items[0]",
            "/a[b]",
            "/q[x-axis]",
            "/users/{id}/posts/{}",
            "/]}",
            r#"/?q={"a":[1,2],"b":{"c":1}}"#,
        ] {
            assert_eq!(Pattern::parse(url), Ok(None), "{url}");
        }
    }

    #[test]
    fn escaped_brackets_stand_for_themselves() {
        assert_eq!(expand(r"a\[1-3\]\{x,y\}"), ["a[1-3]{x,y}"]);
        assert!(Pattern::parse(r"\[1-3\]").is_ok_and(|pattern| pattern.is_some_and(|it| it.is_literal())));
        assert_eq!(Pattern::parse(r"a\b"), Ok(None));
    }

    #[test]
    fn a_trillion_is_counted_exactly_and_more_saturates() {
        let count = |text| Pattern::parse(text).ok().flatten().map(|pattern| pattern.count());
        assert_eq!(count("[1-1000000]/[1-1000000]"), Some(1_000_000_000_000));
        assert_eq!(count("[0-18446744073709551615][0-1]"), Some(u64::MAX));
    }

    #[test]
    fn the_last_of_a_trillion_is_written_at_once() {
        let Ok(Some(pattern)) = Pattern::parse("[1-1000000]/[1-1000000]") else { panic!("it is a pattern") };
        let mut url = String::new();
        pattern.write(999_999_999_999, &mut url);
        assert_eq!(url, "1000000/1000000");
    }
}
