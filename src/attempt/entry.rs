//! The browser's Resource Timing entry of an attempt, found by a fragment in the attempt's URL.

use crate::ids::RunId;
use crate::result::marks::Marks;
use crate::result::outcome::Outcome;
use crate::result::timing::{Provenance, Timing};
use crate::schedule::action::AttemptId;

/// The start of our fragment: `#v.<run>.<attempt>`. It is never sent, and stays in the entry's name.
pub const FRAGMENT_START: &str = "#v.";
/// Numbers that `entries.js` writes for one entry: the fields of [`Marks`], in their order.
pub const MARKS: usize = 10;

/// The entry of one attempt.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TimingEntry {
    /// The phases; `None` if the site does not allow them.
    pub timing: Option<Timing>,
    /// The protocol as ALPN names it.
    pub protocol: Option<Box<str>>,
}

impl TimingEntry {
    fn of(marks: [f64; MARKS], protocol: &str) -> Self {
        let protocol = (!protocol.is_empty()).then(|| protocol.into());
        Self { timing: Marks::of(marks).timing(), protocol }
    }

    /// Adds its phases to `outcome`; the clock's total stays if they are hidden.
    pub(super) fn complete(self, outcome: &mut Outcome) {
        let Timing { queue, provenance, .. } = outcome.timing;
        if let Some(timing) = self.timing {
            outcome.timing = Timing { queue, ..timing };
            if provenance == Provenance::Extension {
                outcome.timing.provenance = provenance;
            }
        }
        outcome.protocol = self.protocol;
    }
}

/// Appends the fragment of an attempt to its URL.
pub fn write_fragment(url: &mut String, run: RunId, attempt: AttemptId) {
    use core::fmt::Write as _;
    // Writing to a String cannot fail.
    let _ = write!(url, "{FRAGMENT_START}{}.{}", run.0, attempt.0);
}

/// The run and attempt of `<run>.<attempt>`.
pub fn read_mark(mark: &str) -> Option<(RunId, AttemptId)> {
    let (run, attempt) = mark.split_once('.')?;
    Some((RunId(run.parse().ok()?), AttemptId(attempt.parse().ok()?)))
}

/// The entries that `entries.js` read: a line `<run>.<attempt> <protocol>` for each, and [`MARKS`] numbers.
pub fn read_entries(lines: &str, marks: &[f64]) -> impl Iterator<Item = (RunId, AttemptId, TimingEntry)> {
    let (marks, _) = marks.as_chunks::<MARKS>();
    lines.split('\n').zip(marks).filter_map(|(line, &marks)| {
        let (mark, protocol) = line.split_once(' ')?;
        let (run, attempt) = read_mark(mark)?;
        Some((run, attempt, TimingEntry::of(marks, protocol)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::units::Millis;

    const SEEN: [f64; MARKS] = [1.0, 1.0, 1.0, 2.0, 2.0, 0.0, 4.0, 5.0, 9.0, 10.0];
    const HIDDEN: [f64; MARKS] = [1.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 10.0];

    #[test]
    fn entries_are_read_with_the_numbers_at_their_place() {
        let marks = [SEEN, HIDDEN, SEEN].concat();
        // A fragment of somebody else's that looks like ours.
        let read: Vec<_> = read_entries("1.7 h2\n1.x h2\n2.4294967295 ", &marks).collect();
        let [(run, attempt, first), (other, last, bare)] = read.as_slice() else { panic!("{read:?}") };
        assert_eq!((*run, *attempt, *other, *last), (RunId(1), AttemptId(7), RunId(2), AttemptId(u32::MAX)));
        assert_eq!((first.protocol.as_deref(), bare.protocol.as_deref()), (Some("h2"), None));
        assert_eq!(first.timing.expect("they are shown").total, Some(Millis::new(9.0)));
        let read: Vec<_> = read_entries("1.1 h3", &HIDDEN).collect();
        assert_eq!(read[0].2, TimingEntry { timing: None, protocol: Some("h3".into()) });
        assert_eq!(read_entries("", &[]).count(), 0);
    }

    #[test]
    fn a_fragment_is_read_as_it_was_written() {
        let mut url = "https://a.test/".to_owned();
        write_fragment(&mut url, RunId(3), AttemptId(12));
        assert_eq!(url, "https://a.test/#v.3.12");
        assert_eq!(read_mark(&url["https://a.test/#v.".len()..]), Some((RunId(3), AttemptId(12))));
        for mark in ["", "3", "3.", ".1", "3.1.2", "-3.1", "3.4294967296"] {
            assert_eq!(read_mark(mark), None, "{mark}");
        }
    }
}
