//! How far a run has come: its phase, and how many targets are where.

/// What the scheduler is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It starts attempts as the limits allow.
    Running,
    /// It starts nothing; what is in flight continues. [`holds`](super::scheduler::Scheduler::holds) say why.
    Paused,
    /// Only lanes that stopped after too many failures have work left: the user has to decide.
    AwaitingUser,
    /// It will never start anything again and waits for what is in flight.
    Stopping,
    /// Every target has its verdict, and `Finished` was taken.
    Done,
    /// The run was stopped, nothing is in flight any more, and `Finished` was taken.
    Stopped,
}

impl Phase {
    /// Whether the run is over.
    pub const fn is_over(self) -> bool {
        matches!(self, Self::Done | Self::Stopped)
    }
}

/// How many targets are where: the numbers always add up to the plan's targets, and one queued again counts once more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TargetCounts {
    /// Never started, and may still be.
    pub waiting: u32,
    /// In flight: the same as the number of attempts in flight.
    pub in_flight: u32,
    /// Between two attempts, backing off or due; or queued again after its end.
    pub backing_off: u32,
    /// Ended with a verdict.
    pub settled: u32,
    /// Ended by a stop, between two attempts or before the first.
    pub withdrawn: u32,
    /// Ended because its lane was skipped.
    pub skipped: u32,
}

impl TargetCounts {
    /// Number of all targets.
    pub const fn targets(&self) -> u32 {
        self.waiting + self.in_flight + self.backing_off + self.settled + self.withdrawn + self.skipped
    }
}
