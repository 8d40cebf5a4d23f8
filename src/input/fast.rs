//! The short cut for links written as the URL standard would write them, as nearly all are: a look at each byte, no
//! parser. It may pass over a normal URL, but never take another (a property test holds it against `url`).

use std::borrow::Cow;

use super::ports;

/// A host: small letters, digits, hyphens and dots.
const HOST: u8 = 1;
const PATH: u8 = 2;
const QUERY: u8 = 4;
const FRAGMENT: u8 = 8;

/// The parts of a URL in which each byte stays as it is.
const PLACES: [u8; 256] = places();

const fn places() -> [u8; 256] {
    let mut places = [0; 256];
    let mut byte: u8 = 0x21;
    while byte < 0x7f {
        places[byte as usize] = match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' => HOST | PATH | QUERY | FRAGMENT,
            b'"' | b'<' | b'>' | b'`' => 0,
            // Some parts encode these, or end at them: there the long way is taken.
            b'#' | b'\'' | b'\\' | b'^' | b'{' | b'|' | b'}' => FRAGMENT,
            b'?' => QUERY | FRAGMENT,
            _ => PATH | QUERY | FRAGMENT,
        };
        byte += 1;
    }
    places
}

#[derive(Debug)]
pub(super) struct Normal<'t> {
    /// The URL with its fragment.
    pub(super) whole: Cow<'t, str>,
    /// Where its origin ends.
    pub(super) origin: usize,
    /// Index of its `#`.
    pub(super) fragment: Option<usize>,
    pub(super) is_http: bool,
}

/// Normalises a URL without user name that needs at most `https://` before a host with a dot, or `/` after the host.
/// `None` for any other, and where that takes a closer look.
pub(super) fn already_normal(text: &str) -> Option<Normal<'_>> {
    let (start, is_http, default_port) = match text.strip_prefix("http") {
        Some(rest) if rest.starts_with("s://") => (8, false, 443),
        Some(rest) if rest.starts_with("://") => (7, true, 80),
        _ => (0, false, 443),
    };
    let host = start + run(&text[start..], HOST);
    if !is_plain_host(&text[start..host], start == 0) {
        return None;
    }
    let mut origin = host;
    if text[host..].starts_with(':') {
        origin = host + 1 + text[host + 1..].bytes().take_while(u8::is_ascii_digit).count();
        // Nothing but digits, so that `port` cannot begin with a sign.
        let port: u16 = text[host + 1..origin].parse().ok()?;
        if text[host + 1..].starts_with('0') || port == default_port || ports::is_blocked(port) {
            return None;
        }
    }
    let local = &text[origin..];
    if !(local.is_empty() || local.starts_with('/')) {
        return None;
    }
    let mut end = run(local, PATH);
    if may_be_dotted(&local.as_bytes()[..end]) {
        return None;
    }
    if local[end..].starts_with('?') {
        end += run(&local[end..], QUERY);
    }
    let fragment = local[end..].starts_with('#').then_some(origin + end);
    if fragment.is_some() {
        end += run(&local[end..], FRAGMENT);
    }
    if end < local.len() {
        return None;
    }
    let scheme = if start == 0 { "https://" } else { "" };
    let path = if local.is_empty() { "/" } else { "" };
    let whole = if scheme.is_empty() && path.is_empty() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned([scheme, text, path].concat())
    };
    let added = scheme.len();
    Some(Normal { whole, origin: added + origin, fragment: fragment.map(|at| added + at), is_http })
}

/// Number of bytes at the start of `text` that this part may hold.
fn run(text: &str, part: u8) -> usize {
    text.bytes().position(|byte| PLACES[usize::from(byte)] & part == 0).unwrap_or(text.len())
}

/// Whether `host` stays as it is: no address, no Punycode, no empty label, and a dot where `needs_dot`.
fn is_plain_host(host: &str, needs_dot: bool) -> bool {
    let (before, last) = host.rsplit_once('.').map_or((None, host), |(before, last)| (Some(before), last));
    last.starts_with(|first: char| first.is_ascii_lowercase())
        && (before.is_some() || !needs_dot)
        && host.split('.').all(|label| !label.is_empty() && !label.starts_with("xn--"))
}

/// Whether a segment of `path` may be `.` or `..`, also in the spelling `%2e`, which would be resolved.
fn may_be_dotted(path: &[u8]) -> bool {
    path.windows(2).any(|pair| pair == b"/." || pair == b"/%")
}
