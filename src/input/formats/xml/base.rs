//! The bases that the elements of an XML document set for what is in them (XML Base, RFC 4287, 2).

use crate::input::document_links::WrittenBase;

/// Most bases that count one within the other: each is joined to the one before.
const MAX_NESTED: usize = 8;
/// Longest base that counts, in bytes.
const MAX_BYTES: usize = 2_048;

/// Which base counts where, in text order. Bases too long or too deep are passed over: they cost more than their text.
#[derive(Debug, Default)]
pub(in crate::input::formats) struct Bases {
    /// All of them, as they are written.
    pub(in crate::input::formats) all: Vec<WrittenBase>,
    /// From which byte on which base counts.
    changes: Vec<(usize, Option<u32>)>,
    /// The bases that are open, each with the depth of its element.
    open: Vec<(u64, u32)>,
    /// How many of the changes were passed.
    passed: usize,
}

impl Bases {
    /// The base of a whole document, which writes it so.
    pub(in crate::input::formats) fn of_document(written: Option<Box<str>>) -> Self {
        let mut bases = Self::default();
        if let Some(written) = written {
            bases.add(0, written.into());
        }
        bases
    }

    /// An element at `depth`, whose tag begins at byte `at`, sets `written` as its base.
    pub(super) fn open(&mut self, at: usize, depth: u64, written: &str) {
        if written.len() <= MAX_BYTES && self.open.len() < MAX_NESTED {
            let number = self.add(at, written.to_owned());
            self.open.push((depth, number));
        }
    }

    fn add(&mut self, at: usize, written: String) -> u32 {
        let number = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
        let outer = self.open.last().map(|&(_, base)| base);
        self.changes.push((at, Some(number)));
        self.all.push(WrittenBase { outer, written });
        number
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

    /// The number of the base of a link at byte `at`; `None` for that of the user. Calls must not go backwards.
    pub(in crate::input::formats) fn number_at(&mut self, at: usize) -> Option<u32> {
        while self.changes.get(self.passed).is_some_and(|&(from, _)| from <= at) {
            self.passed += 1;
        }
        let change = self.passed.checked_sub(1).and_then(|last| self.changes.get(last));
        change.and_then(|&(_, base)| base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_base_counts_within_its_element() {
        let mut bases = Bases::default();
        bases.open(10, 1, "https://a.example/f/");
        bases.open(20, 2, "g/");
        bases.close(30, 1);
        bases.close(40, 0);
        let found = [5, 10, 25, 30, 39, 40].map(|at| bases.number_at(at));
        assert_eq!(found, [None, Some(0), Some(1), Some(0), Some(0), None]);
        assert_eq!(bases.all.iter().map(|base| base.outer).collect::<Vec<_>>(), [None, Some(0)]);
    }

    #[test]
    fn what_is_too_deep_or_too_long_is_passed_over() {
        let mut bases = Bases::default();
        bases.open(0, 1, "https://a.example/");
        bases.open(1, 2, &"x".repeat(MAX_BYTES + 1));
        for depth in 2..1_000 {
            bases.open(2, depth, "x/");
        }
        assert_eq!(bases.number_at(3), Some(7));
        assert_eq!(bases.all.len(), MAX_NESTED);
    }

    #[test]
    fn the_base_of_a_document_counts_from_its_first_byte_on() {
        assert_eq!(Bases::of_document(Some("b/".into())).number_at(0), Some(0));
        assert_eq!(Bases::of_document(None).number_at(9), None);
    }
}
