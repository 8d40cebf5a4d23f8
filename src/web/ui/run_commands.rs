//! Commands for the last run.

use leptos::prelude::*;

use super::state::State;
use crate::protocol::{Command, Order, RetryScope};

impl State {
    /// Sends an order for the last run, straight to the runner.
    pub(super) fn order(self, order: Order) {
        let ((run, kind), generation) = (self.last_run(), self.next_generation());
        self.with_parts(|parts| parts.order(kind, run, generation, order));
    }

    /// Retries links of the last run, within its limits as they are now.
    pub(super) fn retry(self, scope: RetryScope) {
        let limits = untrack(|| self.run_limits());
        let generation = self.next_generation();
        self.command(Command::Retry { scope, generation, limits });
    }
}
