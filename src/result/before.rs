//! What came before the attempt that a row rests on.

use super::row::Detail;
use super::timing::Measure;
use crate::units::Millis;

impl Detail {
    /// How long the attempt was waited for, and since when, in words: since the end of the try before where that is known,
    /// whatever it was spent on (a pause, a queue, the user); else what the queue measured. `None` where nothing was sent.
    pub fn before(&self) -> Option<(&'static str, Millis)> {
        let queue = Millis::new(f64::from(self.row.measured(Measure::Queue)?));
        if self.row.attempts.is_none_or(|attempts| attempts <= 1) {
            return Some(("Before it, in Volley's queue", queue));
        }
        Some(match self.since_the_try_before() {
            Some(gap) => ("Before it, since the try before", gap),
            None => ("Before it: a pause, and Volley's queue", queue),
        })
    }

    fn since_the_try_before(&self) -> Option<Millis> {
        let [.., before, last] = self.attempts.as_slice() else { return None };
        let ended = before.started? + before.timing.total?;
        (before.attempt.checked_add(1) == Some(last.attempt)).then_some(last.started?.since(ended))
    }
}

#[cfg(test)]
mod tests {
    use crate::ids::{LinkId, TargetId};
    use crate::input::link::Position;
    use crate::input::list::LinkList;
    use crate::result::mask::Secrets;
    use crate::result::outcome::{AttemptEnd, Outcome};
    use crate::result::row::Detail;
    use crate::result::table::ResultTable;
    use crate::result::timing::{Provenance, Timing};
    use crate::units::Millis;

    fn list() -> LinkList {
        let mut list = LinkList::default();
        let source = list.begin_source("a.md").expect("room for a source");
        let target = list.add_target("https://a.test/", "https://a.test").expect("room for a target");
        list.add_link(Position { source, line: 1, column: 1 }, target);
        list
    }

    /// An attempt that began at `started`, after `queue` milliseconds of queue, and took 100.
    fn attempt(attempt: u8, started: f64, queue: f64) -> Outcome {
        let timing = Timing {
            provenance: Provenance::Clock,
            queue: Some(Millis::new(queue)),
            total: Some(Millis::new(100.0)),
            ..Timing::default()
        };
        let started = Some(Millis::new(started));
        Outcome { started, timing, ..Outcome::new(TargetId(0), attempt, AttemptEnd::NoVisibleAnswer) }
    }

    fn waited(outcomes: &[Outcome]) -> Option<(&'static str, f64)> {
        let (list, mut table) = (list(), ResultTable::new(&list(), None));
        for outcome in outcomes {
            table.reopen(TargetId(0));
            table.apply(outcome);
        }
        let detail = Detail::of(&list, &table, LinkId(0), Secrets::Masked).expect("a row");
        detail.before().map(|(words, time)| (words, time.get()))
    }

    #[test]
    fn a_first_attempt_waited_in_the_queue() {
        assert_eq!(waited(&[]), None);
        assert_eq!(waited(&[attempt(1, 7.0, 7.0)]), Some(("Before it, in Volley's queue", 7.0)));
    }

    #[test]
    fn a_later_one_is_counted_from_the_end_of_the_try_before_whoever_let_it_wait() {
        // The user retried it 1.8 seconds after its end, and it was sent at once.
        let tries = [attempt(1, 200.0, 200.0), attempt(2, 2_100.0, 0.8)];
        assert_eq!(waited(&tries), Some(("Before it, since the try before", 1_800.0)));
    }

    #[test]
    fn where_the_try_before_is_not_known_the_queue_is_told_as_that() {
        let tries = [attempt(1, 200.0, 200.0), attempt(3, 2_100.0, 12.0)];
        assert_eq!(waited(&tries), Some(("Before it: a pause, and Volley's queue", 12.0)));
    }
}
