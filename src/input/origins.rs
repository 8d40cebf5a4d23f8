//! The origins that targets go to.

use core::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::addresses::host_start;
use crate::idn::to_unicode;

/// An origin that targets go to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// `scheme://host[:port]`, as the URL standard serialises it.
    pub text: Box<str>,
    /// The range of the host (with its port, when that is not the scheme's own).
    host: core::ops::Range<usize>,
    /// The host as people write it, where that differs: an internationalised name is Punycode in `text`.
    unicode: Option<Box<str>>,
}

/// `host` as people write it; `None` where that is the same, or a name that no registry would give out.
fn unicode(host: &str) -> Option<Box<str>> {
    if !host.contains("xn--") {
        return None;
    }
    let (name, port) = host.split_at(host.find(':').unwrap_or(host.len()));
    to_unicode(name).map(|name| (name + port).into())
}

impl Origin {
    /// The origin written as `text` (`https://example.org:8080`).
    pub fn new(text: &str) -> Self {
        let start = host_start(text);
        Self { text: text.into(), host: start..text.len(), unicode: unicode(&text[start..]) }
    }

    /// The host, with its port where that is not the scheme's own.
    pub fn host(&self) -> &str {
        &self.text[self.host.clone()]
    }

    /// The same as people write it, an internationalised name in its own letters.
    pub fn shown_host(&self) -> &str {
        self.unicode.as_deref().unwrap_or_else(|| self.host())
    }

    /// Whether [`Origin::shown_host`] is another text than [`Origin::host`].
    pub fn is_international(&self) -> bool {
        self.unicode.is_some()
    }
}

/// All origins of a list, numbered from 0, each with the number of targets that go to it.
#[derive(Clone, Debug, Default)]
pub(super) struct Origins {
    all: Vec<Origin>,
    targets: Vec<u32>,
    in_use: u32,
    /// The number of each origin, with the hash of its text so that the table grows without reading the texts again.
    numbers: HashTable<(u64, u32)>,
    hasher: DefaultHashBuilder,
    /// The last one found: lists go host by host.
    last: u32,
}

impl Origins {
    /// The origins, also those that no target goes to any more.
    pub(super) fn all(&self) -> &[Origin] {
        &self.all
    }

    /// Number of targets that go to origin `number`.
    pub(super) fn targets(&self, number: u32) -> u32 {
        self.targets.get(number as usize).copied().unwrap_or(0)
    }

    /// Number of origins that targets go to.
    pub(super) fn in_use(&self) -> u32 {
        self.in_use
    }

    /// Counts `count` more targets for the origin `text` and returns its number.
    pub(super) fn add(&mut self, text: &str, count: u32) -> u32 {
        let number = self.number(text);
        if let Some(targets) = self.targets.get_mut(number as usize) {
            self.in_use += u32::from(*targets == 0 && count > 0);
            *targets = targets.saturating_add(count);
        }
        number
    }

    /// Counts `count` targets less for origin `number`.
    pub(super) fn remove(&mut self, number: u32, count: u32) {
        if let Some(targets) = self.targets.get_mut(number as usize) {
            self.in_use -= u32::from(*targets > 0 && *targets <= count);
            *targets = targets.saturating_sub(count);
        }
    }

    fn number(&mut self, text: &str) -> u32 {
        let is = |all: &[Origin], number: u32| {
            all.get(number as usize).is_some_and(|origin| &*origin.text == text)
        };
        if is(&self.all, self.last) {
            return self.last;
        }
        let hash = self.hasher.hash_one(text);
        let known = self.numbers.find(hash, |&(_, number)| is(&self.all, number)).map(|&(_, number)| number);
        self.last = known.unwrap_or_else(|| {
            // A list holds fewer links than a u32 counts, so origins never run out of numbers.
            let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
            self.all.push(Origin::new(text));
            self.targets.push(0);
            self.numbers.insert_unique(hash, (hash, number), |&(hash, _)| hash);
            number
        });
        self.last
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::addresses::host_of;

    #[test]
    fn an_internationalised_host_is_shown_in_its_own_letters() {
        let origin = Origin::new("https://xn--bcher-kva.example:8080");
        assert_eq!(
            (origin.host(), origin.shown_host()),
            ("xn--bcher-kva.example:8080", "bücher.example:8080")
        );
        assert!(origin.is_international());
    }

    #[test]
    fn every_other_host_is_shown_as_it_is_sent() {
        for text in
            ["https://example.org", "http://[::1]:80", "https://xn--.example", "https://xn--a.example"]
        {
            let origin = Origin::new(text);
            assert_eq!(origin.shown_host(), host_of(text), "{text}");
            assert!(!origin.is_international(), "{text}");
        }
    }
}
