//! The state of the tab Compare: the request, its cost, the last result.

use leptos::prelude::*;

use crate::compare::kept::{self, Kept};
use crate::compare::report::ReportState;
use crate::compare::request::ExperimentRequest;
use crate::compare::view::ComparisonView;
use crate::protocol::{Command, CompareCommand, CompareConsent, CompareEvent, ExperimentPlan, KeptThing};
use crate::web::page::{memory, practice};
use crate::web::ui::state::State;

#[derive(Clone, Copy, Debug, Default)]
pub(in crate::web::ui) struct CompareState {
    /// Whether the tab is in front.
    pub(in crate::web::ui) is_shown: RwSignal<bool>,
    /// The number of changes, and the request.
    pub(super) request: RwSignal<(u32, ExperimentRequest)>,
    pub(super) plan: RwSignal<ExperimentPlan>,
    /// The open question.
    pub(super) asking: RwSignal<CompareConsent>,
    /// Counts the comparisons that were confirmed.
    pub(super) starts: StoredValue<u32>,
    /// Whether a comparison is starting or running.
    pub(in crate::web::ui) is_running: RwSignal<bool>,
    pub(super) view: RwSignal<ComparisonView>,
    /// Whether an experiment was chosen since the last result.
    pub(super) is_introduced: RwSignal<bool>,
    /// The status in words, finished trials and all.
    pub(super) status: RwSignal<(String, (u32, u32))>,
    pub(super) kept: RwSignal<Vec<Kept>>,
}

impl CompareState {
    pub(in crate::web::ui) fn new() -> Self {
        let kept = memory::recall(KeptThing::Comparisons, kept::from_json).unwrap_or_default();
        let request = RwSignal::new((0, ExperimentRequest::first(practice::refusal().is_none())));
        Self { kept: RwSignal::new(kept), request, ..Self::default() }
    }

    /// Changes the request, which is planned again at once.
    pub(super) fn change(self, change: impl FnOnce(&mut ExperimentRequest)) {
        self.request.update(|(number, request)| {
            change(request);
            *number += 1;
        });
        if self.asking.get_untracked() == CompareConsent::Starting {
            // The confirmed request has changed.
            self.is_running.set(false);
        }
        self.asking.set(CompareConsent::Idle);
    }

    /// Chooses the experiment of this key.
    pub(in crate::web::ui) fn choose(self, key: &str) {
        self.change(|request| request.choose(key));
        self.is_introduced.set(true);
    }

    /// Whether the plan is valid and of the current request.
    pub(super) fn is_ready(self) -> bool {
        let number = self.request.with(|(number, _)| *number);
        self.plan.with(|plan| plan.number == number && plan.problem.is_none())
    }

    pub(super) fn state_name(self) -> &'static str {
        let (is_empty, state) = self.view.with(|view| (view.title.is_empty(), view.state));
        match (self.is_running.get(), is_empty) {
            (true, _) if state == ReportState::Hidden => "hidden",
            (true, _) => "running",
            (false, true) => "idle",
            (false, false) => state.name(),
        }
    }

    pub(in crate::web::ui) fn take(self, event: CompareEvent) {
        match event {
            CompareEvent::Plan(plan) => {
                // An open question is about the plan it showed; an equal plan keeps it open.
                let has_changed = self.plan.with_untracked(|shown| {
                    (&shown.words, &shown.warning, &shown.problem)
                        != (&plan.words, &plan.warning, &plan.problem)
                });
                if has_changed && self.asking.get_untracked() != CompareConsent::Starting {
                    self.asking.set(CompareConsent::Idle);
                }
                self.plan.set(plan);
            }
            CompareEvent::View(view) => {
                // A view of imported rows may arrive while a comparison is starting.
                if self.asking.get_untracked() != CompareConsent::Starting {
                    self.is_running.set(matches!(view.state, ReportState::Running | ReportState::Hidden));
                }
                self.status.set((view.status.clone(), view.progress));
                self.is_introduced.set(false);
                self.view.set(*view);
            }
            CompareEvent::Status(words, progress) => self.status.set((words, progress)),
            CompareEvent::NotStarted => self.is_running.set(false),
            CompareEvent::Over { name, report } => {
                self.change_kept(|stored| kept::added(stored, (name, report)));
            }
        }
    }

    pub(super) fn forget(self, place: usize) {
        if let Some(gone) = self.kept.with_untracked(|kept| kept.get(place).cloned()) {
            self.change_kept(|stored| kept::removed(stored, &gone));
        }
    }

    /// Changes what the browser keeps now: another tab may have changed it.
    fn change_kept(self, change: impl FnOnce(Vec<Kept>) -> Vec<Kept>) {
        let stored = memory::recall(KeptThing::Comparisons, kept::from_json)
            .unwrap_or_else(|| self.kept.get_untracked());
        let wanted = change(stored.clone());
        self.kept.set(memory::remember_comparisons(&stored, wanted));
    }
}

impl State {
    pub(super) fn send_compare(self, command: CompareCommand) {
        self.command(Command::Compare(command));
    }
}
