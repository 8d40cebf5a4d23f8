//! What happens on Start: nothing without a reason said, the question before a big run, a wait for the reading, the run.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::state::{PageState, State};
use super::{confirm, width};
use crate::page::practice;
use crate::protocol::RunKind;

/// Starts runs. Asks before a big one, once for each change of the input.
#[derive(Clone, Copy, Debug)]
pub(super) struct Starter {
    state: State,
    phase: Memo<PageState>,
    /// The change of the input that the user said yes to.
    confirmed: StoredValue<Option<u32>>,
    /// The change of the input that is run as soon as it is read: Start was pressed before.
    waiting: RwSignal<Option<u32>>,
    /// Whether the practice server is being opened for a run.
    opening: RwSignal<bool>,
}

impl Starter {
    pub(super) fn new(state: State, phase: Memo<PageState>) -> Self {
        let this = Self {
            state,
            phase,
            confirmed: StoredValue::new(None),
            waiting: RwSignal::new(None),
            opening: RwSignal::new(false),
        };
        Effect::new(move |_| {
            let phase = phase.get();
            if let Some(input) = this.waiting.get()
                && (phase != PageState::Reading || input != state.input.get())
            {
                this.waiting.set(None);
                if phase == PageState::Ready && input == state.input.get_untracked() {
                    this.start_or_ask();
                }
            }
        });
        this
    }

    /// Whether there is anything to send.
    pub(super) fn has_targets(self) -> bool {
        self.state.reading.with(|reading| reading.targets > 0)
    }

    /// What is to be said beside Start: why it does nothing, or what it will do beyond starting.
    pub(super) fn remark(self) -> Option<&'static str> {
        if self.waiting.get().is_some() {
            return Some("Starts when the list is read.");
        }
        if self.opening.get() {
            return Some("Opening the practice server.");
        }
        match self.phase.get() {
            PageState::Ready if !self.has_targets() => Some("None of these links can be sent."),
            PageState::Empty | PageState::Reading if !self.has_targets() => Some("Nothing to send yet."),
            PageState::Reading | PageState::Ready if self.state.has_run() => {
                Some("Start replaces the rows of the last run.")
            }
            PageState::Done | PageState::Stopped => Some("Start runs the list again, and replaces the rows."),
            _ => None,
        }
    }

    /// Start was pressed.
    pub(super) fn press(self) {
        let is_on = self.phase.get_untracked().is_active() || self.opening.get_untracked();
        if is_on || !untrack(|| self.has_targets()) {
            return;
        }
        if self.phase.get_untracked() == PageState::Reading {
            self.waiting.set(Some(self.state.input.get_untracked()));
        } else {
            self.start_or_ask();
        }
    }

    fn start_or_ask(self) {
        let is_confirmed = self.confirmed.get_value() == Some(self.state.input.get_untracked());
        // Nobody has to be spared where nobody is asked.
        let spares_all = untrack(|| self.state.is_practice());
        if is_confirmed || spares_all || !self.state.reading.with_untracked(crate::protocol::Reading::is_big)
        {
            self.run();
        } else {
            confirm::ask(self.state, self);
        }
    }

    /// The user said yes to the list as it is.
    pub(super) fn confirm(self) {
        self.confirmed.set_value(Some(self.state.input.get_untracked()));
        self.run();
    }

    fn run(self) {
        if untrack(|| self.state.is_practice()) {
            self.open_and_run();
        } else {
            self.run_as(RunKind::Real);
        }
    }

    /// Opens the practice server, then runs; where it cannot be opened every link says so for itself. A list that was
    /// changed meanwhile is not the one that Start was pressed for.
    fn open_and_run(self) {
        self.opening.set(true);
        let input = self.state.input.get_untracked();
        spawn_local(async move {
            let opened = practice::open().await;
            self.opening.set(false);
            if let Err(no_practice) = &opened {
                self.state.tell_of_practice(no_practice);
            }
            if self.state.input.get_untracked() == input {
                self.run_as(if opened.is_ok() { RunKind::Practice } else { RunKind::Real });
            }
        });
    }

    fn run_as(self, kind: RunKind) {
        self.state.start_run(kind);
        // In one column the run is below the input: what was asked for is brought into sight.
        if !width::has_two_columns()
            && let Some(strip) = self.state.strip.get_untracked()
        {
            // The numbers come into the strip first.
            set_timeout(move || strip.scroll_into_view(), core::time::Duration::ZERO);
        }
    }
}
