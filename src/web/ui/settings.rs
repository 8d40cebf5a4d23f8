//! The settings: changed for the run that is on and those to come, lent by a practice list, exceeded by one run.

use leptos::prelude::*;

use super::state::State;
use crate::protocol::{Command, RunCommand};
use crate::settings::{FailureAllowance, Limits, RunSettings};
use crate::web::page::memory;

pub(super) const SETTINGS_KEY: &str = "volley.json.settings";

impl State {
    /// Changes the settings: limits for the run that is on too, the rest from the next run on.
    pub(super) fn change_settings(self, change: impl FnOnce(&mut RunSettings)) {
        let before = self.settings.get_untracked();
        let run_before = untrack(|| self.run_limits());
        let mut settings = before;
        change(&mut settings);
        settings.limits = settings.limits.clamped();
        if settings == before {
            return;
        }
        if settings.limits.stop_after != before.limits.stop_after {
            // What the user sets last counts.
            self.allowance().set(FailureAllowance::default());
        }
        self.settings.set(settings);
        if !self.is_lent() {
            memory::remember(SETTINGS_KEY, &settings.to_json());
        }
        self.turn_run(run_before);
        if settings.duplicates != before.duplicates {
            self.read_again();
        }
    }

    /// The limits that the last run keeps to: the settings', and what was allowed to it beyond them.
    pub(super) fn run_limits(self) -> Limits {
        self.allowance().get().applied_to(self.settings.with(|settings| settings.limits))
    }

    /// Allows the run that is on twice as many failures in a row as before, at each of its hosts. The settings stay.
    pub(super) fn allow_more_failures(self) {
        let run_before = untrack(|| self.run_limits());
        let limits = self.settings.with_untracked(|settings| settings.limits);
        self.allowance().update(|allowance| *allowance = allowance.doubled(&limits));
        self.turn_run(run_before);
    }

    /// Has the run that is on, which kept to the limits `before`, keep to those of now.
    fn turn_run(self, before: Limits) {
        let limits = untrack(|| self.run_limits());
        if limits != before && untrack(|| self.page_state()).is_active() {
            self.command_run(RunCommand::SetLimits(limits));
            if let Some(text) = limits.turned_from(&before) {
                self.command(Command::KnobTurned { text });
            }
        }
    }

    /// Puts settings into the form for as long as a practice list stands there.
    pub(super) fn lend_settings(self, lent: RunSettings) {
        self.keep_own_settings();
        self.change_settings(|settings| *settings = lent);
        self.settings_given.update(|given| *given += 1);
    }

    /// Gives the user's own settings back, where others were lent, and remembers the list that stands there now.
    pub(super) fn take_settings_back(self) {
        if let Some(own) = self.own_settings() {
            self.change_settings(|settings| *settings = own);
            self.settings_given.update(|given| *given += 1);
            self.remember_text();
        }
    }
}
