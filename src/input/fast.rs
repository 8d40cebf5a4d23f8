//! The short cut for URLs that are written as the URL standard would write them: a look at each byte, no copy.
//!
//! Nearly every link of a long list is one. The short cut may pass over a URL that is normal; it must never take one
//! that is not, which a property test holds against the `url` crate.

/// A host: small letters, digits, hyphens and dots.
const HOST: u8 = 1;
/// A path.
const PATH: u8 = 2;
/// A query.
const QUERY: u8 = 4;

/// Which parts of a URL each byte may stand in without being changed there.
const PLACES: [u8; 256] = places();

const fn places() -> [u8; 256] {
    let mut places = [0; 256];
    let mut byte: u8 = 0x21;
    while byte < 0x7f {
        places[byte as usize] = match byte {
            b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' => HOST | PATH | QUERY,
            // These are encoded, or they end the part: the long way knows which.
            b'"' | b'#' | b'<' | b'>' | b'\'' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' => 0,
            b'?' => QUERY,
            _ => PATH | QUERY,
        };
        byte += 1;
    }
    places
}

const fn may_stand(byte: u8, part: u8) -> bool {
    PLACES[byte as usize] & part != 0
}

/// Where the origin of `text` ends, and whether its scheme is `http`, when `text` is a URL without user name, port and
/// fragment that is written as the URL standard would write it; `None` when it is not, or takes a closer look to tell.
pub(super) fn already_normal(text: &str) -> Option<(usize, bool)> {
    let (start, is_http) = match text.strip_prefix("http") {
        Some(rest) if rest.starts_with("s://") => (8, false),
        Some(rest) if rest.starts_with("://") => (7, true),
        _ => return None,
    };
    let bytes = text.as_bytes();
    let origin = start + bytes.get(start..)?.iter().position(|&byte| !may_stand(byte, HOST))?;
    if bytes.get(origin) != Some(&b'/') || !is_plain_host(&text[start..origin]) {
        return None;
    }
    let path = bytes.get(origin..)?;
    let end = path.iter().position(|&byte| !may_stand(byte, PATH)).unwrap_or(path.len());
    if may_be_dotted(&path[..end]) {
        return None;
    }
    match path.get(end) {
        None => {}
        Some(b'?') if path[end..].iter().all(|&byte| may_stand(byte, QUERY)) => {}
        Some(_) => return None,
    }
    Some((origin, is_http))
}

/// Whether `host` is no address, holds no Punycode and no empty label, so that it stays as it is.
fn is_plain_host(host: &str) -> bool {
    let last = host.rsplit('.').next().unwrap_or("");
    last.starts_with(|first: char| first.is_ascii_lowercase())
        && host.split('.').all(|label| !label.is_empty() && !label.starts_with("xn--"))
}

/// Whether a segment of `path` may be `.` or `..`, also in the spelling `%2e`, which would be resolved.
fn may_be_dotted(path: &[u8]) -> bool {
    path.windows(2).any(|pair| pair == b"/." || pair == b"/%")
}
