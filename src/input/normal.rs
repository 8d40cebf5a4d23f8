//! One link's text → the URL to request, or why it cannot be requested.

use std::borrow::Cow;

use url::{Host, ParseError, Url};

use super::scheme::{missing_scheme, without_slashes};
use super::standard::parse;
use super::{fast, ports};
use crate::input::not_sent::NotSent;

/// Most Unicode scalar values of a link.
pub const MAX_LINK_CHARS: usize = 65_536;

/// Where the page that sends the requests came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PageContext {
    /// Whether it came over `https:`, so that browsers refuse `http:` to anything but this machine.
    pub https: bool,
    /// Whether to request such a link over `https:` instead.
    pub upgrade: bool,
}

/// Why a link cannot be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    /// The reason.
    pub reason: NotSent,
    /// What exactly is wrong, where more can be said than the reason does; empty otherwise.
    pub detail: Cow<'static, str>,
}

impl Rejection {
    /// Rejects for `reason`, with more in `detail`.
    pub fn new(reason: NotSent, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { reason, detail: detail.into() }
    }
}

/// A URL that can be requested, as the URL standard writes it. Borrows the link's text where that is written so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NormalizedUrl<'t> {
    whole: Cow<'t, str>,
    /// Where the origin ends.
    origin: usize,
    /// Index of the `#`.
    fragment: Option<usize>,
}

impl NormalizedUrl<'_> {
    /// The URL without its fragment: what is requested, and what makes two links the same target.
    pub fn url(&self) -> &str {
        &self.whole[..self.fragment.unwrap_or(self.whole.len())]
    }

    /// `scheme://host[:port]`; the port is left out where it is the scheme's own.
    pub fn origin(&self) -> &str {
        &self.whole[..self.origin]
    }

    /// The fragment without its `#`; `None` when there is no `#`.
    pub fn fragment(&self) -> Option<&str> {
        self.fragment.map(|at| &self.whole[at + 1..])
    }

    /// The URL with its fragment.
    pub(super) fn whole(&self) -> &str {
        &self.whole
    }
}

/// Normalises `text`, a link without blanks round it.
///
/// A text without scheme gets `https://` when its host has a dot, and `http://` when it is `localhost` or an address
/// (`127.0.0.1`, `[::1]`), which seldom speak TLS. Any other is no URL: a word in a list is not a host. `//host/path`
/// counts as without scheme, with more slashes too.
///
/// # Errors
/// A [`Rejection`] with the first of these that holds: too long, broken characters, no URL, a scheme other than http and
/// https, an invalid host, credentials, a blocked port, `http:` from a page that came over `https:`.
pub fn normalize(text: &str, page: PageContext) -> Result<NormalizedUrl<'_>, Rejection> {
    if let Some(normal) = fast::already_normal(text)
        && !(normal.is_http && page.https)
        && text.len() <= MAX_LINK_CHARS
    {
        return Ok(NormalizedUrl { whole: normal.whole, origin: normal.origin, fragment: normal.fragment });
    }
    if text.len() > MAX_LINK_CHARS && text.chars().nth(MAX_LINK_CHARS).is_some() {
        return Err(Rejection::new(NotSent::TooLong, ""));
    }
    if let Some(rejection) = broken(text) {
        return Err(rejection);
    }
    let url = match missing_scheme(text)? {
        None => parse(text),
        Some(scheme) => parse(&[scheme, without_slashes(text)].concat()),
    };
    let mut url = url.map_err(refuse_unparsed)?;
    check(&url)?;
    let is_mixed = page.https && url.scheme() == "http" && !url.host().as_ref().is_some_and(is_this_machine);
    if is_mixed && (!page.upgrade || url.set_scheme("https").is_err()) {
        return Err(Rejection::new(NotSent::MixedContent, ""));
    }
    let origin = url[..url::Position::BeforePath].len();
    let fragment = url.fragment().map(|fragment| url.as_str().len() - fragment.len() - 1);
    Ok(NormalizedUrl { whole: Cow::Owned(url.into()), origin, fragment })
}

/// Why `text` seems damaged; `None` where it does not.
pub(super) fn broken(text: &str) -> Option<Rejection> {
    let odd = |character: char| character == char::REPLACEMENT_CHARACTER || character.is_control();
    let (index, character) = text.chars().enumerate().find(|&(_, character)| odd(character))?;
    let detail = format!("U+{:04X} at character {}", u32::from(character), index + 1);
    Some(Rejection::new(NotSent::BrokenText, detail))
}

fn refuse_unparsed(problem: ParseError) -> Rejection {
    match problem {
        ParseError::EmptyHost => Rejection::new(NotSent::Host, "no host"),
        ParseError::IdnaError => Rejection::new(NotSent::Host, "not a domain name"),
        ParseError::InvalidIpv4Address => Rejection::new(NotSent::Host, "not an IPv4 address"),
        ParseError::InvalidIpv6Address => Rejection::new(NotSent::Host, "not an IPv6 address"),
        ParseError::InvalidDomainCharacter => {
            Rejection::new(NotSent::Host, "a character that no host may have")
        }
        ParseError::InvalidPort => Rejection::new(NotSent::NotAUrl, "not a port number"),
        ParseError::Overflow => Rejection::new(NotSent::TooLong, ""),
        _ => Rejection::new(NotSent::NotAUrl, ""),
    }
}

