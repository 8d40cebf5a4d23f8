//! A text looked for in others, upper and lower case of ASCII letters being one.

use memchr::{memchr, memchr2};

/// Bytes by how often URLs hold them, most often first. What is not named is rarer.
const COMMON: &[u8] = b"e/taoisnrcpl.hdmugwb-fy:v1k2_0x3=5489j67%&?qz";

/// A text that is looked for.
#[derive(Clone, Debug)]
pub(super) struct Needle {
    /// In lower case; not empty.
    text: Box<[u8]>,
    /// Where its rarest byte stands: that one is looked for, the rest compared where it is found.
    rarest: usize,
}

impl Needle {
    /// Looks for `text`; `None` when that is empty, and so in every text.
    pub(super) fn new(text: &str) -> Option<Self> {
        let text: Box<[u8]> = text.bytes().map(|byte| byte.to_ascii_lowercase()).collect();
        let rarity = |byte: u8| COMMON.iter().position(|&common| common == byte).unwrap_or(COMMON.len());
        let rarest = (0..text.len()).max_by_key(|&at| rarity(text[at]))?;
        Some(Self { text, rarest })
    }

    /// Length in bytes.
    pub(super) const fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether `text` holds it.
    pub(super) fn is_in(&self, text: &[u8]) -> bool {
        self.find(text, 0).is_some()
    }

    /// Where it first begins in `text`, from `from` on.
    pub(super) fn find(&self, text: &[u8], from: usize) -> Option<usize> {
        let lower = self.text[self.rarest];
        let upper = lower.to_ascii_uppercase();
        let mut at = from + self.rarest;
        loop {
            let rest = text.get(at..)?;
            let found = if lower == upper { memchr(lower, rest) } else { memchr2(lower, upper, rest) };
            let start = at + found? - self.rarest;
            if text.get(start..start + self.text.len())?.eq_ignore_ascii_case(&self.text) {
                return Some(start);
            }
            at = start + self.rarest + 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn case_does_not_matter() {
        let needle = Needle::new("ReadMe").expect("a text");
        assert!(needle.is_in(b"https://a.test/README.md"));
        assert!(needle.is_in(b"readme"));
        assert!(!needle.is_in(b"read-me"));
        assert!(!needle.is_in(b""));
        assert!(Needle::new("").is_none());
    }

    proptest! {
        #[test]
        fn it_finds_what_a_plain_search_finds(text in "[abAB/é]{0,20}", needle in "[abAB/é]{1,4}", from in 0..4_usize) {
            let lower = text.to_ascii_lowercase().into_bytes();
            let wanted = needle.to_ascii_lowercase().into_bytes();
            let plain = (from..lower.len()).find(|&at| lower[at..].starts_with(&wanted));
            prop_assert_eq!(Needle::new(&needle).expect("a text").find(text.as_bytes(), from), plain);
        }
    }
}
