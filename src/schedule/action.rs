//! What the scheduler asks for: one action at a time, to be obeyed in order.

use super::notice::Notice;
use super::plan::Backlog;
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

/// Why an attempt is to be ended early.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AbortReason {
    /// Its deadline has passed: it ends in `TimedOut`.
    Deadline,
    /// The run was stopped: it ends in `Cancelled`.
    Stopped,
    /// It was called back, because of a pause or an interruption: it ends in `Cancelled`, and its target is asked again.
    Recalled,
}

/// Why a target is asked again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cause {
    /// What it ended in may pass. The only one that is a *retry*: it counts against the target's retries and the budget.
    Transient,
    /// It timed out where it may have waited inside the browser.
    SuspectTimeout,
    /// A HEAD brought nothing to go by: now it is asked by GET.
    FallbackToGet,
    /// The browser refused to start it.
    Refused,
    /// The user paused the run and had it called back.
    Paused,
    /// The machine slept or went offline while it was in flight.
    Interrupted,
}

/// Most targets of one [`Action::Skip`].
pub const MAX_SKIPPED_AT_ONCE: u32 = 4_000;

/// One thing to do, or to pass on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// Hand this attempt to the browser now. Its end is reported by `handle_end`, however it ends.
    Start {
        /// The attempt.
        attempt: AttemptId,
        /// What is asked.
        target: u32,
        /// Which attempt of that target this is, from 1.
        ordinal: u8,
        /// How it is asked this time.
        verb: Verb,
        /// Since when the target could have been started: the run's start, or the end of its attempt before.
        queued_since: Millis,
    },
    /// End this attempt, which is in flight, early; asked for at most once. It holds its slot until `handle_end`, and
    /// when its answer is faster than the abort, the answer counts.
    Abort {
        /// The attempt.
        attempt: AttemptId,
        /// Why.
        reason: AbortReason,
    },
    /// Forget this attempt, which was told to end and did not within five seconds: its slot is free, and an end that is
    /// reported later is ignored. It has ended in what its abort meant: `TimedOut` after its deadline, else `Cancelled`.
    /// A `Settle` or a `Retry` of it follows.
    GiveUp {
        /// The attempt.
        attempt: AttemptId,
        /// Why it was told to end.
        reason: AbortReason,
    },
    /// The attempt has ended and its end is the target's verdict.
    Settle {
        /// The attempt.
        attempt: AttemptId,
        /// Its target.
        target: u32,
        /// Which attempt of that target it was, from 1.
        ordinal: u8,
        /// Whether it may have waited inside the browser: when it was started, more than
        /// [`BROWSER_CONNECTIONS_PER_ORIGIN`](crate::settings::BROWSER_CONNECTIONS_PER_ORIGIN) were in flight to its
        /// origin, itself included. It makes a timeout without headers doubtful.
        possibly_browser_queued: bool,
    },
    /// The attempt has ended and is not the target's last: a `Settle`, a `Withdraw` or a `Skip` of that target follows.
    Retry {
        /// The attempt that has ended.
        attempt: AttemptId,
        /// Its target.
        target: u32,
        /// Which attempt of that target it was, from 1.
        ordinal: u8,
        /// Whether it may have waited inside the browser, as in `Settle`.
        possibly_browser_queued: bool,
        /// Why it is asked again.
        cause: Cause,
        /// The earliest instant of the next attempt.
        at: Millis,
    },
    /// The run was stopped while the target waited for a further attempt: it is cancelled.
    Withdraw {
        /// The target.
        target: u32,
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
    /// Something to tell the user.
    Notice(Notice),
    /// Every target has ended. Comes once, as the last action of all; and once more each time that targets are queued
    /// again after it.
    Finished {
        /// Number of targets that had no attempt, because the run was stopped before; else 0.
        never_started: u32,
    },
}
