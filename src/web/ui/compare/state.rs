//! What the tab Compare holds: the wish, what it would cost, what came of the last.

use leptos::prelude::*;

use crate::compare::kept::{self, Kept};
use crate::compare::report::ReportState;
use crate::compare::request::ExperimentRequest;
use crate::compare::view::ComparisonView;
use crate::protocol::{Command, CompareCommand, CompareEvent, ExperimentPlan};
use crate::web::page::memory;
use crate::web::ui::state::State;

/// Yes was said, and practice server or permission are waited for.
pub(super) const STARTING: u8 = 3;
const KEPT_KEY: &str = "volley.json.comparisons";

/// All signals of the tab.
#[derive(Clone, Copy, Debug)]
pub(in crate::web::ui) struct CompareState {
    /// Whether the tab is the one in front.
    pub(in crate::web::ui) is_shown: RwSignal<bool>,
    /// What is asked for, and how often that changed.
    pub(super) request: RwSignal<(u32, ExperimentRequest)>,
    pub(super) plan: RwSignal<ExperimentPlan>,
    /// What is asked before it starts: the first question (1), the second (2), or the browser for what it needs
    /// ([`STARTING`]); 0 for nothing.
    pub(super) asking: RwSignal<u8>,
    /// Counts the comparisons that were confirmed.
    pub(super) starts: StoredValue<u32>,
    /// Whether one was started that is not over.
    pub(in crate::web::ui) is_on: RwSignal<bool>,
    pub(super) view: RwSignal<ComparisonView>,
    /// Where it stands in words, trials over and in all.
    pub(super) status: RwSignal<(String, (u32, u32))>,
    pub(super) kept: RwSignal<Vec<Kept>>,
}

impl CompareState {
    pub(in crate::web::ui) fn new() -> Self {
        Self {
            is_shown: RwSignal::new(false),
            request: RwSignal::default(),
            plan: RwSignal::default(),
            asking: RwSignal::default(),
            starts: StoredValue::new(0),
            is_on: RwSignal::default(),
            view: RwSignal::default(),
            status: RwSignal::default(),
            kept: RwSignal::new(memory::recall(KEPT_KEY, kept::from_json).unwrap_or_default()),
        }
    }

    /// Changes the wish; what it costs is asked for at once.
    pub(super) fn change(self, change: impl FnOnce(&mut ExperimentRequest)) {
        self.request.update(|(number, request)| {
            change(request);
            *number += 1;
        });
        if self.asking.get_untracked() == STARTING {
            // What was confirmed is not what is wished for any more.
            self.is_on.set(false);
        }
        self.asking.set(0);
    }

    /// Whether the plan is of the wish as it stands and can be carried out.
    pub(super) fn is_ready(self) -> bool {
        let number = self.request.with(|(number, _)| *number);
        self.plan.with(|plan| plan.number == number && plan.problem.is_none())
    }

    /// The word for `data-state`.
    pub(super) fn state_name(self) -> &'static str {
        let (is_empty, state) = self.view.with(|view| (view.title.is_empty(), view.state));
        match (self.is_on.get(), is_empty) {
            (true, _) if state == ReportState::Hidden => "hidden",
            (true, _) => "running",
            (false, true) => "idle",
            (false, false) => state.name(),
        }
    }

    /// Takes in what the desk says.
    pub(in crate::web::ui) fn take(self, event: CompareEvent) {
        match event {
            CompareEvent::Plan(plan) => {
                // A question is asked of the plan that it showed; the same may have been planned again.
                let says_other = self.plan.with_untracked(|shown| {
                    (&shown.words, &shown.warning, &shown.problem)
                        != (&plan.words, &plan.warning, &plan.problem)
                });
                if says_other && self.asking.get_untracked() != STARTING {
                    self.asking.set(0);
                }
                self.plan.set(plan);
            }
            CompareEvent::View(view) => {
                // What is brought back is shown too while a comparison is on its way to the desk.
                if self.asking.get_untracked() != STARTING {
                    self.is_on.set(matches!(view.state, ReportState::Running | ReportState::Hidden));
                }
                self.status.set((view.status.clone(), view.progress));
                self.view.set(*view);
            }
            CompareEvent::Status(words, progress) => self.status.set((words, progress)),
            CompareEvent::NotStarted => self.is_on.set(false),
            CompareEvent::Over { name, report } => self.keep(name, report),
        }
    }

    fn keep(self, name: String, report: String) {
        self.change_kept(|stored| kept::added(stored, (name, report)));
    }

    pub(super) fn forget(self, place: usize) {
        if let Some(gone) = self.kept.with_untracked(|kept| kept.get(place).cloned()) {
            self.change_kept(|stored| kept::removed(stored, &gone));
        }
    }

    /// Changes what is kept: what the browser has now, for another tab may have changed it.
    fn change_kept(self, change: impl FnOnce(Vec<Kept>) -> Vec<Kept>) {
        let stored = memory::recall(KEPT_KEY, kept::from_json).unwrap_or_else(|| self.kept.get_untracked());
        let kept = change(stored);
        memory::remember(KEPT_KEY, &kept::to_json(&kept));
        self.kept.set(kept);
    }
}

impl State {
    pub(super) fn tell_compare(self, command: CompareCommand) {
        self.command(Command::Compare(command));
    }
}
