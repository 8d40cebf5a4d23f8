//! Whether a target gets a further attempt; [`backoff`](super::backoff) says when, [`budget`](super::budget) how many.

use super::action::Cause;
use crate::result::outcome::AttemptEnd;
use crate::settings::{Limits, Method, Verb};

/// Most further attempts of a target that the browser refuses.
const MAX_REFUSALS: u8 = 3;

/// The attempts of a target so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct AttemptHistory {
    /// Attempts started; 255 means more.
    pub(super) started: u8,
    /// Those of them that were counted as retries.
    pub(super) retries: u8,
    /// How often the browser refused.
    pub(super) refusals: u8,
    /// Whether it starts only while the browser surely has a free connection.
    pub(super) capped: bool,
    /// What it is requested by from now on, where that is not the run's method.
    pub(super) verb: Option<Verb>,
}

impl AttemptHistory {
    /// The verb of the next attempt in a run with `method`.
    pub(super) fn verb(self, method: Method) -> Verb {
        self.verb.unwrap_or_else(|| method.first())
    }

    /// Whether none of its attempts was a failure that led to a retry.
    pub(super) const fn is_unfailed(self) -> bool {
        self.retries == 0
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct RetryDecision {
    pub(super) cause: Cause,
    /// This decision included.
    pub(super) history: AttemptHistory,
    /// Which delay of the growing series comes before it, from 1; 0 for none.
    pub(super) backoff: u8,
}

/// The further attempt after one that ended in `end`; `None` when that is the verdict. `over_browser_limit`: it started
/// with more in flight to its origin than the browser has connections.
pub(super) fn decision(
    end: &AttemptEnd,
    over_browser_limit: bool,
    history: AttemptHistory,
    method: Method,
    limits: &Limits,
) -> Option<RetryDecision> {
    let at_once = |cause, history| Some(RetryDecision { cause, history, backoff: 0 });
    match end {
        // Many servers know only GET, and a HEAD without a visible answer proves nothing. It happens once to a target.
        end if is_unusable(end) && method == Method::HeadThenGet && history.verb.is_none() => {
            at_once(Cause::FallbackToGet, AttemptHistory { verb: Some(Verb::Get), ..history })
        }
        AttemptEnd::NoVisibleAnswer if limits.probe && history.verb != Some(Verb::Probe) => {
            at_once(Cause::Probe, AttemptHistory { verb: Some(Verb::Probe), ..history })
        }
        // It may never have left the browser, so it neither counts nor calls for a delay. A capped attempt is never
        // over the limit: this happens once to a target, and its last attempt is never suspect.
        AttemptEnd::TimedOut { status: None, .. } if over_browser_limit && limits.second_tries => {
            at_once(Cause::SuspectTimeout, AttemptHistory { capped: true, ..history })
        }
        AttemptEnd::TimedOut { .. }
        | AttemptEnd::Answered { status: 429 | 502 | 503 | 504, .. }
        | AttemptEnd::NetworkError(_)
            if history.retries < limits.retries && may_pass(end) =>
        {
            let nth = history.retries + 1;
            Some(RetryDecision {
                cause: Cause::Transient,
                history: AttemptHistory { retries: nth, ..history },
                backoff: nth,
            })
        }
        AttemptEnd::Refused if history.refusals < MAX_REFUSALS && limits.second_tries => {
            let nth = history.refusals + 1;
            Some(RetryDecision {
                cause: Cause::Refused,
                history: AttemptHistory { refusals: nth, ..history },
                backoff: nth,
            })
        }
        _ => None,
    }
}

/// Whether a HEAD that ended so proves nothing: many servers know only GET.
const fn is_unusable(end: &AttemptEnd) -> bool {
    match end {
        AttemptEnd::Answered { status: 403 | 404 | 405 | 501, .. } | AttemptEnd::NoVisibleAnswer => true,
        AttemptEnd::NetworkError(kind) => kind.is_of_request(),
        _ => false,
    }
}

/// Whether another attempt of such an end may fare better, where the error is known.
const fn may_pass(end: &AttemptEnd) -> bool {
    !matches!(end, AttemptEnd::NetworkError(kind) if !kind.may_pass())
}

/// What follows an attempt recalled for `cause`: unless it was answered after all, or could not be sent, its target is
/// requested again at once, as if it had not been.
pub(super) fn after_recall(end: &AttemptEnd, cause: Cause, history: AttemptHistory) -> Option<RetryDecision> {
    let is_final =
        matches!(end, AttemptEnd::Answered { .. } | AttemptEnd::AnsweredHidden | AttemptEnd::NotSent(_));
    (!is_final).then_some(RetryDecision { cause, history, backoff: 0 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::not_sent::NotSent;
    use crate::result::outcome::BodyEnd;

    const TIMED_OUT: AttemptEnd = AttemptEnd::TimedOut { status: None, after_ms: 10_000 };
    const FIRST: AttemptHistory =
        AttemptHistory { started: 1, retries: 0, refusals: 0, capped: false, verb: None };

    fn without_retries() -> Limits {
        Limits { retries: 0, ..Limits::default() }
    }

    fn decision(
        end: &AttemptEnd,
        over_browser_limit: bool,
        history: AttemptHistory,
        retries: u8,
    ) -> Option<RetryDecision> {
        super::decision(
            end,
            over_browser_limit,
            history,
            Method::Get,
            &Limits { retries, ..Limits::default() },
        )
    }

    fn answered(status: u16) -> AttemptEnd {
        AttemptEnd::Answered { status, redirected: false, body: BodyEnd::Absent }
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        for status in [429, 502, 503, 504] {
            assert!(decision(&answered(status), false, FIRST, 1).is_some(), "{status}");
        }
        for status in [200, 301, 400, 404, 408, 500, 501, 505, 999] {
            assert_eq!(decision(&answered(status), true, FIRST, 9), None, "{status}");
        }
        for end in
            [AttemptEnd::NoVisibleAnswer, AttemptEnd::Cancelled, AttemptEnd::NotSent(NotSent::BlockedPort)]
        {
            assert_eq!(decision(&end, true, FIRST, 9), None, "{end:?}");
        }
    }

    #[test]
    fn retries_are_counted_and_their_delays_grow() {
        let first = decision(&TIMED_OUT, false, FIRST, 2).expect("a retry is left");
        assert_eq!((first.history.retries, first.backoff), (1, 1));
        let second = decision(&answered(503), false, first.history, 2).expect("a retry is left");
        assert_eq!((second.history.retries, second.backoff), (2, 2));
        assert_eq!(decision(&TIMED_OUT, false, second.history, 2), None);
    }

    #[test]
    fn a_timeout_over_the_browser_limit_is_tried_capped_at_once_and_not_counted() {
        let capped = decision(&TIMED_OUT, true, FIRST, 0).expect("a capped attempt is free");
        assert_eq!(
            capped,
            RetryDecision {
                cause: Cause::SuspectTimeout,
                history: AttemptHistory { capped: true, ..FIRST },
                backoff: 0
            }
        );
        assert_eq!(decision(&TIMED_OUT, false, capped.history, 0), None);
    }

    #[test]
    fn a_timeout_after_the_headers_is_no_suspect() {
        let end = AttemptEnd::TimedOut { status: Some(200), after_ms: 10_000 };
        assert_eq!(decision(&end, true, FIRST, 0), None);
        assert!(!decision(&end, true, FIRST, 1).expect("a retry is left").history.capped);
    }

    #[test]
    fn three_refusals_are_forgiven_whatever_the_retries() {
        let mut history = FIRST;
        for nth in 1..=3 {
            let again = decision(&AttemptEnd::Refused, false, history, 0).expect("a refusal is forgiven");
            assert_eq!((again.history.refusals, again.history.retries, again.backoff), (nth, 0, nth));
            history = again.history;
        }
        assert_eq!(decision(&AttemptEnd::Refused, false, history, 9), None);
    }

    #[test]
    fn without_second_tries_only_a_get_follows_what_did_not_count() {
        let once = Limits { second_tries: false, ..without_retries() };
        for end in [TIMED_OUT, AttemptEnd::Refused, AttemptEnd::NoVisibleAnswer] {
            assert_eq!(super::decision(&end, true, FIRST, Method::Get, &once), None, "{end:?}");
        }
        let end = AttemptEnd::NoVisibleAnswer;
        assert!(super::decision(&end, true, FIRST, Method::HeadThenGet, &once).is_some());
    }

    #[test]
    fn a_head_without_a_usable_answer_is_followed_by_a_get_at_once_and_not_counted() {
        let ask = |end: &AttemptEnd, history| {
            super::decision(end, false, history, Method::HeadThenGet, &without_retries())
        };
        for end in [403, 404, 405, 501].map(answered).into_iter().chain([AttemptEnd::NoVisibleAnswer]) {
            let again = ask(&end, FIRST).expect("a GET follows");
            assert_eq!((again.cause, again.backoff, again.history.retries), (Cause::FallbackToGet, 0, 0));
            assert_eq!(again.history.verb(Method::HeadThenGet), Verb::Get);
            assert_eq!(ask(&end, again.history), None, "a GET is the last word");
            assert_eq!(
                super::decision(&end, false, FIRST, Method::Head, &without_retries()),
                None,
                "only where it is wanted"
            );
        }
        for status in [200, 304, 400, 401, 410, 500] {
            assert_eq!(ask(&answered(status), FIRST), None, "{status}");
        }
    }

    #[test]
    fn what_showed_no_answer_is_probed_once_where_that_is_wanted() {
        let probing = Limits { probe: true, ..without_retries() };
        let end = AttemptEnd::NoVisibleAnswer;
        let ask = |history, method| super::decision(&end, false, history, method, &probing);
        let probe = ask(FIRST, Method::Get).expect("a probe follows");
        assert_eq!((probe.cause, probe.backoff, probe.history.retries), (Cause::Probe, 0, 0));
        assert_eq!(probe.history.verb(Method::Get), Verb::Probe);
        assert_eq!(ask(probe.history, Method::Get), None, "it proves nothing that it has no answer");
        let get = ask(FIRST, Method::HeadThenGet).expect("the whole answer comes first");
        assert_eq!(get.cause, Cause::FallbackToGet);
        assert_eq!(ask(get.history, Method::HeadThenGet).map(|probe| probe.cause), Some(Cause::Probe));
        for seen in [answered(404), answered(200), AttemptEnd::AnsweredHidden, TIMED_OUT] {
            assert_eq!(super::decision(&seen, false, FIRST, Method::Get, &probing), None, "{seen:?}");
        }
    }

    #[test]
    fn what_was_recalled_is_requested_again_unless_it_was_answered() {
        for end in [AttemptEnd::Cancelled, AttemptEnd::NoVisibleAnswer, TIMED_OUT, AttemptEnd::Refused] {
            let again = after_recall(&end, Cause::Interrupted, FIRST);
            assert_eq!(
                again,
                Some(RetryDecision { cause: Cause::Interrupted, history: FIRST, backoff: 0 }),
                "{end:?}"
            );
        }
        assert_eq!(after_recall(&answered(503), Cause::Paused, FIRST), None);
        assert_eq!(after_recall(&AttemptEnd::NotSent(NotSent::BlockedPort), Cause::Paused, FIRST), None);
    }
}
