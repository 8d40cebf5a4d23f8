//! Whether a target is asked again. The decision alone: how long it waits is [`backoff`](super::backoff)'s.

use crate::result::outcome::AttemptEnd;

/// How often a target that the browser refused is asked again.
const MAX_REFUSALS: u8 = 3;

/// What a target has been through.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Tries {
    /// Attempts started.
    pub(super) started: u8,
    /// Those of them that were counted as retries.
    pub(super) retries: u8,
    /// How often the browser refused.
    pub(super) refusals: u8,
    /// Whether it is asked narrowly from now on: only where a connection of the browser is sure to be free.
    pub(super) narrow: bool,
}

/// A further attempt, granted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Further {
    /// What the target has been through, this decision included.
    pub(super) tries: Tries,
    /// Which delay of the growing series comes before it, from 1; 0 for none.
    pub(super) backoff: u8,
}

/// The further attempt that follows an attempt that ended in `end`; `None` when its end is the verdict.
///
/// `crowded` says that the attempt was started with more in flight to its origin than the browser has connections.
/// `retries` is what the user allows.
pub(super) fn further(end: &AttemptEnd, crowded: bool, tries: Tries, retries: u8) -> Option<Further> {
    match end {
        // It may never have left the browser, so it neither counts nor calls for a delay. A narrow attempt is never
        // crowded: this happens once to a target, and its last attempt leaves no doubt.
        AttemptEnd::TimedOut { status: None, .. } if crowded => {
            Some(Further { tries: Tries { narrow: true, ..tries }, backoff: 0 })
        }
        AttemptEnd::TimedOut { .. } | AttemptEnd::Answered { status: 429 | 502 | 503 | 504, .. }
            if tries.retries < retries =>
        {
            let nth = tries.retries + 1;
            Some(Further { tries: Tries { retries: nth, ..tries }, backoff: nth })
        }
        AttemptEnd::Refused if tries.refusals < MAX_REFUSALS => {
            let nth = tries.refusals + 1;
            Some(Further { tries: Tries { refusals: nth, ..tries }, backoff: nth })
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::result::not_sent::NotSent;
    use crate::result::outcome::BodyEnd;

    const TIMED_OUT: AttemptEnd = AttemptEnd::TimedOut { status: None, after_ms: 10_000 };
    const FIRST: Tries = Tries { started: 1, retries: 0, refusals: 0, narrow: false };

    fn answered(status: u16) -> AttemptEnd {
        AttemptEnd::Answered { status, redirected: false, body: BodyEnd::Absent }
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        for status in [429, 502, 503, 504] {
            assert!(further(&answered(status), false, FIRST, 1).is_some(), "{status}");
        }
        for status in [200, 301, 400, 404, 408, 500, 501, 505, 999] {
            assert_eq!(further(&answered(status), true, FIRST, 9), None, "{status}");
        }
        for end in
            [AttemptEnd::NoVisibleAnswer, AttemptEnd::Cancelled, AttemptEnd::NotSent(NotSent::BlockedPort)]
        {
            assert_eq!(further(&end, true, FIRST, 9), None, "{end:?}");
        }
    }

    #[test]
    fn retries_are_counted_and_their_delays_grow() {
        let first = further(&TIMED_OUT, false, FIRST, 2).expect("a retry is left");
        assert_eq!((first.tries.retries, first.backoff), (1, 1));
        let second = further(&answered(503), false, first.tries, 2).expect("a retry is left");
        assert_eq!((second.tries.retries, second.backoff), (2, 2));
        assert_eq!(further(&TIMED_OUT, false, second.tries, 2), None);
    }

    #[test]
    fn a_timeout_in_a_crowd_is_tried_narrowly_at_once_and_not_counted() {
        let narrow = further(&TIMED_OUT, true, FIRST, 0).expect("a narrow attempt is free");
        assert_eq!(narrow, Further { tries: Tries { narrow: true, ..FIRST }, backoff: 0 });
        assert_eq!(further(&TIMED_OUT, false, narrow.tries, 0), None);
    }

    #[test]
    fn a_timeout_after_the_headers_is_beyond_doubt() {
        let end = AttemptEnd::TimedOut { status: Some(200), after_ms: 10_000 };
        assert_eq!(further(&end, true, FIRST, 0), None);
        assert!(!further(&end, true, FIRST, 1).expect("a retry is left").tries.narrow);
    }

    #[test]
    fn three_refusals_are_forgiven_whatever_the_retries() {
        let mut tries = FIRST;
        for nth in 1..=3 {
            let again = further(&AttemptEnd::Refused, false, tries, 0).expect("a refusal is forgiven");
            assert_eq!((again.tries.refusals, again.tries.retries, again.backoff), (nth, 0, nth));
            tries = again.tries;
        }
        assert_eq!(further(&AttemptEnd::Refused, false, tries, 9), None);
    }
}
