//! What the links of a document are called in it: kept for the rows that have one, each text once.

use core::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::arena;
use crate::ids::LinkId;

const LABEL_CHARS: usize = 120;

/// Labels by row: 8 bytes each, and each different text once; nothing for a row without.
#[derive(Clone, Debug, Default)]
pub(super) struct Labels {
    rows: Vec<LinkId>,
    /// For each of these rows the number of its text.
    texts: Vec<u32>,
    ends: Vec<u32>,
    arena: String,
    /// The number of each text, with its hash so that the table grows without reading the texts again.
    numbers: HashTable<(u64, u32)>,
    hasher: DefaultHashBuilder,
}

impl Labels {
    /// Adds the label of `row`, beyond all others, cut after 120 characters; empty ones and those past 2 GiB are lost.
    pub(super) fn push(&mut self, row: LinkId, label: &str) {
        let end = label.char_indices().nth(LABEL_CHARS).map_or(label.len(), |(at, _)| at);
        let label = label[..end].trim();
        if label.is_empty() {
            return;
        }
        if let Some(number) = self.number(label) {
            self.rows.push(row);
            self.texts.push(number);
        }
    }

    pub(super) fn get(&self, row: LinkId) -> Option<&str> {
        self.text(self.number_of(row)?)
    }

    /// The number of the label of `row`.
    pub(super) fn number_of(&self, row: LinkId) -> Option<u32> {
        self.texts.get(self.rows.binary_search(&row).ok()?).copied()
    }

    /// The label of that number.
    pub(super) fn text(&self, number: u32) -> Option<&str> {
        arena::get(&self.arena, &self.ends, number as usize)
    }

    /// Number of different texts.
    pub(super) fn distinct(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
    }

    /// Drops the labels of all rows from `len` on. There were `distinct` texts when there were `len` rows.
    pub(super) fn truncate(&mut self, len: u32, distinct: u32) {
        let kept = self.rows.partition_point(|&row| row < LinkId(len));
        self.rows.truncate(kept);
        self.texts.truncate(kept);
        for number in distinct..self.distinct() {
            let Some(dropped) = arena::get(&self.arena, &self.ends, number as usize) else { continue };
            let hash = self.hasher.hash_one(dropped);
            if let Ok(entry) = self.numbers.find_entry(hash, |&(_, known)| known == number) {
                entry.remove();
            }
        }
        self.ends.truncate(distinct as usize);
        self.arena.truncate(self.ends.last().map_or(0, |&end| end as usize));
    }

    /// The number of `label`, which is kept if it is new.
    fn number(&mut self, label: &str) -> Option<u32> {
        let text = |number: u32| arena::get(&self.arena, &self.ends, number as usize);
        // The links of a column come one after the other.
        if let Some(&last) = self.texts.last()
            && text(last) == Some(label)
        {
            return Some(last);
        }
        let hash = self.hasher.hash_one(label);
        let known = self.numbers.find(hash, |&(_, number)| text(number) == Some(label));
        if let Some(&(_, number)) = known {
            return Some(number);
        }
        let number = self.distinct();
        let end = arena::push(&mut self.arena, label, arena::MAX_BYTES)?;
        self.ends.push(end);
        self.numbers.insert_unique(hash, (hash, number), |&(hash, _)| hash);
        Some(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once_however_many_rows_have_it() {
        let mut labels = Labels::default();
        for row in 0..6 {
            labels.push(LinkId(2 * row), if row % 2 == 0 { "even" } else { "odd" });
        }
        assert_eq!(
            [0, 1, 2, 10].map(|row| labels.get(LinkId(row))),
            [Some("even"), None, Some("odd"), Some("odd")]
        );
        assert_eq!((labels.distinct(), labels.arena.as_str()), (2, "evenodd"));
    }

    #[test]
    fn labels_that_are_cut_off_leave_nothing() {
        let mut labels = Labels::default();
        labels.push(LinkId(1), "kept");
        let distinct = labels.distinct();
        labels.push(LinkId(3), "dropped");
        labels.push(LinkId(4), "kept");
        labels.truncate(3, distinct);
        assert_eq!([1, 3, 4].map(|row| labels.get(LinkId(row))), [Some("kept"), None, None]);
        labels.push(LinkId(3), "new");
        labels.push(LinkId(4), "dropped");
        assert_eq!(
            [1, 3, 4].map(|row| labels.get(LinkId(row))),
            [Some("kept"), Some("new"), Some("dropped")]
        );
    }

    #[test]
    fn a_long_label_is_cut_between_characters_and_a_blank_one_is_none() {
        let mut labels = Labels::default();
        labels.push(LinkId(0), &"é".repeat(300));
        labels.push(LinkId(1), " \t");
        assert_eq!(labels.get(LinkId(0)).map(|label| label.chars().count()), Some(LABEL_CHARS));
        assert_eq!(labels.get(LinkId(1)), None);
    }
}
