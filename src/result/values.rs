//! A column of the table: one entry a target, and no memory at all until the first one is written.

/// `len` entries, all `missing` until they are set. The memory comes with the first entry that is set, so a column
/// that stays hidden for a whole run (the phases of a site that does not allow them) costs nothing.
#[derive(Clone, Debug)]
pub(crate) struct Values<T> {
    entries: Vec<T>,
    len: u32,
    missing: T,
}

impl<T: Copy> Values<T> {
    pub(crate) const fn new(len: u32, missing: T) -> Self {
        Self { entries: Vec::new(), len, missing }
    }

    /// Makes room for `len` entries, no fewer than before; the new ones are `missing`.
    pub(crate) fn grow(&mut self, len: u32) {
        self.len = self.len.max(len);
        if !self.entries.is_empty() {
            self.entries.resize(self.len as usize, self.missing);
        }
    }

    /// The entry at `at`; `missing` past the end.
    pub(crate) fn get(&self, at: u32) -> T {
        self.entries.get(at as usize).copied().unwrap_or(self.missing)
    }

    /// Puts `value` at `at`; nothing happens past the end.
    pub(crate) fn set(&mut self, at: u32, value: T) {
        if at >= self.len {
            return;
        }
        if self.entries.is_empty() {
            self.entries = vec![self.missing; self.len as usize];
        }
        if let Some(entry) = self.entries.get_mut(at as usize) {
            *entry = value;
        }
    }

    pub(crate) fn clear(&mut self, at: u32) {
        if let Some(entry) = self.entries.get_mut(at as usize) {
            *entry = self.missing;
        }
    }

    /// All entries, or an empty slice while every one is missing.
    pub(crate) fn as_slice(&self) -> &[T] {
        &self.entries
    }
}

impl Values<f32> {
    pub(crate) fn put(&mut self, at: u32, value: Option<f32>) {
        match value {
            Some(value) => self.set(at, value),
            None => self.clear(at),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn memory_comes_with_the_first_value() {
        let mut values = Values::new(3, 9_u16);
        assert_eq!((values.get(0), values.as_slice().len()), (9, 0));
        values.clear(1);
        assert!(values.as_slice().is_empty());
        values.set(1, 4);
        assert_eq!(values.as_slice(), [9, 4, 9]);
        values.clear(1);
        assert_eq!(values.as_slice(), [9, 9, 9]);
    }

    #[test]
    fn what_grows_keeps_its_entries() {
        let mut values = Values::new(1, 0_u8);
        values.grow(2);
        values.set(1, 7);
        values.grow(3);
        values.set(2, 8);
        assert_eq!(values.as_slice(), [0, 7, 8]);
    }

    #[test]
    fn nothing_is_written_past_the_end() {
        let mut values = Values::new(2, 0_u8);
        values.set(2, 7);
        assert!(values.as_slice().is_empty());
        assert_eq!(values.get(2), 0);
    }
}
