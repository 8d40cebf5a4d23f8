//! What the scheduler asks for: one action at a time, to be obeyed in order.

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
}

/// What the user should know of a decision the scheduler took by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// The browser refused to start an attempt, so fewer are kept in flight until the user sets the limits anew.
    Refused {
        /// The limit over all origins until now.
        from: u32,
        /// The limit from now on, 1 or more.
        to: u32,
    },
}

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
        maybe_queued: bool,
    },
    /// The attempt has ended and is not the target's last: a `Settle` or a `Withdraw` of that target follows.
    Retry {
        /// The attempt that has ended.
        attempt: AttemptId,
        /// Its target.
        target: u32,
        /// Which attempt of that target it was, from 1.
        ordinal: u8,
        /// Whether it may have waited inside the browser, as in `Settle`.
        maybe_queued: bool,
        /// The earliest instant of the next attempt.
        at: Millis,
    },
    /// The run was stopped while the target waited for a further attempt: it is cancelled.
    Withdraw {
        /// The target.
        target: u32,
        /// Number of attempts it has had, 1 or more.
        ordinal: u8,
    },
    /// Something to tell the user.
    Notice(Notice),
    /// Every target has ended. Comes exactly once, as the last action of all.
    Finished {
        /// Number of targets that had no attempt, because the run was stopped before; else 0.
        never_started: u32,
    },
}
