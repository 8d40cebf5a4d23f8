//! The redirects that led to an answer.

use core::fmt::Write as _;

use serde::{Deserialize, Serialize};

/// Most hops that are kept of one request: browsers follow 20.
pub const MAX_HOPS: usize = 32;
/// Most characters of a hop's address: a `Location` may be 256 KB long.
const MAX_ADDRESS_CHARS: usize = 2_048;

/// One redirect that was followed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hop {
    /// Its status, 300 to 399.
    pub status: u16,
    /// Where it led; cut after 2,048 characters.
    pub to: Box<str>,
    /// Whether the browser's cache answered, and no server.
    pub from_cache: bool,
}

/// What stands behind the status of a hop that came from the cache.
const FROM_CACHE: &str = " from cache";

impl Hop {
    /// A hop to this address.
    pub fn new(status: u16, to: &str, from_cache: bool) -> Self {
        let to = to.char_indices().nth(MAX_ADDRESS_CHARS).map_or(to, |(end, _)| &to[..end]);
        // An address has neither: each hop is a line of a text.
        let to: String = to.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        Self { status, to: to.into(), from_cache }
    }

    /// Whether the address has moved for good: 301 and 308.
    pub const fn is_permanent(&self) -> bool {
        matches!(self.status, 301 | 308)
    }
}

/// Begins the text of hops of which some are missing.
const GAP: &str = "…";

/// The hops as one text, a line each: `301 https://a.test/`, `302 from cache https://b.test/`; after a line `…` where they are
/// not the whole way.
pub fn hops_to_text(hops: &[Hop], is_whole: bool) -> String {
    let mut text = if is_whole { String::new() } else { GAP.to_owned() };
    for hop in hops {
        let gap = if text.is_empty() { "" } else { "\n" };
        // Writing to a String cannot fail.
        let _ =
            write!(text, "{gap}{}{} {}", hop.status, if hop.from_cache { FROM_CACHE } else { "" }, hop.to);
    }
    text
}

/// Whether such a text holds hops, and the whole way.
pub fn is_whole(text: &str) -> bool {
    !text.is_empty() && text.lines().count() == hops_in(text).count()
}

/// The hops of such a text; lines that are none are passed over.
pub fn hops_in(text: &str) -> impl Iterator<Item = Hop> {
    text.lines().filter_map(|line| {
        let (status, rest) = line.split_at_checked(3)?;
        let cached = rest.strip_prefix(FROM_CACHE).and_then(|rest| rest.strip_prefix(' '));
        let to = cached.or_else(|| rest.strip_prefix(' '))?;
        let status = status.parse().ok().filter(|status| (300..400).contains(status))?;
        Some(Hop::new(status, to, cached.is_some()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hops_survive_being_a_text() {
        let hops = [
            Hop::new(301, "https://a.test/x?y=1#z", false),
            Hop::new(307, "http://b.test/", true),
            Hop::new(302, "from cache", false),
        ];
        assert_eq!(
            hops_to_text(&hops[..2], true),
            "301 https://a.test/x?y=1#z\n307 from cache http://b.test/"
        );
        assert_eq!(hops_in(&hops_to_text(&hops, true)).collect::<Vec<_>>(), hops);
        let some = hops_to_text(&hops, false);
        assert_eq!(hops_in(&some).collect::<Vec<_>>(), hops);
        assert!(is_whole(&hops_to_text(&hops, true)) && !is_whole(&some) && !is_whole(""));
        for text in ["", "30", "2000 x", "200 https://a.test/", "301", "301x", "naïve"] {
            assert_eq!(hops_in(text).count(), 0, "{text}");
        }
    }

    #[test]
    fn a_hostile_address_is_one_line_of_bounded_length() {
        let hop = Hop::new(301, &format!("https://a.test/\n302 x{}", "ü".repeat(300_000)), false);
        assert_eq!(hop.to.chars().count(), MAX_ADDRESS_CHARS);
        assert_eq!(hops_in(&hops_to_text(&[hop], true)).count(), 1);
    }
}
