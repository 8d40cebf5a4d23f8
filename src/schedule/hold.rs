//! Why a run is held: several reasons may hold at once, and it resumes when none is left.

/// A reason to start nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PauseReason {
    /// The user paused it.
    User,
    /// The machine is offline.
    Offline,
    /// The consumer of ended targets is behind.
    Backlog,
}

/// The reasons for which a run is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PauseReasons {
    bits: u8,
}

impl PauseReasons {
    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// Whether `hold` is one of them.
    pub const fn has(self, hold: PauseReason) -> bool {
        self.bits & bit(hold) != 0
    }

    /// Whether the running time stops: the user paused the run or the machine is offline. A backlog is part of running.
    pub const fn are_rest(self) -> bool {
        self.has(PauseReason::User) || self.has(PauseReason::Offline)
    }

    pub(super) const fn add(&mut self, hold: PauseReason) {
        self.bits |= bit(hold);
    }

    pub(super) const fn remove(&mut self, hold: PauseReason) {
        self.bits &= !bit(hold);
    }
}

const fn bit(hold: PauseReason) -> u8 {
    1 << hold as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_come_and_go_apart() {
        let mut holds = PauseReasons::default();
        holds.add(PauseReason::User);
        holds.add(PauseReason::Offline);
        holds.remove(PauseReason::User);
        holds.remove(PauseReason::Backlog);
        assert!(!holds.has(PauseReason::User) && holds.has(PauseReason::Offline) && !holds.is_empty());
        holds.remove(PauseReason::Offline);
        assert!(holds.is_empty());
        holds.add(PauseReason::Backlog);
        assert!(!holds.is_empty() && !holds.are_rest());
        holds.add(PauseReason::Offline);
        assert!(holds.are_rest());
    }
}
