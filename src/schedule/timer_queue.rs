//! What is due when: the numbers of attempts or lanes, ordered by instant.

use std::collections::BTreeSet;

use crate::units::Millis;

/// Numbers ordered by instant, then by number; all but `retain` is logarithmic. Numbers, not ids, so that one copy of
/// the tree's code serves all.
#[derive(Debug, Default)]
pub(super) struct TimerQueue {
    entries: BTreeSet<(Millis, u32)>,
}

impl TimerQueue {
    pub(super) fn insert(&mut self, at: Millis, number: u32) {
        self.entries.insert((at, number));
    }

    pub(super) fn remove(&mut self, at: Millis, number: u32) {
        self.entries.remove(&(at, number));
    }

    /// Removes the entries for which `keep` does not hold. Looks at every one, in order.
    pub(super) fn retain(&mut self, mut keep: impl FnMut(u32) -> bool) {
        self.entries.retain(|&(_, number)| keep(number));
    }

    pub(super) fn clear(&mut self) {
        self.entries.clear();
    }

    pub(super) fn next(&self) -> Option<Millis> {
        self.entries.first().map(|&(at, _)| at)
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
        self.entries.pop_first().map(|(_, number)| number)
    }
}

#[cfg(test)]
mod tests {
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
}
