//! The ranks of texts, found in steps: a three-way radix quicksort that looks at seven bytes at a time.
//!
//! Bentley and Sedgewick, "Fast Algorithms for Sorting and Searching Strings" (1997), with the bytes looked at kept
//! next to each text, as Ng and Kakehi, "Cache Efficient Radix Sort for String Sorting" (2007): comparing whole texts
//! would fetch each from memory twenty times over. What all texts of a group begin with is skipped at once.

use core::cmp::Ordering;

use super::leaf::Leaf;
use crate::ids::TargetId;
use crate::input::list::{LinkList, Origin};
use crate::result::table::{ResultTable, TextColumn};

#[derive(Clone, Copy, Debug)]
pub(in crate::result) enum RankedTexts {
    /// The URLs of the targets, then the texts of the rejected links.
    Urls,
    Hosts,
    Sources,
    Labels,
    /// The texts of a column, as the table numbers them.
    Column(TextColumn),
}

impl RankedTexts {
    fn count(self, list: &LinkList, table: &ResultTable) -> u32 {
        match self {
            Self::Urls => {
                let rejected = u32::try_from(list.rejected().len()).unwrap_or(u32::MAX);
                list.targets().len().saturating_add(rejected)
            }
            Self::Hosts => u32::try_from(list.origins().len()).unwrap_or(u32::MAX),
            Self::Sources => u32::try_from(list.sources().len()).unwrap_or(u32::MAX),
            Self::Labels => list.labels(),
            Self::Column(column) => table.texts(column).count(),
        }
    }

    /// The text with that number. What is not kept as such is written into `scratch`.
    fn text<'a>(
        self,
        list: &'a LinkList,
        table: &'a ResultTable,
        id: u32,
        scratch: &'a mut String,
    ) -> &'a [u8] {
        let text = match self {
            Self::Urls if id < list.targets().len() => {
                let url = list.targets().single(TargetId(id));
                if url.is_none() {
                    scratch.clear();
                    list.targets().write_url(TargetId(id), scratch);
                }
                url.or(Some(scratch))
            }
            Self::Urls => {
                let rejected = list.rejected().get((id - list.targets().len()) as usize);
                rejected.map(|rejected| &*rejected.text)
            }
            Self::Hosts => list.origins().get(id as usize).map(Origin::host),
            Self::Sources => list.sources().get(id as usize).map(|name| &**name),
            Self::Labels => list.label_text(id),
            Self::Column(column) => table.texts(column).text(id),
        };
        text.unwrap_or_default().as_bytes()
    }
}

/// Groups of at most this many texts are sorted by their keys in one piece: well under a millisecond.
const SMALL: usize = 4_096;
/// Groups of at most this many texts are sorted to the end in one piece: their texts fit into a cache.
const LEAF: usize = 512;
/// Cost of fully sorting one text, in units of one scanned text.
const LEAF_COST: usize = 3;
/// Bytes of a text in a key.
const KEY_BYTES: usize = 7;
/// The last byte of a key whose text goes on after it.
const GOES_ON: u64 = 8;
/// Texts that a pivot is chosen from.
const SAMPLES: usize = 31;

/// A text and seven of its bytes. The key's lowest byte counts them, so that a text comes before those it begins, and
/// equal keys that do not go on are equal texts.
#[derive(Clone, Copy, Debug)]
struct Item {
    key: u64,
    id: u32,
}

/// What is to be done with the items from `start` to `end`, whose texts are equal in the first `depth` bytes.
#[derive(Clone, Copy, Debug)]
struct Group {
    start: usize,
    end: usize,
    depth: usize,
    work: Work,
}

#[derive(Clone, Copy, Debug)]
enum Work {
    /// Find how many more bytes they share; the first `at` share `common`.
    Skip { at: usize, common: usize },
    /// Look up their keys, from `at` on.
    Load { at: usize },
    /// Sort them by their keys.
    Sort,
    /// Sort them by all that is left of their texts.
    Finish,
    /// Bring those below the pivot before `below`, those above it after `above`; `at` is looked at next.
    Split { pivot: u64, below: usize, at: usize, above: usize },
}

#[derive(Debug)]
pub(in crate::result) struct TextSort {
    texts: RankedTexts,
    items: Vec<Item>,
    ranks: Vec<u32>,
    groups: Vec<Group>,
    scratch: String,
    leaf: Leaf,
}

impl TextSort {
    pub(in crate::result) fn new(texts: RankedTexts, list: &LinkList, table: &ResultTable) -> Self {
        let count = texts.count(list, table);
        let items: Vec<Item> = (0..count).map(|id| Item { key: 0, id }).collect();
        let end = items.len();
        let mut sort = Self {
            texts,
            items,
            ranks: vec![0; end],
            groups: Vec::new(),
            scratch: String::new(),
            leaf: Leaf::default(),
        };
        sort.push(0, end, 0);
        sort
    }

    /// For each text its rank: how many come before it. Equal texts have equal ranks.
    pub(in crate::result) fn into_ranks(self) -> Vec<u32> {
        self.ranks
    }

    /// Moves on by about `left` texts, taking off what it used; returns whether all are ranked. Later texts are not.
    pub(in crate::result) fn step(&mut self, list: &LinkList, table: &ResultTable, left: &mut usize) -> bool {
        while let Some(group) = self.groups.pop() {
            if *left == 0 {
                self.groups.push(group);
                return false;
            }
            match group.work {
                Work::Skip { at, common } => self.skip(group, at, common, list, table, left),
                Work::Load { at } => self.load(group, at, list, table, left),
                Work::Sort if group.end - group.start <= SMALL => self.sort_small(group, left),
                Work::Sort => {
                    let Group { start, end, .. } = group;
                    let work =
                        Work::Split { pivot: self.pivot(start, end), below: start, at: start, above: end };
                    self.groups.push(Group { work, ..group });
                }
                Work::Finish => self.finish(group, list, table, left),
                Work::Split { pivot, below, at, above } => self.split(group, pivot, [below, at, above], left),
            }
        }
        true
    }

