//! What happens on Start: nothing without a reason said, the question before a big run or one that may change data, a wait for the reading, the run.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::state::{PageState, State};
use super::{confirm, width};
use crate::page::local_network;
use crate::protocol::{LocalDenied, Reading};

/// Starts runs. Asks before a big one, once for each change of the input, and before each that may change data.
#[derive(Clone, Copy, Debug)]
pub(super) struct Starter {
    state: State,
    phase: Memo<PageState>,
    wishes: RwSignal<Wishes>,
}

/// What the user wishes to be run, each a change of the input.
#[derive(Clone, Copy, Debug, Default)]
struct Wishes {
    /// The one that the user said yes to.
    confirmed: Option<u32>,
    /// The one that is run as soon as it is read: Start was pressed before.
    waiting: Option<u32>,
    /// Whether the browser asks the user about the local network for it.
    asking: bool,
}

impl Starter {
    pub(super) fn new(state: State, phase: Memo<PageState>) -> Self {
        let this = Self { state, phase, wishes: RwSignal::default() };
        Effect::new(move |_| {
            let phase = phase.get();
            if let Some(input) = this.wishes.with(|wishes| wishes.waiting)
                && (phase != PageState::Reading || input != state.input.get())
            {
                this.wishes.update(|wishes| wishes.waiting = None);
                let is_read = matches!(phase, PageState::Ready | PageState::Done | PageState::Stopped);
                if is_read && input == state.input.get_untracked() {
                    this.start_or_ask();
                }
            }
        });
        this
    }

    /// Whether there is anything to send.
    pub(super) fn has_targets(self) -> bool {
        self.state.reading.with(|reading| reading.targets > 0 && !has_unread_choice(reading))
    }

    /// What is to be said beside Start: why it does nothing, or what it will do beyond starting.
    pub(super) fn remark(self) -> Option<&'static str> {
        if self.state.compare().is_on.get() {
            return Some("A comparison is on: stop it on the Compare tab, or wait for its end.");
        }
        if self.wishes.with(|wishes| wishes.waiting.is_some()) {
            return Some("Starts when the list is read.");
        }
        if self.state.reading.with(has_unread_choice) {
            return Some("What links are to hold, or not, cannot be read: see “Which links”.");
        }
        if self.wishes.with(|wishes| wishes.asking) {
            return Some("Waits for your answer to the browser, which asks about your local network.");
        }
        match self.phase.get() {
            PageState::Ready if !self.has_targets() => Some("None of these links can be sent."),
            PageState::Empty | PageState::Reading | PageState::Done | PageState::Stopped
                if !self.has_targets() =>
            {
                Some("Nothing to send yet.")
            }
            PageState::Reading | PageState::Ready if self.state.has_run() => {
                Some("Start replaces the rows of the last run.")
            }
            PageState::Done if self.state.is_brought() => {
                Some("Start runs the list in the form, and replaces the rows.")
            }
            PageState::Done | PageState::Stopped => Some("Start runs the list again, and replaces the rows."),
            _ => None,
        }
    }

    /// Start was pressed.
    pub(super) fn press(self) {
        let is_asking = self.wishes.with_untracked(|wishes| wishes.asking);
        if is_asking
            || self.state.compare().is_on.get_untracked()
            || self.phase.get_untracked().is_active()
            || !untrack(|| self.has_targets())
        {
            return;
        }
        if self.phase.get_untracked() == PageState::Reading {
            let input = self.state.input.get_untracked();
            self.wishes.update(|wishes| wishes.waiting = Some(input));
        } else {
            self.start_or_ask();
        }
    }

    fn start_or_ask(self) {
        // What may change data is asked about each time.
        let may_write = self.state.write.with_untracked(Option::is_some);
        let confirmed = self.wishes.with_untracked(|wishes| wishes.confirmed);
        let is_confirmed = confirmed == Some(self.state.input.get_untracked());
        // Nobody has to be spared where nobody is asked.
        let spares_all = untrack(|| self.state.is_practice());
        let is_small = !self.state.reading.with_untracked(Reading::is_big);
        if !may_write && (is_confirmed || spares_all || is_small) {
            self.run();
        } else {
            confirm::ask(self.state, self);
        }
    }

    /// The user said yes to the list as it is.
    pub(super) fn confirm(self) {
        let input = self.state.input.get_untracked();
        self.wishes.update(|wishes| wishes.confirmed = Some(input));
        self.run();
    }

    /// Runs the list; where the browser has to ask the user about the local network, after that.
    fn run(self) {
        let targets = self.state.reading.with_untracked(|reading| reading.local.clone());
        if untrack(|| self.state.is_practice()) || !local_network::may_be_asked(&targets) {
            return self.run_now(LocalDenied::default());
        }
        let input = self.state.input.get_untracked();
        self.wishes.update(|wishes| wishes.asking = true);
        spawn_local(async move {
            let denied = local_network::ask(&targets).await;
            self.wishes.update(|wishes| wishes.asking = false);
            if input == self.state.input.get_untracked() {
                self.run_now(denied);
            }
        });
    }

    fn run_now(self, denied: LocalDenied) {
        // It may have begun while the list was read or the browser asked.
        if self.state.compare().is_on.get_untracked() {
            return;
        }
        self.state.start_run(denied);
        // In one column the run is below the input: what was asked for is brought into sight.
        if !width::has_two_columns()
            && let Some(strip) = self.state.strip.get_untracked()
        {
            // The numbers come into the strip first.
            set_timeout(move || strip.scroll_into_view(), core::time::Duration::ZERO);
        }
    }
}

/// Whether the user wants links chosen by an expression that cannot be read: then any might be meant.
fn has_unread_choice(reading: &Reading) -> bool {
    reading.include_problem.is_some() || reading.exclude_problem.is_some()
}
