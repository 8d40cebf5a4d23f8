//! Which target a URL is already: what makes links share a request.

use core::hash::BuildHasher as _;

use hashbrown::{DefaultHashBuilder, HashTable};

use super::target::Targets;
use crate::ids::TargetId;

/// A target, with the part of its URL's hash that is kept so that the table can grow without reading the URLs again.
#[derive(Clone, Copy, Debug)]
struct Entry {
    hash: u32,
    target: TargetId,
}

/// The targets of single links, by their URLs: 8 bytes each, the URLs stay in the arena of [`Targets`].
#[derive(Clone, Debug, Default)]
pub(super) struct TargetIndex {
    table: HashTable<Entry>,
    hasher: DefaultHashBuilder,
}

impl TargetIndex {
    pub(super) fn find(&self, url: &str, targets: &Targets) -> Option<TargetId> {
        let hash = self.hash(url);
        let same = |entry: &Entry| entry.hash == hash && targets.single(entry.target) == Some(url);
        self.table.find(spread(hash), same).map(|entry| entry.target)
    }

    /// Adds a target for `url`, which is not in the index.
    pub(super) fn insert(&mut self, url: &str, target: TargetId) {
        let hash = self.hash(url);
        self.table.insert_unique(spread(hash), Entry { hash, target }, |entry| spread(entry.hash));
    }

    /// Drops all targets from number `len` on; `targets` still holds them.
    pub(super) fn truncate(&mut self, len: u32, targets: &Targets) {
        let gone = targets.len().saturating_sub(len);
        // If few targets go, look each up instead of scanning the table. A pattern counts as many targets, but has no
        // entry.
        if (gone as usize) < self.table.len() / 16 {
            for target in TargetId(len).take(gone) {
                let Some(url) = targets.single(target) else { continue };
                if let Ok(entry) =
                    self.table.find_entry(spread(self.hash(url)), |entry| entry.target == target)
                {
                    entry.remove();
                }
            }
        } else {
            self.table.retain(|entry| entry.target.0 < len);
        }
    }

    fn hash(&self, url: &str) -> u32 {
        let hash = self.hasher.hash_one(url.as_bytes());
        // The halves folded together: 32 bits are enough to tell 5,000,000 targets apart in nearly all cases.
        #[expect(clippy::cast_possible_truncation, reason = "the lower half of the fold is what is kept")]
        let folded = (hash ^ (hash >> 32)) as u32;
        folded
    }
}

/// A hash whose upper and lower half both vary: the table looks at the upper bits on 64-bit machines.
fn spread(hash: u32) -> u64 {
    u64::from(hash) << 32 | u64::from(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(number: u32) -> String {
        format!("https://a.example/{number}")
    }

    #[test]
    fn a_cut_forgets_what_came_last_whether_it_is_little_or_much() {
        for kept in [990, 10] {
            let (mut index, mut targets) = (TargetIndex::default(), Targets::default());
            for number in 0..1_000 {
                let target = targets.push_literal(&url(number)).expect("there is room");
                index.insert(&url(number), target);
            }
            index.truncate(kept, &targets);
            targets.truncate(kept);
            for number in 0..1_000 {
                assert_eq!(index.find(&url(number), &targets), (number < kept).then_some(TargetId(number)));
            }
            assert_eq!(index.table.len(), kept as usize);
        }
    }
}