    /// Takes on the items from `start` to `end`, whose texts are equal in the first `depth` bytes and may go on.
    fn push(&mut self, start: usize, end: usize, depth: usize) {
        let work =
            if end - start > LEAF { Work::Skip { at: start + 1, common: usize::MAX } } else { Work::Finish };
        self.groups.push(Group { start, end, depth, work });
    }

    fn skip(
        &mut self,
        group: Group,
        at: usize,
        mut common: usize,
        list: &LinkList,
        table: &ResultTable,
        left: &mut usize,
    ) {
        let Group { start, end, depth, .. } = group;
        let mut first = String::new();
        let model =
            self.texts.text(list, table, self.items[start].id, &mut first).get(depth..).unwrap_or(&[]);
        common = common.min(model.len());
        let to = end.min(at.saturating_add(*left));
        for item in &self.items[at..to] {
            *left -= 1;
            let text = self.texts.text(list, table, item.id, &mut self.scratch).get(depth..).unwrap_or(&[]);
            common = model[..common].iter().zip(text).take_while(|(a, b)| a == b).count();
            if common < KEY_BYTES {
                // A key holds as much: nothing is gained by skipping it, nor by looking at the rest.
                self.groups.push(Group { work: Work::Load { at: start }, ..group });
                return;
            }
        }
        self.groups.push(if to < end {
            Group { work: Work::Skip { at: to, common }, ..group }
        } else {
            Group { work: Work::Load { at: start }, depth: depth + common, ..group }
        });
    }

    fn load(&mut self, group: Group, at: usize, list: &LinkList, table: &ResultTable, left: &mut usize) {
        let to = group.end.min(at.saturating_add(*left));
        for item in &mut self.items[at..to] {
            let text = self.texts.text(list, table, item.id, &mut self.scratch);
            item.key = key(text.get(group.depth..).unwrap_or(&[]));
        }
        *left -= to - at;
        let work = if to == group.end { Work::Sort } else { Work::Load { at: to } };
        self.groups.push(Group { work, ..group });
    }

    fn sort_small(&mut self, group: Group, left: &mut usize) {
        let Group { start, end, depth, .. } = group;
        let items = &mut self.items[start..end];
        items.sort_unstable_by_key(|item| item.key);
        *left -= items.len().min(*left);
        let mut from = start;
        while from < end {
            let key = self.items[from].key;
            let equal = self.items[from..end].iter().take_while(|item| item.key == key).count();
            self.settle(from, from + equal, depth);
            from += equal;
        }
    }

    fn finish(&mut self, group: Group, list: &LinkList, table: &ResultTable, left: &mut usize) {
        let Group { start, end, depth, .. } = group;
        *left -= (LEAF_COST * (end - start)).min(*left);
        self.leaf.clear();
        for item in &self.items[start..end] {
            let text = self.texts.text(list, table, item.id, &mut self.scratch);
            self.leaf.push(item.id, text.get(depth..).unwrap_or(&[]));
        }
        self.leaf.rank(start, &mut self.ranks);
    }

    /// Ranks the items from `start` to `end`, whose keys at `depth` are equal; takes them on where their texts go on.
    fn settle(&mut self, start: usize, end: usize, depth: usize) {
        if end - start > 1 && self.items[start].key & 0xff == GOES_ON {
            self.push(start, end, depth + KEY_BYTES);
            return;
        }
        let rank = u32::try_from(start).unwrap_or(u32::MAX);
        for item in &self.items[start..end] {
            self.ranks[item.id as usize] = rank;
        }
    }

    fn split(&mut self, group: Group, pivot: u64, bounds: [usize; 3], left: &mut usize) {
        let [mut below, mut at, mut above] = bounds;
        while at < above && *left > 0 {
            *left -= 1;
            match self.items[at].key.cmp(&pivot) {
                Ordering::Less => {
                    self.items.swap(at, below);
                    below += 1;
                    at += 1;
                }
                Ordering::Equal => at += 1,
                Ordering::Greater => {
                    above -= 1;
                    self.items.swap(at, above);
                }
            }
        }
        if at < above {
            self.groups.push(Group { work: Work::Split { pivot, below, at, above }, ..group });
            return;
        }
        let Group { start, end, depth, .. } = group;
        for (start, end) in [(start, below), (above, end)] {
            if start < end {
                self.groups.push(Group { start, end, depth, work: Work::Sort });
            }
        }
        self.settle(below, above, depth);
    }

    /// The median key of a sample spread over the items from `start` to `end`.
    fn pivot(&self, start: usize, end: usize) -> u64 {
        let stride = (end - start) / SAMPLES;
        let mut sample: [u64; SAMPLES] = core::array::from_fn(|nth| self.items[start + nth * stride].key);
        sample.sort_unstable();
        sample[SAMPLES / 2]
    }
}

/// The first seven bytes of `text`, in an order of numbers that is that of the bytes.
fn key(text: &[u8]) -> u64 {
    let mut bytes = [0; 8];
    let taken = text.len().min(KEY_BYTES);
    bytes[..taken].copy_from_slice(&text[..taken]);
    let more = if text.len() > KEY_BYTES { GOES_ON } else { taken as u64 };
    u64::from_be_bytes(bytes) | more
}
