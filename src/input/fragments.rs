//! The fragments of links: shown, never sent, and kept for the few links that have one.

use super::arena;
use crate::ids::LinkId;

/// Fragments by row: 8 bytes each and their text, nothing for a row without.
#[derive(Clone, Debug, Default)]
pub(super) struct Fragments {
    rows: Vec<LinkId>,
    ends: Vec<u32>,
    text: String,
}

impl Fragments {
    pub(super) const fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds the fragment of `row`, which is beyond all that have one. What no longer fits in 2 GiB is dropped.
    pub(super) fn push(&mut self, row: LinkId, fragment: &str) {
        if let Some(end) = arena::push(&mut self.text, fragment, arena::MAX_BYTES) {
            self.rows.push(row);
            self.ends.push(end);
        }
    }

    /// The fragment of `row`, without its `#`; `None` when it has none.
    pub(super) fn get(&self, row: LinkId) -> Option<&str> {
        let at = self.rows.binary_search(&row).ok()?;
        arena::get(&self.text, &self.ends, at)
    }

    pub(super) fn truncate(&mut self, len: u32) {
        let kept = self.rows.partition_point(|&row| row < LinkId(len));
        self.rows.truncate(kept);
        self.ends.truncate(kept);
        self.text.truncate(self.ends.last().map_or(0, |&end| end as usize));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fragments_are_found_by_row_until_cut() {
        let mut fragments = Fragments::default();
        fragments.push(LinkId(2), "a");
        fragments.push(LinkId(5), "");
        fragments.push(LinkId(9), "ccc");
        assert_eq!(
            [2, 3, 5, 9].map(|row| fragments.get(LinkId(row))),
            [Some("a"), None, Some(""), Some("ccc")]
        );
        fragments.truncate(5);
        assert_eq!([2, 5, 9].map(|row| fragments.get(LinkId(row))), [Some("a"), None, None]);
        fragments.push(LinkId(5), "new");
        assert_eq!(fragments.get(LinkId(5)), Some("new"));
    }
}
