//! Resolves links of a document against its base URL.

use std::borrow::Cow;

use url::Url;

use super::scheme::scheme_length;
use super::standard::{join, parse, relative_part};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum ResolvedHref {
    /// Nothing: it is empty, or leads to a place in the same document.
    Nothing,
    AsGiven,
    Url(String),
    /// It is relative, and there is no base to complete it.
    Relative,
}

/// Resolves `link`, without blanks round it, in a document whose base URL is `base`.
pub(super) fn resolve_href(link: &str, base: Option<&Url>) -> ResolvedHref {
    let whole = without_breaks(link);
    let relative = match base {
        Some(base) => relative_part(&whole, base),
        None => Some(&*whole).filter(|_| scheme_length(&whole).is_none()),
    };
    let is_here = |relative: &str| relative.is_empty() || relative.starts_with('#');
    if relative.is_some_and(is_here) {
        return ResolvedHref::Nothing;
    }
    match (base, relative) {
        (Some(base), Some(_)) => match join(base, &whole) {
            Ok(url) => ResolvedHref::Url(url.into()),
            // Normalising it says what is wrong.
            Err(_) => ResolvedHref::AsGiven,
        },
        (None, Some(relative)) if !relative.starts_with("//") => ResolvedHref::Relative,
        _ => match whole {
            Cow::Borrowed(_) => ResolvedHref::AsGiven,
            Cow::Owned(whole) => ResolvedHref::Url(whole),
        },
    }
}

/// The base URL of a document at `outer` that says it is `given`; what is no URL is passed over, as in browsers.
pub(super) fn base_of(given: Option<&str>, outer: Option<&Url>) -> Option<Url> {
    let own = given.and_then(|given| match outer {
        Some(outer) => join(outer, given).ok(),
        None => parse(given).ok(),
    });
    own.filter(|own| !own.cannot_be_a_base()).or_else(|| outer.cloned())
}

/// `link` without the line ends and tabs within it: the URL standard drops them, and long links are broken by hand.
fn without_breaks(link: &str) -> Cow<'_, str> {
    if link.bytes().any(|byte| matches!(byte, b'\t' | b'\n' | b'\r')) {
        link.replace(['\t', '\n', '\r'], "").into()
    } else {
        link.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_completed_where_there_is_a_base() {
        let base = Url::parse("https://a.example/docs/page?q#f").ok();
        for (link, expected) in [
            ("x", "https://a.example/docs/x"),
            ("../y?z", "https://a.example/y?z"),
            ("/z", "https://a.example/z"),
            ("?q=2", "https://a.example/docs/page?q=2"),
            ("//b.example", "https://b.example/"),
        ] {
            assert_eq!(resolve_href(link, base.as_ref()), ResolvedHref::Url(expected.to_owned()), "{link}");
        }
        assert_eq!(resolve_href("http://c.example/", base.as_ref()), ResolvedHref::AsGiven);
    }

    #[test]
    fn without_a_base_a_relative_link_stays_one() {
        for link in ["x", "../y", "/z", "?q", "docs/a.md#b"] {
            assert_eq!(resolve_href(link, None), ResolvedHref::Relative, "{link}");
        }
        assert_eq!(resolve_href("//b.example/x", None), ResolvedHref::AsGiven);
        assert_eq!(resolve_href("mailto:me@b.example", None), ResolvedHref::AsGiven);
    }

    #[test]
    fn what_stays_in_the_document_asks_for_nothing() {
        let base = Url::parse("https://a.example/").ok();
        for link in ["", "#", "#top", "https:", "HTTPS:#top", "\n#top"] {
            assert_eq!(resolve_href(link, base.as_ref()), ResolvedHref::Nothing);
        }
    }

    #[test]
    fn line_ends_within_a_link_are_dropped() {
        let link = resolve_href("https://a.example/\n\tlong\r\n/path", None);
        assert_eq!(link, ResolvedHref::Url("https://a.example/long/path".to_owned()));
    }

    #[test]
    fn a_document_may_set_its_base_against_the_users() {
        let outer = Url::parse("https://a.example/docs/").ok();
        let base = |given, outer: Option<&Url>| base_of(given, outer).map(String::from);
        assert_eq!(base(Some("v2/"), outer.as_ref()).as_deref(), Some("https://a.example/docs/v2/"));
        assert_eq!(base(Some("v2/"), None), None);
        assert_eq!(base(Some("mailto:x"), outer.as_ref()).as_deref(), Some("https://a.example/docs/"));
        assert_eq!(base(None, outer.as_ref()).as_deref(), Some("https://a.example/docs/"));
    }
}
