//! What the driver of the scheduler is to do: one action at a time, in order.

use super::notice::Notice;
use super::plan::Backlog;
use crate::ids::TargetId;
use crate::settings::Verb;
use crate::units::Millis;

/// The number of an attempt, from 0 in the order of the starts, unique over the run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AttemptId(pub u32);

impl AttemptId {
    /// The number after this one.
    pub(super) const fn next(self) -> Self {
        // Five million targets with all their attempts use less than a fiftieth of the numbers.
        Self(self.0.wrapping_add(1))
    }
}

/// Why an attempt is aborted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbortReason {
    /// Its deadline has passed: it ends in `TimedOut`.
    Deadline,
    /// The run was stopped: it ends in `Cancelled`.
    Stopped,
    /// Recalled by a pause or an interruption: it ends in `Cancelled`, and its target is requested again.
    Recalled,
}

/// Why a target gets a further attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// A transient failure. The only cause that is a *retry*: it counts against the target's retries and the budget.
    Transient,
    /// It timed out, perhaps while queued inside the browser.
    SuspectTimeout,
    /// A HEAD had no usable answer: GET follows.
    FallbackToGet,
    /// The browser refused to start it.
    Refused,
    /// The user paused the run and recalled it.
    Paused,
    /// The machine slept or went offline while it was in flight.
    Interrupted,
}

/// Most targets of one [`Action::Skip`].
pub const MAX_SKIPPED_AT_ONCE: u32 = 4_000;

/// One thing to do or to report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Hand this attempt to the browser now, and report its end by `handle_end`, however it ends.
    Start {
        /// The new attempt.
        attempt: AttemptId,
        /// Its target.
        target: TargetId,
        /// Which attempt of that target this is, from 1.
        ordinal: u8,
        /// The method of this attempt.
        verb: Verb,
        /// Since when the target could have been started: the run's start, or the end of its attempt before.
        queued_since: Millis,
    },
    /// Abort this attempt, which is in flight; comes at most once. It holds its slot until `handle_end`, and an answer
    /// faster than the abort counts.
    Abort {
        /// The attempt.
        attempt: AttemptId,
        /// Why.
        reason: AbortReason,
    },
    /// Forget this attempt, which has not ended within five seconds of its abort: its slot is free, and an end reported
    /// later is ignored. It counts as `TimedOut` after its deadline, else as `Cancelled`. A `Settle` or a `Retry` of it
    /// follows.
    Abandon {
        /// The attempt.
        attempt: AttemptId,
        /// Why it was aborted.
        reason: AbortReason,
    },
    /// The attempt has ended and its end is the target's verdict.
    Settle {
        /// The attempt.
        attempt: AttemptId,
        /// Its target.
        target: TargetId,
        /// Which attempt of that target it was, from 1.
        ordinal: u8,
        /// Whether it may have been queued inside the browser: at its start, more than
        /// [`BROWSER_CONNECTIONS_PER_ORIGIN`](crate::settings::BROWSER_CONNECTIONS_PER_ORIGIN) were in flight to its
        /// origin, itself included. Such a timeout without headers is suspect.
        possibly_browser_queued: bool,
    },
    /// The attempt has ended and is not the target's last: a `Settle`, a `Withdraw` or a `Skip` of that target follows.
    Retry {
        /// The attempt that has ended.
        attempt: AttemptId,
        /// Its target.
        target: TargetId,
        /// Which attempt of that target it was, from 1.
        ordinal: u8,
        /// As in `Settle`.
        possibly_browser_queued: bool,
        /// Why a further attempt follows.
        cause: Cause,
        /// The earliest instant of the next attempt.
        at: Millis,
    },
    /// The run was stopped while the target waited for a further attempt: it is cancelled.
    Withdraw {
        /// The target.
        target: TargetId,
        /// Number of attempts it has had; 0 only for one that was queued again without any.
        ordinal: u8,
    },
    /// The targets waited in a lane that was stopped and is skipped now: they get no further attempt.
    Skip {
        /// The targets, at most [`MAX_SKIPPED_AT_ONCE`]: see
        /// [`targets_of`](super::scheduler::Scheduler::targets_of).
        targets: Backlog,
        /// Number of attempts each has had: 0 for those that were never sent.
        ordinal: u8,
    },
    /// A decision to report to the user.
    Notice(Notice),
    /// Every target has ended. Comes once, as the last action; and once more each time that targets are queued again
    /// after it.
    Finished {
        /// Number of targets that had no attempt, because the run was stopped before; else 0.
        never_started: u32,
    },
}
