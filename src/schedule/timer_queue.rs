//! What is due when: the numbers of attempts or lanes, ordered by instant.

use core::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::ids::NumberMap;
use crate::units::Millis;

/// Removed entries that are kept whatever is there.
const FEW: usize = 32;

/// Numbers, each at most once, ordered by instant, then by number; all but `retain` is logarithmic. Numbers, not ids, so that
/// one copy of the heap's code serves all. A heap, as a tree weighs more; what is removed stays in it until it comes first, or
/// outnumbers the rest.
#[derive(Debug, Default)]
pub(super) struct TimerQueue {
    /// The first was not removed.
    heap: BinaryHeap<Reverse<(Millis, u32)>>,
    /// The instant of each number that was not removed.
    instants: NumberMap<Millis>,
}

impl TimerQueue {
    /// Inserts a number that is not here.
    pub(super) fn insert(&mut self, at: Millis, number: u32) {
        self.heap.push(Reverse((at, number)));
        self.instants.insert(number, at);
    }

    pub(super) fn remove(&mut self, at: Millis, number: u32) {
        if self.instants.get(&number) == Some(&at) {
            self.instants.remove(&number);
            self.drop_removed();
        }
    }

    /// Removes the entries for which `keep` does not hold. Looks at every one, in order.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(u32) -> bool) {
        let mut kept = Vec::new();
        while let Some((at, number)) = self.pop_first() {
            if keep(number) {
                kept.push((at, number));
            }
        }
        for (at, number) in kept {
            self.insert(at, number);
        }
    }

    pub(super) fn clear(&mut self) {
        *self = Self::default();
    }

    pub(super) fn next(&self) -> Option<Millis> {
        self.heap.peek().map(|&Reverse((at, _))| at)
    }

    /// All entries: the earliest, then the others in no order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Millis, u32)> {
        let is_here = |&(at, number): &(Millis, u32)| self.instants.get(&number) == Some(&at);
        self.heap.iter().map(|&Reverse(entry)| entry).filter(is_here)
    }

    /// Takes the earliest entry that is due by `now`.
    pub(super) fn pop_due(&mut self, now: Millis) -> Option<u32> {
        if self.next()? > now {
            return None;
        }
        self.pop()
    }

    /// Takes the earliest entry, due or not.
    pub(super) fn pop(&mut self) -> Option<u32> {
        self.pop_first().map(|(_, number)| number)
    }

    fn pop_first(&mut self) -> Option<(Millis, u32)> {
        let Reverse((at, number)) = self.heap.pop()?;
        self.instants.remove(&number);
        self.drop_removed();
        Some((at, number))
    }

    /// Drops removed entries that come first, and all when they are many.
    fn drop_removed(&mut self) {
        let Self { heap, instants } = self;
        let is_here = |&Reverse((at, number)): &Reverse<(Millis, u32)>| instants.get(&number) == Some(&at);
        while heap.peek().is_some_and(|first| !is_here(first)) {
            heap.pop();
        }
        if heap.len() > 2 * instants.len() + FEW {
            heap.retain(is_here);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    const fn at(ms: f64) -> Millis {
        Millis::new(ms)
    }

    #[test]
    fn entries_come_in_the_order_of_their_instants_and_only_when_due() {
        let mut queue = TimerQueue::default();
        queue.insert(at(30.0), 1);
        queue.insert(at(10.0), 3);
        queue.insert(at(10.0), 2);
        assert_eq!(queue.next(), Some(at(10.0)));
        assert_eq!(queue.pop_due(at(9.9)), None);
        assert_eq!(queue.pop_due(at(10.0)), Some(2));
        assert_eq!(queue.pop_due(at(10.0)), Some(3));
        assert_eq!(queue.pop_due(at(29.0)), None);
        assert_eq!(queue.pop(), Some(1));
        assert_eq!(queue.next(), None);
    }

    #[test]
    fn a_removed_entry_leaves_no_wakeup_behind() {
        let mut queue = TimerQueue::default();
        queue.insert(at(10.0), 1);
        queue.remove(at(10.0), 1);
        queue.remove(at(10.0), 1);
        assert_eq!(queue.next(), None);
        queue.insert(at(10.0), 1);
        queue.insert(at(20.0), 2);
        queue.retain(|number| number == 2);
        assert_eq!(queue.next(), Some(at(20.0)));
    }

    #[test]
    fn removed_entries_do_not_pile_up() {
        let mut queue = TimerQueue::default();
        queue.insert(at(0.0), 0);
        for number in 1..10_000 {
            queue.insert(at(f64::from(number)), number);
            queue.remove(at(f64::from(number)), number);
            assert!(queue.heap.len() <= 2 + FEW);
        }
        assert_eq!((queue.pop(), queue.next()), (Some(0), None));
    }

    proptest! {
        #[test]
        fn it_is_a_set_in_order(steps in prop::collection::vec((0_u32..4, 0_u32..9, 0_u32..30), 0..400)) {
            let mut queue = TimerQueue::default();
            let mut model: BTreeSet<(Millis, u32)> = BTreeSet::new();
            for (step, instant, number) in steps {
                let instant = at(f64::from(instant));
                let known = model.iter().find(|&&(_, other)| other == number).copied();
                match (step, known) {
                    (0 | 1, Some((at, _))) => {
                        queue.remove(at, number);
                        model.remove(&(at, number));
                    }
                    (0 | 1, None) => {
                        queue.insert(instant, number);
                        model.insert((instant, number));
                    }
                    (2, _) => {
                        let due = model.first().copied().filter(|&(at, _)| at <= instant);
                        prop_assert_eq!(queue.pop_due(instant), due.map(|(_, number)| number));
                        model.retain(|&entry| Some(entry) != due);
                    }
                    _ => queue.remove(instant, number + 100),
                }
                prop_assert_eq!(queue.next(), model.first().map(|&(at, _)| at));
            }
            let mut seen = Vec::new();
            queue.retain(|number| {
                seen.push(number);
                number % 2 == 0
            });
            prop_assert!(seen.iter().eq(model.iter().map(|(_, number)| number)));
            prop_assert!(core::iter::from_fn(|| queue.pop()).eq(seen.into_iter().filter(|number| number % 2 == 0)));
        }
    }
}
