//! `Url::parse` (with names in any letters) and `Url::join`, mended where `url` 2.5.8 leaves the URL standard.
//!
//! 1. It takes a segment of one letter and `:` or `|` for a drive of Windows whatever the scheme, and lets no `..` remove
//!    it; only `file:` URLs have drives. Where there may be one, dots are resolved here.
//! 2. It joins `//host` and refuses `///host`, of which browsers pass over all slashes before the host.

use url::{ParseError, Position, Url};

use super::scheme::scheme_length;
use crate::idn::parse_url;

/// The URL that `text` is, which has a scheme and neither blanks round it nor tabs or line ends in it.
pub(super) fn parse(text: &str) -> Result<Url, ParseError> {
    // Of nearly all links a look at their bytes is all that this costs.
    let is_drive =
        |three: &[u8]| matches!(three, [b'/' | b'\\', letter, b':' | b'|'] if letter.is_ascii_alphabetic());
    if !text.as_bytes().windows(3).any(is_drive) {
        return parse_url(text);
    }
    let before = before_path(text).unwrap_or(text.len());
    let path = path_of(&text[before..]);
    if !(has_drive(path) && has_double_dot(path)) {
        return parse_url(text);
    }
    let rest = &text[before + path.len()..];
    parse_url(&[&text[..before], &without_dots(path), rest].concat())
}

/// The URL that `link`, written as for [`parse`] but maybe relative, is in a document whose base URL is `base`.
pub(super) fn join(base: &Url, link: &str) -> Result<Url, ParseError> {
    if !is_http(base.scheme()) {
        return base.join(link);
    }
    let Some(local) = relative_part(link, base) else { return parse(link) };
    let slashes = slashes(local);
    if slashes > 1 {
        return parse(&[base.scheme(), ":", local].concat());
    }
    let path = path_of(local);
    if (has_drive(base.path()) || has_drive(path)) && has_double_dot(path) {
        let before = if slashes == 1 {
            &base[..Position::BeforePath]
        } else {
            let whole = &base[..Position::AfterPath];
            &whole[..whole.rfind('/').map_or(whole.len(), |last| last + 1)]
        };
        return parse(&[before, local].concat());
    }
    base.join(link)
}

/// What is relative in `link`: also behind the scheme of `base`, if no host follows; `None` where it is absolute.
pub(super) fn relative_part<'l>(link: &'l str, base: &Url) -> Option<&'l str> {
    let Some(length) = scheme_length(link) else { return Some(link) };
    let is_own = is_http(base.scheme()) && link[..length].eq_ignore_ascii_case(base.scheme());
    Some(&link[length + 1..]).filter(|rest| is_own && slashes(rest) < 2)
}

fn is_http(scheme: &str) -> bool {
    ["http", "https"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

/// Number of leading slashes of either kind.
fn slashes(text: &str) -> usize {
    text.bytes().take_while(|byte| matches!(byte, b'/' | b'\\')).count()
}

/// Where the path of `text` begins, an absolute URL; `None` where it has none or its scheme is not http or https.
fn before_path(text: &str) -> Option<usize> {
    let scheme = scheme_length(text).filter(|&length| is_http(&text[..length]))?;
    let host = scheme + 1 + slashes(&text[scheme + 1..]);
    let end = host + text[host..].find(['/', '\\', '?', '#'])?;
    text[end..].starts_with(['/', '\\']).then_some(end)
}

fn path_of(text: &str) -> &str {
    &text[..text.find(['?', '#']).unwrap_or(text.len())]
}

fn segments(path: &str) -> impl Iterator<Item = &str> {
    path.split(['/', '\\'])
}

/// Whether a segment of `path` is what `url` takes for a drive.
fn has_drive(path: &str) -> bool {
    let is_drive = |it: &str| matches!(it.as_bytes(), [letter, b':' | b'|'] if letter.is_ascii_alphabetic());
    // Nearly none has: of most paths a look at their bytes is all that this costs.
    path.bytes().any(|byte| matches!(byte, b':' | b'|')) && segments(path).any(is_drive)
}

fn has_double_dot(path: &str) -> bool {
    segments(path).any(|segment| dots(segment) == Some(2))
}

/// Of how many dots `segment` consists, in any spelling; `None` where it is not one or two of them.
fn dots(segment: &str) -> Option<u8> {
    let mut rest = segment;
    let mut count = 0;
    while !rest.is_empty() {
        let encoded = || rest.get(..3).filter(|dot| dot.eq_ignore_ascii_case("%2e")).map(|_| &rest[3..]);
        rest = rest.strip_prefix('.').or_else(encoded).filter(|_| count < 2)?;
        count += 1;
    }
    (count > 0).then_some(count)
}

/// `path`, which begins with a slash, with its dots resolved (URL standard, "path state").
fn without_dots(path: &str) -> String {
    let mut kept: Vec<&str> = Vec::new();
    let mut all = segments(path).skip(1).peekable();
    while let Some(segment) = all.next() {
        let dots = dots(segment);
        if dots == Some(2) {
            kept.pop();
        }
        match dots {
            None => kept.push(segment),
            // What ends in dots ends in a slash.
            Some(_) if all.peek().is_none() => kept.push(""),
            Some(_) => {}
        }
    }
    ["/", &kept.join("/")].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_are_resolved_in_every_spelling() {
        for (path, expected) in [
            ("/", "/"),
            ("/a/./b/../c", "/a/c"),
            ("/a//..", "/a/"),
            ("/../..", "/"),
            ("/a\\%2E.\\b/.%2e/", "/"),
            ("/a/%2e", "/a/"),
            ("/a/...", "/a/..."),
            ("/a/.ü", "/a/.ü"),
        ] {
            assert_eq!(without_dots(path), expected, "{path}");
        }
    }

    #[test]
    fn only_a_path_that_may_keep_a_drive_is_touched() {
        assert!(has_drive("/C:/b") && has_drive("/a/c|") && has_drive("C:\\a"));
        assert!(!has_drive("/C:x/b") && !has_drive("/1:/b") && !has_drive("/ü:/b"));
        assert!(has_double_dot("/a\\%2e%2E") && has_double_dot("..") && !has_double_dot("/a/.../.b/%2e"));
        for text in ["https://a.example?/C:/..", "https://C:/..", "mailto:/C:/..", "https://h/x#/C:/.."] {
            assert_eq!(parse(text), Url::parse(text), "{text}");
        }
    }
}
