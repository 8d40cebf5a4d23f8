//! When an origin has shown so many requests in a row no answer, and none ever before, that this is said once.

use crate::result::outcome::AttemptEnd;

/// So many in a row are no accident.
const MANY: u8 = 10;

/// The requests of a lane that showed no answer, while none has shown one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct HiddenStreak {
    hidden: u8,
    /// An answer was shown, or it was said.
    is_settled: bool,
}

impl HiddenStreak {
    /// Takes note of an end; returns whether it is to be said now. A probe's end says nothing new.
    pub(super) fn take(&mut self, end: &AttemptEnd) -> bool {
        match end {
            AttemptEnd::NoVisibleAnswer if !self.is_settled => {
                self.hidden += 1;
                self.is_settled = self.hidden == MANY;
                self.is_settled
            }
            AttemptEnd::Answered { .. } | AttemptEnd::NetworkError(_) => {
                self.is_settled = true;
                false
            }
            _ => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::result::outcome::BodyEnd;

    const HIDDEN: AttemptEnd = AttemptEnd::NoVisibleAnswer;
    const READABLE: AttemptEnd =
        AttemptEnd::Answered { status: 404, redirected: false, body: BodyEnd::Absent };

    fn said(ends: impl IntoIterator<Item = AttemptEnd>) -> Vec<usize> {
        let mut streak = HiddenStreak::default();
        (1..).zip(ends).filter(|(_, end)| streak.take(end)).map(|(at, _)| at).collect()
    }

    #[test]
    fn the_tenth_in_a_row_is_said_once() {
        assert_eq!(said([HIDDEN; 50]), [10]);
        assert_eq!(said([HIDDEN; 9]), [0_usize; 0]);
        let timed_out = AttemptEnd::TimedOut { status: None, after_ms: 1 };
        let between = [HIDDEN; 5].into_iter().chain([timed_out]).chain([HIDDEN; 5]);
        assert_eq!(said(between), [11], "a timeout says nothing of it");
    }

    #[test]
    fn an_origin_that_was_ever_readable_hides_nothing() {
        assert_eq!(said([READABLE].into_iter().chain([HIDDEN; 50])), [0_usize; 0]);
        assert_eq!(said([HIDDEN; 9].into_iter().chain([READABLE]).chain([HIDDEN; 50])), [0_usize; 0]);
    }
}
