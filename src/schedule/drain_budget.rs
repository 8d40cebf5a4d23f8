//! How much of a drain is done in one task of an event loop, so that deadlines, answers and commands come in between.

use super::action::{Action, MAX_SKIPPED_AT_ONCE};

/// Most actions of one task, where an [`Action::Skip`] counts as many as it has targets. So no task ends more targets either.
pub const MAX_DRAINED: u32 = 20_000;

/// What is left of a task's budget.
#[derive(Clone, Copy, Debug)]
pub struct DrainBudget {
    left: u32,
}

impl DrainBudget {
    /// A whole budget.
    pub const fn new() -> Self {
        Self { left: MAX_DRAINED }
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

impl Default for DrainBudget {
    fn default() -> Self {
        Self::new()
    }
}
