//! Why nothing is started: a run may be held for several reasons at once, and goes on when none is left.

/// A reason to start nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hold {
    /// The user paused it.
    User,
    /// The machine is offline.
    Offline,
    /// Whoever takes in what has ended is behind.
    Backlog,
}

/// The reasons for which a run is held.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holds {
    bits: u8,
}

impl Holds {
    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.bits == 0
    }

    /// Whether `hold` is one of them.
    pub const fn has(self, hold: Hold) -> bool {
        self.bits & bit(hold) != 0
    }

    /// Whether the run rests, so that its time stands still: the user paused it or there is no network. Being held up by
    /// who takes in what has ended is part of running.
    pub const fn are_rest(self) -> bool {
        self.has(Hold::User) || self.has(Hold::Offline)
    }

    pub(super) const fn add(&mut self, hold: Hold) {
        self.bits |= bit(hold);
    }

    pub(super) const fn remove(&mut self, hold: Hold) {
        self.bits &= !bit(hold);
    }
}

const fn bit(hold: Hold) -> u8 {
    1 << hold as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reasons_come_and_go_apart() {
        let mut holds = Holds::default();
        holds.add(Hold::User);
        holds.add(Hold::Offline);
        holds.remove(Hold::User);
        holds.remove(Hold::Backlog);
        assert!(!holds.has(Hold::User) && holds.has(Hold::Offline) && !holds.is_empty());
        holds.remove(Hold::Offline);
        assert!(holds.is_empty());
        holds.add(Hold::Backlog);
        assert!(!holds.is_empty() && !holds.are_rest());
        holds.add(Hold::Offline);
        assert!(holds.are_rest());
    }
}