fn check(url: &Url) -> Result<(), Rejection> {
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Rejection::new(NotSent::Credentials, ""));
    }
    if url.host().is_none() {
        return Err(Rejection::new(NotSent::Host, "no host"));
    }
    if let Some(port) = url.port().filter(|&port| ports::is_blocked(port)) {
        return Err(Rejection::new(NotSent::BlockedPort, format!("port {port}")));
    }
    Ok(())
}

/// Whether browsers trust `host` without TLS (Secure Contexts, "potentially trustworthy origin").
fn is_this_machine(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => {
            let name = name.strip_suffix('.').unwrap_or(name);
            name == "localhost" || name.ends_with(".localhost")
        }
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HTTP: PageContext = PageContext { https: false, upgrade: false };
    const HTTPS: PageContext = PageContext { https: true, upgrade: false };

    fn url(text: &str) -> String {
        normalize(text, HTTP)
            .map_or_else(|rejection| format!("{rejection:?}"), |ready| ready.url().to_owned())
    }

    fn reason(text: &str) -> Option<NotSent> {
        normalize(text, HTTPS).err().map(|rejection| rejection.reason)
    }

    #[test]
    fn a_scheme_is_added_where_a_host_is_meant() {
        for (text, expected) in [
            ("example.org", "https://example.org/"),
            ("example.org:8443/x?y", "https://example.org:8443/x?y"),
            ("//example.org/x", "https://example.org/x"),
            ("///example.org/x", "https://example.org/x"),
            ("localhost:3000", "http://localhost:3000/"),
            ("LOCALHOST/a", "http://localhost/a"),
            ("192.168.0.1/status", "http://192.168.0.1/status"),
            ("[::1]:8080/x", "http://[::1]:8080/x"),
            ("bücher.example/ö", "https://xn--bcher-kva.example/%C3%B6"),
        ] {
            assert_eq!(url(text), expected);
        }
    }

    #[test]
    fn urls_are_written_as_the_standard_writes_them() {
        for (text, expected) in [
            ("HTTPS://Example.ORG:443/a/../b%7e?q=ü#f", "https://example.org/b%7e?q=%C3%BC"),
            ("http:/example.org", "http://example.org/"),
            ("https://example.org", "https://example.org/"),
            ("https://example.org/a?b", "https://example.org/a?b"),
        ] {
            assert_eq!(url(text), expected);
        }
    }

    #[test]
    fn the_parts_of_a_url_are_told_apart() {
        let ready = normalize("http://example.org:8080/a?b#c#d", HTTP);
        let parts = ready.as_ref().map(|it| (it.origin(), it.url(), it.fragment()));
        assert_eq!(parts, Ok(("http://example.org:8080", "http://example.org:8080/a?b", Some("c#d"))));
    }

    #[test]
    fn each_refusal_has_its_reason() {
        for (text, expected) in [
            ("", NotSent::NotAUrl),
            ("word", NotSent::NotAUrl),
            ("/path/only", NotSent::NotAUrl),
            ("3.14", NotSent::NotAUrl),
            ("end.", NotSent::NotAUrl),
            ("someone@example.org", NotSent::NotAUrl),
            ("https://example.org:99999/", NotSent::NotAUrl),
            ("mailto:someone@example.org", NotSent::Scheme),
            ("javascript:alert(1)", NotSent::Scheme),
            ("data:text/plain,x", NotSent::Scheme),
            ("ftp://example.org/x", NotSent::Scheme),
            ("htp:/broken", NotSent::Scheme),
            ("https://", NotSent::Host),
            ("https://a b", NotSent::Host),
            ("https://[::1/", NotSent::Host),
            ("https://1.2.3.4.5/", NotSent::Host),
            ("https://me@example.org/", NotSent::Credentials),
            ("https://me:secret@example.org/", NotSent::Credentials),
            ("https://example.org:25/", NotSent::BlockedPort),
            ("http://example.org/", NotSent::MixedContent),
            ("http://192.168.0.1/", NotSent::MixedContent),
            ("https://example.org/\u{fffd}", NotSent::BrokenText),
            ("https://example.org/\0", NotSent::BrokenText),
        ] {
            assert_eq!(reason(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_page_over_tls_may_ask_this_machine_without() {
        for text in ["localhost:80", "http://127.9.9.9/", "http://[::1]/", "http://app.localhost/"] {
            assert_eq!(reason(text), None, "{text}");
        }
    }

    #[test]
    fn the_longest_link_has_65_536_characters() {
        let base = "https://example.org/";
        let longest = format!("{base}{}", "é".repeat(MAX_LINK_CHARS - base.len()));
        assert_eq!(reason(&longest), None);
        assert_eq!(reason(&format!("{longest}é")), Some(NotSent::TooLong));
        let plain = format!("{base}{}", "e".repeat(MAX_LINK_CHARS - base.len()));
        assert_eq!(reason(&plain), None);
        assert_eq!(reason(&format!("{plain}e")), Some(NotSent::TooLong));
    }
}
