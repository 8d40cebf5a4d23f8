//! How much of a drain is done in one turn of an event loop, so that deadlines, answers and commands come in between.

use super::action::{Action, MAX_SKIPPED_AT_ONCE};

/// Most actions of one turn, where an [`Action::Skip`] counts as many as it has targets. So no turn ends more targets either.
pub const MAX_OF_A_TURN: u32 = 20_000;

/// What is left of a turn.
#[derive(Clone, Copy, Debug)]
pub struct Turn {
    left: u32,
}

impl Turn {
    /// A whole turn.
    pub const fn new() -> Self {
        Self { left: MAX_OF_A_TURN }
    }

    /// Whether any action has room in it.
    pub const fn has_room(self) -> bool {
        self.left >= MAX_SKIPPED_AT_ONCE
    }

    /// Takes the room of `action` out.
    pub const fn spend(&mut self, action: &Action) {
        let size = match action {
            Action::Skip { targets, .. } => targets.count(),
            _ => 1,
        };
        self.left = self.left.saturating_sub(size);
    }
}

impl Default for Turn {
    fn default() -> Self {
        Self::new()
    }
}
