//! What the end of an attempt says of the server that was asked.

use super::action::{AttemptId, Cause};
use super::hint::{MAX_HINT_MS, ServerHint};
use super::throttle::SlowReason;
use crate::result::outcome::AttemptEnd;
use crate::units::Millis;

/// How an end counts for or against a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutcomeClass {
    /// It answered, and not with a failure of its own.
    Good,
    /// It says nothing of the server.
    Neutral,
    /// A timeout, 429, 5xx or a reset after the headers.
    Failed,
}

/// An ended attempt as its lane sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct AttemptSample {
    /// The attempt.
    pub(super) attempt: AttemptId,
    /// The attempt that will be started next.
    pub(super) next: AttemptId,
    /// How it counts.
    pub(super) outcome_class: OutcomeClass,
    /// Whether its end alone asks for a slower pace.
    pub(super) slow: Option<SlowReason>,
    /// Whether it is the first of its target's attempts that failed.
    pub(super) is_first: bool,
    /// How long the server asks to be left alone, at most [`MAX_HINT_MS`].
    pub(super) wait: Option<Millis>,
    /// How long it took.
    pub(super) span: Millis,
}

impl OutcomeClass {
    /// How an attempt counts that ended in `end`, where its target is asked again for `cause`, if it is.
    pub(super) fn of(end: &AttemptEnd, cause: Option<Cause>) -> Self {
        match (end, cause) {
            (_, None | Some(Cause::Transient)) if end.is_failure() => Self::Failed,
            (AttemptEnd::Answered { .. }, None) => Self::Good,
            _ => Self::Neutral,
        }
    }
}

/// Whether `end` by itself asks for a slower pace.
pub(super) fn asks_for_less(end: &AttemptEnd) -> Option<SlowReason> {
    match end {
        AttemptEnd::Answered { status: 429, .. } => Some(SlowReason::TooMany),
        AttemptEnd::Answered { status: 503, .. } => Some(SlowReason::Trouble),
        _ => None,
    }
}

/// How long the server is left alone after `hint`.
pub(super) fn granted(hint: ServerHint) -> Option<Millis> {
    hint.wait.map(|wait| wait.min(Millis::new(MAX_HINT_MS)).max(Millis::ZERO))
}
