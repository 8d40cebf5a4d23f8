//! A stable sort of rows by 32-bit keys, in steps: a radix sort from the lowest digit up.

use crate::ids::LinkId;

/// Bits of a digit; three digits hold a key.
const DIGIT_BITS: u32 = 11;
const DIGITS: usize = 3;
const VALUES: usize = 1 << DIGIT_BITS;

/// Rows with their keys, sorted by key in steps; equal keys stay in the order in which they were pushed.
#[derive(Debug)]
pub(in crate::result) struct Radix {
    /// The key in the upper half, the row in the lower.
    pairs: Vec<u64>,
    /// Where the current pass writes to.
    target: Vec<u64>,
    /// How often each value of each digit occurs; during a pass, where its next pair goes.
    counts: Vec<[u32; VALUES]>,
    digit: usize,
    at: usize,
}

impl Radix {
    pub(in crate::result) fn with_room(rows: u32) -> Self {
        Self {
            pairs: Vec::with_capacity(rows as usize),
            target: Vec::new(),
            counts: vec![[0; VALUES]; DIGITS],
            digit: 0,
            at: 0,
        }
    }

    pub(in crate::result) fn len(&self) -> u32 {
        u32::try_from(self.pairs.len()).unwrap_or(u32::MAX)
    }

    pub(in crate::result) fn push(&mut self, key: u32, row: LinkId) {
        let pair = u64::from(key) << 32 | u64::from(row.0);
        self.pairs.push(pair);
        for (digit, counts) in self.counts.iter_mut().enumerate() {
            counts[value(pair, digit)] += 1;
        }
    }

    /// Moves on by about `left` rows, from which it takes what it used, and returns whether all is sorted.
    pub(in crate::result) fn step(&mut self, left: &mut usize) -> bool {
        while self.digit < DIGITS {
            if *left == 0 {
                return false;
            }
            if self.at == 0 && !self.begin_pass() {
                self.digit += 1;
                continue;
            }
            let Some(counts) = self.counts.get_mut(self.digit) else { return true };
            let to = self.pairs.len().min(self.at.saturating_add(*left));
            for &pair in &self.pairs[self.at..to] {
                let place = &mut counts[value(pair, self.digit)];
                self.target[*place as usize] = pair;
                *place += 1;
            }
            *left -= to - self.at;
            self.at = to;
            if to == self.pairs.len() {
                core::mem::swap(&mut self.pairs, &mut self.target);
                self.at = 0;
                self.digit += 1;
            }
        }
        true
    }

    /// Turns counts into places; `false` when the pass would change nothing, because all rows have the same digit.
    fn begin_pass(&mut self) -> bool {
        let all = self.pairs.len();
        let Some(counts) = self.counts.get_mut(self.digit) else { return false };
        if counts.iter().any(|&count| count as usize == all) {
            return false;
        }
        let mut place = 0;
        for count in counts.iter_mut() {
            place += core::mem::replace(count, place);
        }
        self.target.resize(all, 0);
        true
    }

    pub(in crate::result) fn into_rows(self) -> Vec<LinkId> {
        #[expect(clippy::cast_possible_truncation, reason = "the lower half is the row")]
        self.pairs.into_iter().map(|pair| LinkId(pair as u32)).collect()
    }
}

#[expect(clippy::cast_possible_truncation, reason = "masked to a digit")]
const fn value(pair: u64, digit: usize) -> usize {
    (pair >> (32 + DIGIT_BITS * digit as u32)) as usize & (VALUES - 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn it_sorts_as_a_stable_sort_does_whatever_the_steps(
            keys in proptest::collection::vec(
                prop_oneof![any::<u32>(), 0..4_u32, Just(u32::MAX), (0..9_u32).prop_map(|key| key << 15)],
                0..300,
            ),
            step in 1..50_usize,
        ) {
            let mut radix = Radix::with_room(8);
            for (row, &key) in (0..).zip(&keys) {
                radix.push(key, LinkId(row));
            }
            while !radix.step(&mut step.clone()) {}
            let mut rows: Vec<LinkId> = (0..).map(LinkId).take(keys.len()).collect();
            rows.sort_by_key(|&row| keys[row.index()]);
            prop_assert_eq!(radix.into_rows(), rows);
        }
    }
}
