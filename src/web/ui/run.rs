//! The run that was last started or imported, as the desk last reported it.

use futures::channel::oneshot;
use leptos::prelude::*;

use super::part::Part;
use super::state::State;
use crate::ids::{LinkId, RunId};
use crate::protocol::{
    Command, Generation, Inspection, ListId, RetryScope, RunCommand, RunKind, RunProgress, TimelineView,
};
use crate::stats::summary::Summary;

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RunState {
    /// The status bar's element, whose attributes scripts read.
    pub(super) bar: StoredValue<Option<Part>, LocalStorage>,
    pub(super) summary: RwSignal<Summary>,
    pub(super) progress: RwSignal<Option<RunProgress>>,
    pub(super) timeline: RwSignal<TimelineView>,
    /// What the last closer look at a link (from 0) showed.
    pub(super) inspected: RwSignal<Option<(ListId, LinkId, Inspection)>>,
    /// How far results are read that are imported; empty when none are.
    pub(super) importing: RwSignal<String>,
    /// The run that was last started, from 1, and who answers it; 0 before the first.
    pub(super) last: RwSignal<(RunId, RunKind)>,
    /// Whether requests of the last run of our own may be made again: it changed no data and carried no cookies.
    pub(super) may_retry: StoredValue<bool>,
    /// When the last run of our own was started, in ms of Unix time; `None` where the rows are imported.
    pub(super) started_at: StoredValue<Option<f64>>,
    /// The last run that was imported; 0 for none. No runner knows it, and it never runs.
    pub(super) imported: StoredValue<RunId>,
    /// Whether each of the new addresses that the desk is writing is copied, and not saved.
    pub(super) copies: StoredValue<Vec<bool>>,
    /// Who waits for the user's answer to the browser's question about access.
    pub(super) awaiting_access: StoredValue<Vec<oneshot::Sender<bool>>, LocalStorage>,
    /// The last command for a run.
    generation: StoredValue<Generation>,
}

impl RunState {
    /// Whether a run was started in this tab.
    pub(super) fn has_run(self) -> bool {
        self.last.get().0 != RunId::NONE
    }

    /// Whether the last run was imported; tracks which that is.
    pub(super) fn is_imported(self) -> bool {
        let (last, _) = self.last.get();
        last != RunId::NONE && self.imported.get_value() == last
    }

    /// The progress of the run that was last started; `None` before the first report of it.
    pub(super) fn current_progress(self) -> Option<RunProgress> {
        let (run, _) = self.last.get();
        self.progress.get().filter(|progress| progress.run == run)
    }

    pub(super) fn next_generation(self) -> Generation {
        self.generation.update_value(|generation| *generation = generation.next());
        self.generation.get_value()
    }
}

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
