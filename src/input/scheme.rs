//! Whether a link has a scheme, and which one it gets where it has none.

use super::normal::Rejection;
use crate::input::not_sent::NotSent;

/// The scheme (with `://`) to put before `text`; `None` when it has one. Rejects those but http and https, and no
/// hosts.
pub(super) fn missing_scheme(text: &str) -> Result<Option<&'static str>, Rejection> {
    let rest = without_slashes(text);
    let host = &rest[..host_end(rest)];
    if let Some(length) = scheme_length(text)
        && !(is_host(host) && is_port(&text[length + 1..]))
    {
        let given = &text[..length];
        return if given.eq_ignore_ascii_case("http") || given.eq_ignore_ascii_case("https") {
            Ok(None)
        } else {
            Err(Rejection::new(NotSent::Scheme, format!("{}:", shortened(given))))
        };
    }
    let authority = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    if authority.contains('@') {
        Err(Rejection::new(NotSent::NotAUrl, "an e-mail address, or a user name without scheme"))
    } else if host.eq_ignore_ascii_case("localhost") || is_address(host) {
        Ok(Some("http://"))
    } else if is_host(host) {
        Ok(Some("https://"))
    } else {
        Err(Rejection::new(NotSent::NotAUrl, "neither a scheme nor a host with a dot"))
    }
}

/// Whether `text` is http or https, or lacks only the scheme.
pub(super) fn is_requestable(text: &str) -> bool {
    missing_scheme(text).is_ok()
}

/// `text` without two slashes before its host, or more, as browsers pass over them.
pub(super) fn without_slashes(text: &str) -> &str {
    if text.starts_with("//") { text.trim_start_matches('/') } else { text }
}

/// Length of a leading scheme, without its colon.
pub(super) fn scheme_length(text: &str) -> Option<usize> {
    let length = text.find(':')?;
    let mut bytes = text[..length].bytes();
    let begins = bytes.next().is_some_and(|byte| byte.is_ascii_alphabetic());
    (begins && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))).then_some(length)
}

fn host_end(text: &str) -> usize {
    if text.starts_with('[') {
        return text.find(']').map_or(text.len(), |at| at + 1);
    }
    text.find(['/', '?', '#', ':', '\\']).unwrap_or(text.len())
}

/// Whether `text` begins with a port, and nothing else of an authority.
fn is_port(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=5).contains(&digits) && text[digits..].chars().next().is_none_or(|next| "/?#".contains(next))
}

/// Whether `text` is an IPv4 address of four numbers or an IPv6 address in brackets.
fn is_address(text: &str) -> bool {
    match text.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(inner) => inner.parse::<core::net::Ipv6Addr>().is_ok(),
        None => text.parse::<core::net::Ipv4Addr>().is_ok(),
    }
}

/// Whether `text` is what people mean by a host when they leave out the scheme: `localhost`, an address, or labels
/// with a dot between them of which the last is no number (`3.14` is none, though the URL standard reads it as one).
fn is_host(text: &str) -> bool {
    let labels = text.trim_end_matches('.').rsplit_once('.');
    let dotted = labels.is_some_and(|(before, last)| {
        // Hosts may hold more, and then have a scheme before them: `a,b.example` is rather two cells of a table.
        let plain = |character: char| !character.is_ascii_punctuation() || "-_.".contains(character);
        !before.trim_matches('.').is_empty()
            && !last.bytes().all(|byte| byte.is_ascii_digit())
            && text.chars().all(plain)
    });
    dotted || text.eq_ignore_ascii_case("localhost") || is_address(text)
}

/// `text`, cut after 20 characters.
fn shortened(text: &str) -> &str {
    text.char_indices().nth(20).map_or(text, |(at, _)| &text[..at])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_with_port_is_no_scheme() {
        for (text, scheme) in [
            ("example.org:8080/x", Some("https://")),
            ("localhost:3000", Some("http://")),
            ("127.0.0.1:80?x", Some("http://")),
            ("http:8080", None),
            ("https:example.org", None),
        ] {
            assert_eq!(missing_scheme(text), Ok(scheme), "{text}");
        }
    }

    #[test]
    fn what_is_neither_scheme_nor_host_is_refused() {
        let reason = |text| missing_scheme(text).err().map(|rejection| rejection.reason);
        for text in ["example.org:port", "C:\\folder", "tel:123", "x-custom+1:a"] {
            assert_eq!(reason(text), Some(NotSent::Scheme), "{text}");
        }
        for text in [
            "",
            "12:30",
            "word/path",
            "...",
            "[not an address]",
            ":80",
            "1.5",
            "a@b.example/x",
            "A,b.example",
        ] {
            assert_eq!(reason(text), Some(NotSent::NotAUrl), "{text}");
        }
    }

    #[test]
    fn a_long_scheme_is_told_in_short() {
        let rejection = missing_scheme(&format!("{}:x", "a".repeat(60_000))).err();
        assert_eq!(rejection.map(|rejection| rejection.detail.len()), Some(21));
    }
}
