//! Links in prose: with a scheme and `://`, or beginning with `www.`.

use linkify::{LinkFinder, LinkKind};

/// Finds links in a line of prose. Keeps its buffer from line to line.
#[derive(Debug)]
pub(super) struct Finder {
    finder: LinkFinder,
    /// A host that begins with `www.`, given a scheme so that its end is found by the same rules.
    with_scheme: String,
}

/// What is put before `www.` to find where such a link ends.
const SCHEME: &str = "https://";
/// What a link without scheme begins with.
const WWW: &str = "www.";

impl Finder {
    /// A finder for links with a scheme or `www.`.
    pub(super) fn new() -> Self {
        let mut finder = LinkFinder::new();
        finder.kinds(&[LinkKind::Url]).url_must_have_scheme(true);
        Self { finder, with_scheme: String::new() }
    }

    /// Whether there is a link in `text`.
    pub(super) fn is_in(&mut self, text: &str) -> bool {
        let mut found = false;
        self.find(text, |_, _| found = true);
        found
    }

    /// Calls `take` with each link in `text` and the byte where it begins, in order.
    pub(super) fn find<'t>(&mut self, text: &'t str, mut take: impl FnMut(usize, &'t str)) {
        let mut before = 0;
        // Finding costs an allocation; most lines of prose hold no colon with slashes after it.
        if text.contains("://") {
            for link in self.finder.links(text) {
                Self::find_www(&self.finder, &mut self.with_scheme, &text[before..link.start()], before, &mut take);
                take(link.start(), link.as_str());
                before = link.end();
            }
        }
        Self::find_www(&self.finder, &mut self.with_scheme, &text[before..], before, &mut take);
    }

    /// Calls `take` with each link of `text` that begins with `www.`; `text` begins at byte `offset`.
    fn find_www<'t>(
        finder: &LinkFinder,
        with_scheme: &mut String,
        text: &'t str,
        offset: usize,
        take: &mut impl FnMut(usize, &'t str),
    ) {
        let mut at = 0;
        while let Some(start) = www_after(text, at) {
            let word = text[start..].split(char::is_whitespace).next().unwrap_or("");
            with_scheme.clear();
            with_scheme.push_str(SCHEME);
            with_scheme.push_str(word);
            let length = finder.links(with_scheme).next().filter(|link| link.start() == 0).map(|link| link.end());
            let length = length.and_then(|length| length.checked_sub(SCHEME.len())).filter(|&length| length > WWW.len());
            match length.and_then(|length| word.get(..length)) {
                Some(link) => {
                    take(offset + start, link);
                    at = start + link.len();
                }
                None => at = start + WWW.len(),
            }
        }
    }
}

/// Where `www.` next stands in `text` from byte `at` on, at the beginning of a word.
fn www_after(text: &str, at: usize) -> Option<usize> {
    let mut at = at;
    loop {
        let found = at + text.as_bytes().get(at..)?.windows(WWW.len()).position(|it| it.eq_ignore_ascii_case(WWW.as_bytes()))?;
        let inside = |before: char| before.is_alphanumeric() || "-_.@/".contains(before);
        if !text[..found].chars().next_back().is_some_and(inside) {
            return Some(found);
        }
        at = found + WWW.len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<&str> {
        let mut links = Vec::new();
        Finder::new().find(text, |start, link| {
            assert!(text[start..].starts_with(link));
            links.push(link);
        });
        links
    }

    #[test]
    fn punctuation_round_a_link_stays_outside() {
        assert_eq!(links("see (https://a.example/b_(c)), or [x](http://b.example/y)."), [
            "https://a.example/b_(c)",
            "http://b.example/y"
        ]);
        assert_eq!(links("<https://a.example/>, \"https://b.example/\"; 'www.c.example/d'!"), [
            "https://a.example/",
            "https://b.example/",
            "www.c.example/d"
        ]);
    }

    #[test]
    fn www_is_a_link_at_the_start_of_a_word_only() {
        assert_eq!(links("www.a.example, WWW.b.example/x. me@www.c.example xwww.d.example www. www"), [
            "www.a.example",
            "WWW.b.example/x"
        ]);
        assert_eq!(links("https://www.a.example/www.b www.c.example"), ["https://www.a.example/www.b", "www.c.example"]);
    }

    #[test]
    fn words_with_colons_are_no_links() {
        assert_eq!(links("mailto:a@b.example javascript:alert(1) note: this a://"), Vec::<&str>::new());
        assert_eq!(links("ftp://a.example/x gopher://b.example"), ["ftp://a.example/x", "gopher://b.example"]);
    }
}
