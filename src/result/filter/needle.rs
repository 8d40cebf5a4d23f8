//! A text looked for in others, upper and lower case of ASCII letters being one.

use memchr::{memchr, memchr2};

#[derive(Clone, Debug)]
pub(super) struct Needle {
    /// In lower case; not empty.
    text: Box<[u8]>,
    /// Offset of the byte to search for; the rest is compared at each hit. The rarer it is, the faster.
    probe: usize,
}

impl Needle {
    /// Looks for `text`; `None` when that is empty, and so in every text.
    pub(super) fn new(text: &str) -> Option<Self> {
        let text: Box<[u8]> = text.bytes().map(|byte| byte.to_ascii_lowercase()).collect();
        (!text.is_empty()).then_some(Self { text, probe: 0 })
    }

    /// Finds out which of its bytes is the rarest in texts like `sample`, so that a search is fast.
    pub(super) fn tune(&mut self, sample: &[u8]) {
        let mut counts = [0_u32; 256];
        for byte in sample {
            counts[usize::from(byte.to_ascii_lowercase())] += 1;
        }
        let rarest = (0..self.text.len()).min_by_key(|&at| counts[usize::from(self.text[at])]);
        self.probe = rarest.unwrap_or(0);
    }

    pub(super) const fn len(&self) -> usize {
        self.text.len()
    }

    pub(super) fn is_in(&self, text: &[u8]) -> bool {
        self.find(text, 0).is_some()
    }

    /// Where it first begins in `text`, from `from` on.
    pub(super) fn find(&self, text: &[u8], from: usize) -> Option<usize> {
        let lower = self.text[self.probe];
        let upper = lower.to_ascii_uppercase();
        let mut at = from + self.probe;
        loop {
            let rest = text.get(at..)?;
            let found = if lower == upper { memchr(lower, rest) } else { memchr2(lower, upper, rest) };
            let start = at + found? - self.probe;
            if text.get(start..start + self.text.len())?.eq_ignore_ascii_case(&self.text) {
                return Some(start);
            }
            at = start + self.probe + 1;
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
        assert!(!Needle::new("@").expect("a text").is_in(b"`"));
    }

    proptest! {
        #[test]
        fn it_finds_what_a_plain_search_finds(
            text in "[abAB/`@é]{0,40}",
            needle in "[abAB/`@é]{1,4}",
            from in 0..50_usize,
        ) {
            let lower = text.to_ascii_lowercase().into_bytes();
            let wanted = needle.to_ascii_lowercase().into_bytes();
            let plain = (from..lower.len()).find(|&at| lower[at..].starts_with(&wanted));
            let mut needle = Needle::new(&needle).expect("a text");
            prop_assert_eq!(needle.find(text.as_bytes(), from), plain);
            needle.tune(text.as_bytes());
            prop_assert_eq!(needle.find(text.as_bytes(), from), plain);
        }
    }
}
