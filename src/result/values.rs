//! A column of the table: one entry a target, and no memory for the pages that nothing is written to.

use super::pages::Pages;
use crate::ids::TargetId;

/// `len` entries, all `missing` until they are set. A column that stays hidden for a whole run (the phases of a site
/// that does not allow them) costs nothing, and a copy shares what neither side writes to.
#[derive(Clone, Debug)]
pub(crate) struct Values<T> {
    entries: Pages<T>,
    len: u32,
}

impl<T: Copy> Values<T> {
    pub(crate) const fn new(len: u32, missing: T) -> Self {
        Self { entries: Pages::new(missing), len }
    }

    /// Makes room for `len` entries, no fewer than before; the new ones are `missing`.
    pub(crate) fn grow(&mut self, len: u32) {
        self.len = self.len.max(len);
    }

    /// The entry at `at`; `missing` past the end.
    pub(crate) fn get(&self, at: TargetId) -> T {
        *self.entries.get(at.0)
    }

    /// Puts `value` at `at`; nothing happens past the end.
    pub(crate) fn set(&mut self, at: TargetId, value: T) {
        if at.0 < self.len {
            self.entries.set(at.0, value);
        }
    }

    /// Makes the entry at `at` missing again.
    pub(crate) fn clear(&mut self, at: TargetId) {
        self.entries.clear(at.0);
    }

    /// Sets every missing entry to `value`, and calls `each` with its place.
    pub(crate) fn fill(&mut self, value: T, mut each: impl FnMut(TargetId))
    where
        T: PartialEq,
    {
        self.entries.fill(self.len, &value, |at| each(TargetId(at)));
    }

    /// The entries that were ever set, with their places, and some that were not.
    pub(crate) fn written(&self) -> impl Iterator<Item = (TargetId, T)> {
        self.entries.written().map(|(at, &value)| (TargetId(at), value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_grows_keeps_its_entries() {
        let mut values = Values::new(1, 9_u8);
        values.set(TargetId(0), 6);
        values.grow(2);
        values.set(TargetId(1), 7);
        values.grow(3);
        values.set(TargetId(2), 8);
        values.clear(TargetId(0));
        assert_eq!([0, 1, 2, 3].map(|at| values.get(TargetId(at))), [9, 7, 8, 9]);
    }

    #[test]
    fn nothing_is_written_past_the_end() {
        let mut values = Values::new(2, 0_u8);
        values.set(TargetId(2), 7);
        assert_eq!((values.get(TargetId(2)), values.written().count()), (0, 0));
    }
}
