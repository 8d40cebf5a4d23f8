//! What is due when: entries in the order of their instants, each under the attempt it belongs to.

use std::collections::BTreeMap;

use super::action::AttemptId;
use crate::units::Millis;

/// Entries ordered by instant; those of one instant by attempt. Every operation costs the logarithm of their number.
#[derive(Debug)]
pub(super) struct Agenda<T> {
    entries: BTreeMap<(Millis, AttemptId), T>,
}

impl<T> Agenda<T> {
    /// An empty agenda.
    pub(super) const fn new() -> Self {
        Self { entries: BTreeMap::new() }
    }

    /// Enters `entry`; an attempt has at most one.
    pub(super) fn insert(&mut self, at: Millis, attempt: AttemptId, entry: T) {
        self.entries.insert((at, attempt), entry);
    }

    /// Strikes out the entry of `attempt`, if it is still there.
    pub(super) fn remove(&mut self, at: Millis, attempt: AttemptId) {
        self.entries.remove(&(at, attempt));
    }

    /// The instant of the earliest entry.
    pub(super) fn next(&self) -> Option<Millis> {
        self.entries.first_key_value().map(|(&(at, _), _)| at)
    }

    /// Takes the earliest entry that is due by `now`.
    pub(super) fn pop_due(&mut self, now: Millis) -> Option<(AttemptId, T)> {
        if self.next()? > now {
            return None;
        }
        self.pop()
    }

    /// Takes all entries that `select` picks, in order. Looks at every one.
    pub(super) fn take(&mut self, select: impl Fn(&T) -> bool) -> impl Iterator<Item = T> {
        self.entries.extract_if(.., move |_, entry| select(entry)).map(|(_, entry)| entry)
    }

    /// Takes the earliest entry, due or not.
    pub(super) fn pop(&mut self) -> Option<(AttemptId, T)> {
        self.entries.pop_first().map(|((_, attempt), entry)| (attempt, entry))
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
        let mut agenda = Agenda::new();
        agenda.insert(at(30.0), AttemptId(1), 'c');
        agenda.insert(at(10.0), AttemptId(3), 'b');
        agenda.insert(at(10.0), AttemptId(2), 'a');
        assert_eq!(agenda.next(), Some(at(10.0)));
        assert_eq!(agenda.pop_due(at(9.9)), None);
        assert_eq!(agenda.pop_due(at(10.0)), Some((AttemptId(2), 'a')));
        assert_eq!(agenda.pop_due(at(10.0)), Some((AttemptId(3), 'b')));
        assert_eq!(agenda.pop_due(at(29.0)), None);
        assert_eq!(agenda.pop(), Some((AttemptId(1), 'c')));
        assert_eq!(agenda.next(), None);
    }

    #[test]
    fn a_struck_entry_leaves_no_wakeup_behind() {
        let mut agenda = Agenda::new();
        agenda.insert(at(10.0), AttemptId(1), ());
        agenda.remove(at(10.0), AttemptId(1));
        agenda.remove(at(10.0), AttemptId(1));
        assert_eq!(agenda.next(), None);
    }
}
