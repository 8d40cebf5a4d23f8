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
    /// There was no visible answer: a probe follows.
    Probe,
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
///
/// `ordinal` says which attempt of its target it is, from 1. An attempt is `possibly_browser_queued` when more than
/// [`BROWSER_CONNECTIONS_PER_ORIGIN`](crate::settings::BROWSER_CONNECTIONS_PER_ORIGIN) were in flight to its origin,
/// itself included: it may have waited inside the browser, so its timeout without headers is suspect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "fields are named for what they hold")]
pub enum Action {
    /// Hand this attempt to the browser now, and report its end by `handle_end`, however it ends. Its target could have
    /// been started since `queued_since`: the run's start, or the end of its attempt before.
    Start { attempt: AttemptId, target: TargetId, ordinal: u8, verb: Verb, queued_since: Millis },
    /// Abort this attempt, which is in flight; comes at most once. It holds its slot until `handle_end`, and an answer
    /// faster than the abort counts.
    Abort { attempt: AttemptId, reason: AbortReason },
    /// Forget this attempt, which has not ended within five seconds of its abort: its slot is free, a later end is
    /// ignored. It counts as `TimedOut` after its deadline, else as `Cancelled`; a `Settle` or `Retry` follows.
    Abandon { attempt: AttemptId, reason: AbortReason },
    /// The attempt has ended and its end is the target's verdict.
    Settle { attempt: AttemptId, target: TargetId, ordinal: u8, possibly_browser_queued: bool },
    /// The attempt has ended and is not the target's last: a `Settle`, a `Withdraw` or a `Skip` of that target follows.
    Retry {
        attempt: AttemptId,
        target: TargetId,
        ordinal: u8,
        possibly_browser_queued: bool,
        cause: Cause,
        /// The earliest instant of the next attempt.
        at: Millis,
    },
    /// The run was stopped while the target waited for a further attempt: it is cancelled. `ordinal` is the number of
    /// attempts it has had; 0 only for one that was queued again without any.
    Withdraw { target: TargetId, ordinal: u8 },
    /// At most [`MAX_SKIPPED_AT_ONCE`] targets waited in a lane that was stopped and is skipped now: they get no further
    /// attempt after `ordinal`, 0 for those that were never sent. See
    /// [`targets_of`](super::scheduler::Scheduler::targets_of).
    Skip { targets: Backlog, ordinal: u8 },
    /// A decision to report to the user.
    Notice(Notice),
    /// Every target has ended: the last action, and again each time after more targets were queued. So many had no
    /// attempt because the run was stopped before.
    Finished { never_started: u32 },
}
