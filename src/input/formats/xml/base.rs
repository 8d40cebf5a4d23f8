//! The base URLs that the elements of an XML document set for what is in them (XML Base, RFC 4287, 2).

use url::Url;

use crate::input::relative::base_of;

/// Most bases that count one within the other: each is joined to the one before.
const MAX_NESTED: usize = 8;
/// Longest base that counts, in bytes.
const MAX_BYTES: usize = 2_048;

/// A base as it is written, and the one that it is relative to.
#[derive(Clone, Debug)]
struct Base {
    outer: Option<usize>,
    written: Box<str>,
}

/// Which base counts where, in text order. Bases too long or too deep are passed over: they cost more than their text.
#[derive(Debug, Default)]
pub(in crate::input::formats) struct Bases {
    all: Vec<Base>,
    /// From which byte on which base counts.
    changes: Vec<(usize, Option<usize>)>,
    /// The bases that are open, each with the depth of its element.
    open: Vec<(u64, usize)>,
    /// How many of the changes were passed, and what counts behind them.
    passed: usize,
    current: Option<(usize, Option<Url>)>,
}

impl Bases {
    /// An element at `depth`, whose tag begins at byte `at`, sets `written` as its base.
    pub(super) fn open(&mut self, at: usize, depth: u64, written: &str) {
        if written.len() <= MAX_BYTES && self.open.len() < MAX_NESTED {
            let outer = self.open.last().map(|&(_, base)| base);
            self.open.push((depth, self.all.len()));
            self.changes.push((at, Some(self.all.len())));
            self.all.push(Base { outer, written: written.into() });
        }
    }

    /// The elements deeper than `depth` are closed at byte `at`.
    pub(super) fn close(&mut self, at: usize, depth: u64) {
        let before = self.open.len();
        while self.open.last().is_some_and(|&(of, _)| of > depth) {
            self.open.pop();
        }
        if self.open.len() < before {
            self.changes.push((at, self.open.last().map(|&(_, base)| base)));
        }
    }

    /// The base of a link at byte `at`, in a document found at `outer`; calls must not go backwards.
    pub(in crate::input::formats) fn base_at<'b>(
        &'b mut self,
        at: usize,
        outer: Option<&'b Url>,
    ) -> Option<&'b Url> {
        while self.changes.get(self.passed).is_some_and(|&(from, _)| from <= at) {
            self.passed += 1;
        }
        let change = self.passed.checked_sub(1).and_then(|last| self.changes.get(last));
        let Some(base) = change.and_then(|&(_, base)| base) else { return outer };
        if self.current.as_ref().is_none_or(|(known, _)| *known != base) {
            self.current = Some((base, self.resolve(base, outer)));
        }
        self.current.as_ref().and_then(|(_, url)| url.as_ref())
    }

    fn resolve(&self, base: usize, outer: Option<&Url>) -> Option<Url> {
        let within = |at: &usize| self.all.get(*at).and_then(|base| base.outer);
        let chain: Vec<usize> = core::iter::successors(Some(base), within).collect();
        let written = chain.iter().rev().filter_map(|&at| self.all.get(at)).map(|base| &*base.written);
        written.fold(outer.cloned(), |outer, written| base_of(Some(written), outer.as_ref()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_counts_within_its_element() {
        let outer = Url::parse("https://o.example/").ok();
        let mut bases = Bases::default();
        bases.open(10, 1, "https://a.example/f/");
        bases.open(20, 2, "g/");
        bases.close(30, 1);
        bases.close(40, 0);
        let found = [5, 10, 25, 30, 39, 40]
            .map(|at| bases.base_at(at, outer.as_ref()).map(|base| base.as_str().to_owned()));
        let [a, g, o] = ["https://a.example/f/", "https://a.example/f/g/", "https://o.example/"]
            .map(|text| Some(text.to_owned()));
        assert_eq!(found, [&o, &a, &g, &a, &a, &o].map(Clone::clone));
    }

    #[test]
    fn what_is_too_deep_or_too_long_is_passed_over() {
        let mut bases = Bases::default();
        bases.open(0, 1, "https://a.example/");
        bases.open(1, 2, &"x".repeat(MAX_BYTES + 1));
        for depth in 2..1_000 {
            bases.open(2, depth, "x/");
        }
        let base = bases.base_at(3, None).map(Url::as_str);
        assert_eq!(base, Some(&*format!("https://a.example/{}", "x/".repeat(MAX_NESTED - 1))));
    }
}
