//! Which links of a list are requested: those that the user includes and does not exclude.

use regex_lite::{Regex, RegexBuilder};

use super::addresses::is_private;
use super::normal::{NormalizedUrl, Rejection};
use super::origins::Origin;
use crate::input::not_sent::NotSent;

/// What begins a regular expression; anything else is words.
const EXPRESSION: &str = "re:";
/// Largest compiled expression, in bytes: some 500 states. A match costs up to 0.6 ns for each byte of both.
const MAX_SIZE: usize = 1 << 14;
/// The smallest size that differs from others.
const MIN_SIZE: usize = 1 << 9;
/// How much of a link an expression looks at, in bytes: as much as most servers take.
const LOOK_BYTES: usize = 1 << 12;
/// Most words; each costs what eight bytes of an expression do.
const MAX_WORDS: usize = 1_000;
const WORD_SIZE: usize = 8;
/// To read a byte costs what it takes to hold it against this much of an expression.
const SIZE_OF_READING: usize = 128;

/// What the user wants of a list, as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LinkFilterOptions {
    /// Only links that hold one of these are requested; nothing lets all through. See [`problem`].
    pub include: String,
    /// Links that hold one of these are not requested, whatever includes them.
    pub exclude: String,
    /// Whether links to this machine and to private networks are left alone.
    pub skip_private: bool,
}

/// Why `text` cannot be used to include or exclude links; `None` when it can. It is up to 1,000 words between blanks,
/// of which a link must hold one; or `re:` and an expression of the crate `regex`, held against the first 4,096 bytes
/// of a link, for 40 ms at most. ASCII letters match in either case.
pub fn problem(text: &str) -> Option<String> {
    Wanted::read(text).err()
}

#[derive(Clone, Debug)]
enum Wanted {
    Words(Vec<String>),
    /// And its size at most.
    Expression(Regex, usize),
}

impl Wanted {
    /// `None` for a text without terms.
    fn read(text: &str) -> Result<Option<Self>, String> {
        let text = text.trim();
        let Some(expression) = text.strip_prefix(EXPRESSION) else {
            let words: Vec<_> = text.split_whitespace().map(str::to_ascii_lowercase).collect();
            if words.len() > MAX_WORDS {
                return Err("too many words: at most 1,000".to_owned());
            }
            return Ok((!words.is_empty()).then_some(Self::Words(words)));
        };
        if expression.trim().is_empty() {
            return Err("an expression is to follow re:".to_owned());
        }
        let compile = |size| RegexBuilder::new(expression).case_insensitive(true).size_limit(size).build();
        let mut size = MIN_SIZE;
        loop {
            match compile(size) {
                Ok(regex) => return Ok(Some(Self::Expression(regex, size))),
                Err(error) if !error.to_string().contains("size limit") => return Err(error.to_string()),
                Err(_) if size < MAX_SIZE => size *= 2,
                Err(_) => return Err("the expression is too large: repeat less, or list less".to_owned()),
            }
        }
    }

    /// What it costs to look at `text`, in bytes that are read.
    fn cost(&self, text: &str) -> usize {
        match self {
            Self::Words(words) => text.len() * words.len() * WORD_SIZE / SIZE_OF_READING,
            Self::Expression(_, size) => text.len().min(LOOK_BYTES) * size / SIZE_OF_READING,
        }
    }

    fn is_in(&self, text: &str) -> bool {
        match self {
            Self::Words(words) => {
                let text = text.to_ascii_lowercase();
                words.iter().any(|word| text.contains(word))
            }
            Self::Expression(expression, _) => {
                expression.is_match(&text[..text.floor_char_boundary(LOOK_BYTES)])
            }
        }
    }
}

#[derive(Clone, Debug, Default)]
pub(super) struct LinkFilter {
    include: Option<Wanted>,
    exclude: Option<Wanted>,
    skip_private: bool,
}

impl LinkFilter {
    /// A text that cannot be read filters nothing; see [`problem`].
    pub(super) fn new(options: &LinkFilterOptions) -> Self {
        Self {
            include: Wanted::read(&options.include).ok().flatten(),
            exclude: Wanted::read(&options.exclude).ok().flatten(),
            skip_private: options.skip_private,
        }
    }

    /// Whether each link has to be looked at for itself, so that the links of a pattern have to be made.
    pub(super) const fn looks_at_each(&self) -> bool {
        self.include.is_some() || self.exclude.is_some()
    }

    /// What [`LinkFilter::pass`] costs for `url`, which was given as `given`, in bytes that are read.
    pub(super) fn cost(&self, given: &str, url: &str) -> usize {
        let of_both = |wanted: &Wanted| wanted.cost(url) + if given == url { 0 } else { wanted.cost(given) };
        [&self.include, &self.exclude].into_iter().flatten().map(of_both).sum()
    }

