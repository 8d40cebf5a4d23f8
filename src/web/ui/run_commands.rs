//! Commands for the last run.

use leptos::prelude::*;

use super::state::State;
use crate::protocol::{Command, RetryScope, RunCommand};

impl State {
    /// Sends a command for the last run, straight to the runner.
    pub(super) fn command_run(self, command: RunCommand) {
        let ((run, kind), generation) = (self.run.last.get_untracked(), self.run.next_generation());
        self.with_workers(|workers| workers.run_command(kind, run, generation, command));
    }

    /// Retries links of the last run, within its limits as they are now.
    pub(super) fn retry(self, scope: RetryScope) {
        let limits = untrack(|| self.settings.run_limits());
        let generation = self.run.next_generation();
        self.command(Command::Retry { scope, generation, limits });
    }
}
