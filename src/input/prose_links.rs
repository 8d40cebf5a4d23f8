//! Links in prose: with a scheme and `://`, or beginning with `www.`.

use core::ops::Range;

use linkify::{LinkFinder, LinkKind};

use super::link_end::LinkEnds;

/// Finds links in a line of prose; keeps its buffer. Where links end is for `linkify` to say, and for [`LinkEnds`]
/// where it stops early. Hosts that it finds unlikely (`http://[::1]/`, `http://my_host/`, `http://v1.1/`) are links
/// with a scheme all the same, and so are words that begin with `www.`.
#[derive(Debug)]
pub(super) struct ProseLinks {
    finder: LinkFinder,
    dressed: String,
}

/// What a link without scheme begins with.
const WWW: &str = "www.";
/// What a host and its port may hold besides letters and digits.
const IN_HOST: &str = "-._~%@:";

impl ProseLinks {
    pub(super) fn new() -> Self {
        let mut finder = LinkFinder::new();
        finder.kinds(&[LinkKind::Url]).url_must_have_scheme(true);
        Self { finder, dressed: String::new() }
    }

    pub(super) fn is_in(&mut self, text: &str) -> bool {
        let mut found = false;
        self.find(text, |_, _| found = true);
        found
    }

    /// Calls `take` with each link in `text` and the byte where it begins, in order.
    pub(super) fn find<'t>(&mut self, text: &'t str, mut take: impl FnMut(usize, &'t str)) {
        let mut before = 0;
        let mut ends = LinkEnds::new(text, &self.finder, &mut self.dressed);
        // The search costs an allocation, and most lines of prose hold no link.
        if text.contains("://") {
            for link in self.finder.links(text) {
                if link.start() >= before {
                    before = find_passed_over(&mut ends, before..link.start(), &mut take);
                }
                // It may be within the link before.
                if link.start() >= before {
                    before = ends.of_found(link.start(), link.end());
                    take(link.start(), &text[link.start()..before]);
                }
            }
        }
        find_passed_over(&mut ends, before..text.len(), &mut take);
    }
}

/// Calls `take` with each link that `linkify` passed over in this stretch; returns where the stretch or the last ends.
fn find_passed_over<'t>(
    ends: &mut LinkEnds<'t, '_>,
    stretch: Range<usize>,
    take: &mut impl FnMut(usize, &'t str),
) -> usize {
    let text = ends.text();
    let mut at = stretch.start;
    while let Some((start, host)) = begin_after(&text[..stretch.end], at) {
        at = host;
        let length = host_length(&text[host..stretch.end]);
        if length > 0 {
            at = ends.behind_host(start, host + length);
            take(start, &text[start..at]);
        }
    }
    at.max(stretch.end)
}

/// Where `http://`, `https://` or `www.` next begins a word of `text` from byte `from` on, and where it ends.
fn begin_after(text: &str, from: usize) -> Option<(usize, usize)> {
    let mut at = from;
    loop {
        let bytes = text.as_bytes();
        at += bytes.get(at..)?.iter().position(|byte| matches!(byte, b'h' | b'H' | b'w' | b'W'))?;
        let begins = |start: &&str| {
            bytes.get(at..at + start.len()).is_some_and(|given| given.eq_ignore_ascii_case(start.as_bytes()))
        };
        if let Some(start) = ["http://", "https://", WWW].iter().find(|start| begins(start)) {
            let inside =
                |before: char| before.is_alphanumeric() || (*start == WWW && "-_.@/".contains(before));
            if !text[..at].chars().next_back().is_some_and(inside) {
                return Some((at, at + start.len()));
            }
        }
        at += 1;
    }
}

/// How long the host is, with its port, that `text` begins with, in bytes; 0 where none does.
fn host_length(text: &str) -> usize {
    let in_address = |byte: u8| byte.is_ascii_hexdigit() || byte == b':' || byte == b'.';
    let address = text.strip_prefix('[').and_then(|rest| {
        let length = rest.bytes().take_while(|&byte| in_address(byte)).count();
        rest[length..].starts_with(']').then_some(length + 2)
    });
    let address = address.unwrap_or(0);
    let belongs = |character: char| character.is_alphanumeric() || IN_HOST.contains(character);
    let end = text[address..].find(|character| !belongs(character)).unwrap_or(text.len() - address);
    text[..address + end].trim_end_matches(|last: char| IN_HOST.contains(last)).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<&str> {
        let mut links = Vec::new();
        ProseLinks::new().find(text, |start, link| {
            assert!(text[start..].starts_with(link));
            links.push(link);
        });
        links
    }

    #[test]
    fn punctuation_round_a_link_stays_outside() {
        assert_eq!(
            links("see (https://a.example/b_(c)), or [x](http://b.example/y)."),
            ["https://a.example/b_(c)", "http://b.example/y"]
        );
        assert_eq!(
            links("<https://a.example/>, \"https://b.example/\"; 'www.c.example/d'!"),
            ["https://a.example/", "https://b.example/", "www.c.example/d"]
        );
    }

    #[test]
    fn www_is_a_link_at_the_start_of_a_word_only() {
        assert_eq!(
            links("www.a.example, WWW.b.example/x. me@www.c.example xwww.d.example www. www"),
            ["www.a.example", "WWW.b.example/x"]
        );
        assert_eq!(
            links("https://www.a.example/www.b www.c.example"),
            ["https://www.a.example/www.b", "www.c.example"]
        );
    }

    #[test]
    fn odd_hosts_with_a_scheme_are_links() {
        assert_eq!(
            links("try http://[::1]:3000/x, http://my_host/a_(b). http://10.1 (https://v1.1/)"),
            ["http://[::1]:3000/x", "http://my_host/a_(b)", "http://10.1", "https://v1.1/"]
        );
        assert_eq!(
            links("http://localhost:8080/a http://intranet"),
            ["http://localhost:8080/a", "http://intranet"]
        );
        assert_eq!(links("http:// https://, https://{host}/x http://$HOST/"), Vec::<&str>::new());
    }

    #[test]
    fn long_links_with_odd_hosts_are_whole() {
        for length in [90, 126, 127, 128, 129, 400] {
            let link = format!("http://my_host/{}(b)", "ü".repeat(length));
            assert_eq!(links(&format!("see {link}!)")), [link]);
        }
    }

    #[test]
    fn quotation_marks_and_full_width_punctuation_end_a_link() {
        let mut found = Vec::new();
        let text = "“https://a.test/x” www.b.test/y。然后https://c.test/ü/z，http://[::1]/w）";
        ProseLinks::new().find(text, |_, link| found.push(link));
        assert_eq!(found, ["https://a.test/x", "www.b.test/y", "https://c.test/ü/z", "http://[::1]/w"]);
    }

    #[test]
    fn words_with_colons_are_no_links() {
        assert_eq!(links("mailto:a@b.example javascript:alert(1) note: this a://"), Vec::<&str>::new());
        assert_eq!(
            links("ftp://a.example/x gopher://b.example"),
            ["ftp://a.example/x", "gopher://b.example"]
        );
    }
}