    /// `read` unless the user does not want the link, which was given as `given`.
    pub(super) fn pass<'t>(
        &self,
        given: &str,
        read: Result<NormalizedUrl<'t>, Rejection>,
    ) -> Result<NormalizedUrl<'t>, Rejection> {
        let url = read.as_ref().map_or(given, NormalizedUrl::whole);
        let shown = read.as_ref().ok().and_then(|ready| in_its_letters(ready));
        let holds = |wanted: &Wanted| {
            wanted.is_in(url)
                || (given != url && wanted.is_in(given))
                || shown.as_ref().is_some_and(|shown| wanted.is_in(shown))
        };
        if self.exclude.as_ref().is_some_and(holds) || !self.include.as_ref().is_none_or(holds) {
            return Err(Rejection::new(NotSent::LeftOut, ""));
        }
        let ready = read?;
        if self.skip_private && is_private(ready.origin()) {
            return Err(Rejection::new(NotSent::Private, ""));
        }
        Ok(ready)
    }
}

/// The URL with its host as people write it, where that is another.
fn in_its_letters(ready: &NormalizedUrl<'_>) -> Option<String> {
    if !ready.origin().contains("xn--") {
        return None;
    }
    let origin = Origin::new(ready.origin());
    Some(ready.whole().replacen(origin.host(), origin.shown_host(), 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::normal::{self, PageContext};

    fn filter(include: &str, exclude: &str) -> LinkFilter {
        LinkFilter::new(&LinkFilterOptions {
            include: include.into(),
            exclude: exclude.into(),
            skip_private: true,
        })
    }

    fn reason(filter: &LinkFilter, link: &str) -> Option<NotSent> {
        let read = normal::normalize(link, PageContext::default());
        filter.pass(link, read).err().map(|rejection| rejection.reason)
    }

    #[test]
    fn without_words_all_pass() {
        assert_eq!(reason(&filter(" ", ""), "https://a.example/"), None);
        assert!(!filter("", "  ").looks_at_each());
    }

    #[test]
    fn one_of_the_words_is_enough_and_case_does_not_matter() {
        let filter = filter("/Docs/ b.example", "draft");
        assert_eq!(reason(&filter, "https://a.example/docs/1"), None);
        assert_eq!(reason(&filter, "b.example"), None);
        assert_eq!(reason(&filter, "https://a.example/blog"), Some(NotSent::LeftOut));
        assert_eq!(reason(&filter, "https://b.example/DRAFT"), Some(NotSent::LeftOut));
    }

    #[test]
    fn an_expression_may_say_more() {
        let filter = filter(r"re:^https://[^/]+/\d+$", "");
        assert_eq!(reason(&filter, "https://a.example/12"), None);
        assert_eq!(reason(&filter, "https://a.example/12/x"), Some(NotSent::LeftOut));
    }

    #[test]
    fn one_that_cannot_be_read_is_told_and_leaves_nothing_out() {
        assert!(problem("re:(").is_some());
        assert!(problem("re: ").is_some());
        assert_eq!(problem("( [ \\"), None);
        assert_eq!(reason(&filter("re:(", ""), "https://a.example/"), None);
    }

    #[test]
    fn what_would_take_too_long_is_told() {
        for heavy in ["re:(?:\\w{500}){500}x", "re:(?:){1000000000}", "re:(?:(?:(?:a?){99}){99}){99}"] {
            assert_eq!(
                problem(heavy).as_deref(),
                Some("the expression is too large: repeat less, or list less"),
                "{heavy}"
            );
        }
        assert_eq!(problem(&"a ".repeat(MAX_WORDS)), None);
        assert_eq!(problem(&"a ".repeat(MAX_WORDS + 1)).as_deref(), Some("too many words: at most 1,000"));
    }

    #[test]
    fn the_start_of_a_long_link_is_looked_at() {
        let link = format!("https://a.example/{}/end", "é".repeat(3_000));
        let filter = filter("", "re:end$");
        assert_eq!(reason(&filter, &link), None);
        assert_eq!(reason(&filter, "https://a.example/end"), Some(NotSent::LeftOut));
        assert_eq!(filter.cost(&link, &link), LOOK_BYTES * MIN_SIZE / SIZE_OF_READING);
    }

    #[test]
    fn a_link_can_be_left_out_by_what_was_given_and_by_what_would_be_sent() {
        assert_eq!(reason(&filter("", "bücher"), "https://BÜCHER.example/"), Some(NotSent::LeftOut));
        let filter = filter("", "bücher mailto: xn--");
        assert_eq!(reason(&filter, "https://bücher.example/"), Some(NotSent::LeftOut));
        assert_eq!(reason(&filter, "https://müller.example/"), Some(NotSent::LeftOut));
        assert_eq!(reason(&filter, "mailto:a@b.example"), Some(NotSent::LeftOut));
        assert_eq!(reason(&filter, "ftp://a.example"), Some(NotSent::Scheme));
    }

    #[test]
    fn private_addresses_are_left_alone_on_request() {
        assert_eq!(reason(&filter("", ""), "http://192.168.1.1/"), Some(NotSent::Private));
        assert_eq!(reason(&LinkFilter::default(), "http://192.168.1.1/"), None);
    }
}
