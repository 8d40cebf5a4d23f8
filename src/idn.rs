//! Internationalised host names (UTS 46): in a worker the browser's own `URL` knows the rules, whose tables are loaded
//! already, natively the `idna` crate. The `url` crate is built without tables: it takes what is ASCII.

use core::ops::Range;
use std::borrow::Cow;
use std::sync::OnceLock;

use url::{ParseError, Url};

/// A host name in any letters → the same in ASCII, as the URL standard has it; `None` where it is not valid.
pub type ToAscii = fn(&str) -> Option<String>;

static RULES: OnceLock<ToAscii> = OnceLock::new();

/// Characters that end or change the host in a URL, and so must not be in a name.
const FORBIDDEN: &str = "/\\?#@:[]%<>^|";

/// Sets the rules; the first call counts.
pub fn use_rules(rules: ToAscii) {
    // A second call is of the same thread's start: it says the same.
    let _ = RULES.set(rules);
}

/// Before rules are set, only ASCII names are valid.
#[cfg(target_arch = "wasm32")]
fn own_rules(_: &str) -> Option<String> {
    None
}

#[cfg(not(target_arch = "wasm32"))]
fn own_rules(host: &str) -> Option<String> {
    let ascii = idna_tables::domain_to_ascii(host).ok()?;
    // Since UTS 46, revision 33, Punycode of letters that need none is not valid.
    let is_kept = |(given, made): (&str, &str)| given.eq_ignore_ascii_case(made) || !has_punycode(given);
    let is_same = host.split('.').count() != ascii.split('.').count()
        || host.split('.').zip(ascii.split('.')).all(is_kept);
    is_same.then_some(ascii)
}

/// `host` in ASCII; `None` where it is not valid.
fn to_ascii(host: &str) -> Option<String> {
    if host.contains(|letter: char| letter.is_ascii_control() || letter == ' ' || FORBIDDEN.contains(letter))
    {
        return None;
    }
    let rules = RULES.get().copied().unwrap_or(own_rules);
    rules(host).filter(|host| !host.is_empty())
}

/// `host` in the letters of its names; `None` where that is the same, or a name that no registry would give out.
pub fn to_unicode(host: &str) -> Option<String> {
    let mut is_other = false;
    let labels = host.split('.').map(|label| {
        let decoded = label.strip_prefix("xn--").map(idna::punycode::decode_to_string);
        is_other |= decoded.is_some();
        decoded.unwrap_or_else(|| Some(label.to_owned()))
    });
    let unicode = labels.collect::<Option<Vec<_>>>()?.join(".");
    // What does not lead back is not what it seems.
    (is_other && to_ascii(&unicode).as_deref() == Some(host)).then_some(unicode)
}

/// Parses an absolute URL; see [`Url::parse`].
///
/// # Errors
/// Those of [`Url::parse`].
pub fn parse_url(text: &str) -> Result<Url, ParseError> {
    let Some(range) = host_in(text).filter(|range| is_international(&text[range.clone()])) else {
        return Url::parse(text);
    };
    let host = decoded(&text[range.clone()]);
    if host.is_ascii() && !has_punycode(&host) {
        return Url::parse(text);
    }
    let host = to_ascii(&host).ok_or(ParseError::IdnaError)?;
    Url::parse(&[&text[..range.start], &host, &text[range.end..]].concat())
}

/// Where the host is in an `http:` or `https:` URL; `None` where there is none, or it is an address in brackets.
fn host_in(text: &str) -> Option<Range<usize>> {
    let scheme = text.find(':')?;
    let is_http = ["http", "https"].iter().any(|known| text[..scheme].eq_ignore_ascii_case(known));
    let rest = &text[scheme + 1..];
    let slashes = rest.bytes().take_while(|byte| matches!(byte, b'/' | b'\\')).count();
    let start = scheme + 1 + slashes;
    let authority = &text[start..];
    let authority = &authority[..authority.find(['/', '\\', '?', '#']).unwrap_or(authority.len())];
    let user = authority.rfind('@').map_or(0, |at| at + 1);
    let host = &authority[user..];
    let length = host.find(':').unwrap_or(host.len());
    (is_http && length > 0 && !host.starts_with('[')).then(|| start + user..start + user + length)
}

/// Whether `host` needs more than ASCII's rules. Of nearly all hosts a look at their bytes is all that this costs.
fn is_international(host: &str) -> bool {
    host.bytes().any(|byte| byte >= 0x80 || byte == b'%') || has_punycode(host)
}

fn has_punycode(host: &str) -> bool {
    host.as_bytes().windows(4).any(|four| four.eq_ignore_ascii_case(b"xn--"))
}

/// `host` with its percent-encoded bytes as text (URL standard, "host parser"); what is no text is no name either.
fn decoded(host: &str) -> Cow<'_, str> {
    if !host.contains('%') {
        return host.into();
    }
    let mut bytes = Vec::with_capacity(host.len());
    let mut rest = host.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits =
            after.get(..2).filter(|_| first == b'%').and_then(|digits| core::str::from_utf8(digits).ok());
        let byte = digits
            .filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))
            .and_then(|digits| u8::from_str_radix(digits, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_host_is_found_wherever_it_is() {
        for (text, host) in [
            ("https://bücher.example/ä", Some("bücher.example")),
            ("HTTP:bücher.example?x", Some("bücher.example")),
            ("https:\\\\user:p@ss@bücher.example:8443#x", Some("bücher.example")),
            ("https://[::1]/", None),
            ("mailto:a@bücher.example", None),
            ("https:///", None),
            ("bücher.example", None),
        ] {
            assert_eq!(host_in(text).map(|range| &text[range]), host, "{text}");
        }
    }

    #[test]
    fn what_is_encoded_is_a_name_too_and_what_is_something_else_is_none() {
        let host = |text| parse_url(text).map(|url| url.host_str().map(str::to_owned));
        assert_eq!(host("https://b%C3%BCcher.example/"), Ok(Some("xn--bcher-kva.example".to_owned())));
        assert_eq!(host("https://a%62c.example/"), Ok(Some("abc.example".to_owned())));
        for text in
            ["https://b%C3%BCcher%2Fx/", "https://ü%40x/", "https://ü%00/", "https://ü%FF/", "https://ü%20/"]
        {
            assert_eq!(host(text), Err(ParseError::IdnaError), "{text}");
        }
    }

    #[test]
    fn a_name_is_shown_in_letters_where_it_leads_back() {
        assert_eq!(to_unicode("xn--bcher-kva.example").as_deref(), Some("bücher.example"));
        for host in ["example.org", "xn--a", "xn--zzzzzz.example", "XN--BCHER-KVA.example"] {
            assert_eq!(to_unicode(host), None, "{host}");
        }
    }
}
