//! The settings: changed for the active run and those to come, replaced by a practice list, exceeded by one run.

use leptos::prelude::*;

use super::state::State;
use crate::protocol::{Command, KeptThing, RunCommand};
use crate::settings::{FailureAllowance, Limits, RunSettings};
use crate::web::page::memory;

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct SettingsState {
    pub(super) values: RwSignal<RunSettings>,
    /// Counts the times the settings were set by something else than their fields.
    pub(super) replaced: RwSignal<u32>,
    /// The user's own settings, while those of a practice list are in the form.
    own: StoredValue<Option<RunSettings>>,
    /// What the last run was allowed beyond the settings.
    pub(super) allowance: RwSignal<FailureAllowance>,
}

impl SettingsState {
    pub(super) fn new() -> Self {
        let values = memory::recall(KeptThing::Settings, RunSettings::from_json).unwrap_or_default();
        Self { values: RwSignal::new(values), ..Self::default() }
    }

    /// Whether a practice list is in the form with its settings: then neither list nor settings are kept.
    pub(super) fn are_of_practice(self) -> bool {
        self.own.with_value(Option::is_some)
    }

    /// The limits of the last run: those of the settings, and what was allowed to it beyond them.
    pub(super) fn run_limits(self) -> Limits {
        self.allowance.get().applied_to(self.values.with(|values| values.limits))
    }
}

impl State {
    /// Changes the settings: limits for the active run too, the rest from the next run on.
    pub(super) fn change_settings(self, change: impl FnOnce(&mut RunSettings)) {
        let mut settings = self.settings.values.get_untracked();
        change(&mut settings);
        settings.limits = settings.limits.clamped();
        self.set_settings(settings);
    }

    fn set_settings(self, settings: RunSettings) {
        let before = self.settings.values.get_untracked();
        let run_before = untrack(|| self.settings.run_limits());
        if settings == before {
            return;
        }
        if settings.limits.stop_after != before.limits.stop_after {
            // What the user sets last counts.
            self.settings.allowance.set(FailureAllowance::default());
        }
        self.settings.values.set(settings);
        if !self.settings.are_of_practice() {
            memory::remember(KeptThing::Settings, &settings.to_json());
        }
        self.apply_limits(run_before);
        if settings.duplicates != before.duplicates {
            self.read_again();
        }
    }

    /// Allows the active run twice as many failures in a row as before, at each of its hosts. The settings stay.
    pub(super) fn allow_more_failures(self) {
        let run_before = untrack(|| self.settings.run_limits());
        let limits = self.settings.values.with_untracked(|settings| settings.limits);
        self.settings.allowance.update(|allowance| *allowance = allowance.doubled(&limits));
        self.apply_limits(run_before);
    }

    /// Applies the limits of now to the active run, which had `before`.
    fn apply_limits(self, before: Limits) {
        let limits = untrack(|| self.settings.run_limits());
        if limits != before && untrack(|| self.page_state()).is_active() {
            self.command_run(RunCommand::SetLimits(limits));
            if let Some(text) = limits.turned_from(&before) {
                self.command(Command::KnobTurned { text, per_host: Some(limits.per_origin) });
            }
        }
    }

    /// Puts the settings of a practice list into the form, for as long as that list is in it.
    pub(super) fn use_practice_settings(self, practice: RunSettings) {
        let own = self.settings.values.get_untracked();
        self.settings.own.update_value(|kept| {
            kept.get_or_insert(own);
        });
        self.change_settings(|settings| *settings = practice);
        self.settings.replaced.update(|times| *times += 1);
    }

    /// Restores the user's own settings where a practice list replaced them, and keeps the list that is in the form now.
    pub(super) fn restore_own_settings(self) {
        if let Some(own) = self.settings.own.try_update_value(Option::take).flatten() {
            self.change_settings(|settings| *settings = own);
            self.settings.replaced.update(|times| *times += 1);
            self.remember_text();
        }
    }
}
