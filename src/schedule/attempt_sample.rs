//! What the end of an attempt says about the server.

use super::action::{AttemptId, Cause};
use super::hint::{MAX_HINT_MS, ServerHint};
use super::throttle::SlowReason;
use crate::result::outcome::AttemptEnd;
use crate::units::Millis;

/// Whether an end counts for or against the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum OutcomeClass {
    /// It answered, and not with a failure of its own.
    Good,
    /// It says nothing about the server.
    Neutral,
    /// A timeout, 429, 5xx, a reset after the headers, or a network error of the link's.
    Failed,
}

/// An ended attempt as its lane sees it.
#[derive(Clone, Copy, Debug)]
pub(super) struct AttemptSample {
    pub(super) attempt: AttemptId,
    /// The attempt that will be started next.
    pub(super) next: AttemptId,
    pub(super) outcome_class: OutcomeClass,
    /// Why its end alone slows the lane down, if it does.
    pub(super) slow: Option<SlowReason>,
    /// Whether it is the first of its target's attempts that failed.
    pub(super) is_first: bool,
    /// How long the server wants no requests, at most [`MAX_HINT_MS`].
    pub(super) wait: Option<Millis>,
    pub(super) span: Millis,
    /// How it ended, unless it was a probe, of which nothing can be seen anyway, or a HEAD that a GET follows.
    pub(super) sight: Option<AttemptEnd>,
}

impl OutcomeClass {
    /// Classifies `end`; `cause` is that of the further attempt, if one follows.
    pub(super) fn of(end: &AttemptEnd, cause: Option<Cause>) -> Self {
        match (end, cause) {
            (_, None | Some(Cause::Transient)) if end.is_failure() => Self::Failed,
            (AttemptEnd::Answered { .. }, None) => Self::Good,
            _ => Self::Neutral,
        }
    }
}

pub(super) fn slow_reason(end: &AttemptEnd) -> Option<SlowReason> {
    match end {
        AttemptEnd::Answered { status: 429, .. } => Some(SlowReason::TooMany),
        AttemptEnd::Answered { status: 503, .. } => Some(SlowReason::Trouble),
        _ => None,
    }
}

pub(super) fn granted(hint: ServerHint) -> Option<Millis> {
    hint.wait.map(|wait| wait.min(Millis::new(MAX_HINT_MS)).max(Millis::ZERO))
}
