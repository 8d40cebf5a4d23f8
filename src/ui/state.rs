//! The page's state: what the parts last said, what the user has set, and what the page asks of the parts.

use leptos::prelude::*;

use super::table::TableState;
use crate::page::memory;
use crate::page::parts::{Parts, PartTrouble, Which};
use crate::protocol::{Command, Order, Progress, Reading, RunNumber, RunPhase};
use crate::settings::{Duplicates, Limits, RunSettings};
use crate::stats::summary::Summary;

/// What the page is doing, as `data-state` says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PageState {
    Empty,
    Reading,
    Ready,
    Running,
    Paused,
    Done,
    Stopped,
}

impl PageState {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Reading => "reading",
            Self::Ready => "ready",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Done => "done",
            Self::Stopped => "stopped",
        }
    }

    /// Whether requests may be in flight.
    pub(super) const fn is_active(self) -> bool {
        matches!(self, Self::Running | Self::Paused)
    }
}

/// Something to tell the user, with what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) message: String,
    pub(super) hint: String,
    /// Whether reloading the page mends it.
    pub(super) reload: bool,
}

/// All signals of the page. Cheap to copy: each is a key into Leptos's arena.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    parts: StoredValue<Option<Parts>, LocalStorage>,
    pub(super) text: RwSignal<String>,
    /// Counts the changes of the input; the desk's reading names the last that is in it.
    pub(super) input: RwSignal<u32>,
    pub(super) reading: RwSignal<Reading>,
    pub(super) settings: RwSignal<RunSettings>,
    pub(super) summary: RwSignal<Summary>,
    pub(super) progress: RwSignal<Option<Progress>>,
    /// The run that was last started, from 1; 0 before the first.
    run: RwSignal<RunNumber>,
    /// Whether the input changed since the last run was started.
    pub(super) changed: RwSignal<bool>,
    pub(super) told: RwSignal<Vec<Told>>,
    /// The table on screen: its window of rows, order, filter, chosen row.
    pub(super) table: TableState,
}

const SETTINGS_KEY: &str = "volley.settings";

impl State {
    pub(super) fn new() -> Self {
        let mut settings: RunSettings = memory::recall(SETTINGS_KEY).unwrap_or_default();
        settings.limits = settings.limits.clamped();
        Self {
            parts: StoredValue::new_local(None),
            text: RwSignal::default(),
            input: RwSignal::default(),
            reading: RwSignal::new(Reading { done: true, ..Reading::default() }),
            settings: RwSignal::new(settings),
            summary: RwSignal::default(),
            progress: RwSignal::default(),
            run: RwSignal::default(),
            changed: RwSignal::new(true),
            told: RwSignal::default(),
            table: TableState::new(),
        }
    }

    pub(super) fn connect(self, parts: Parts) {
        self.parts.set_value(Some(parts));
    }

    pub(super) fn command(self, command: Command) {
        self.parts.with_value(|parts| {
            if let Some(parts) = parts {
                parts.command(command);
            }
        });
    }

    /// What the page is doing; tracks all it depends on.
    pub(super) fn page_state(self) -> PageState {
        let reading = self.reading.get();
        if let Some(progress) = self.progress.get()
            && progress.run == self.run.get()
        {
            match progress.phase {
                RunPhase::Running => return PageState::Running,
                RunPhase::Paused => return PageState::Paused,
                RunPhase::Done if !self.changed.get() => return PageState::Done,
                RunPhase::Stopped if !self.changed.get() => return PageState::Stopped,
                RunPhase::Done | RunPhase::Stopped => {}
            }
        } else if self.run.get() > 0 {
            return PageState::Running;
        }
        if !reading.done || reading.input != self.input.get() {
            PageState::Reading
        } else if reading.links == 0 {
            PageState::Empty
        } else {
            PageState::Ready
        }
    }

    /// The text area holds `text` now.
    pub(super) fn set_text(self, text: String) {
        self.text.set(text.clone());
        let input = self.next_input();
        self.command(Command::SetText { input, text });
    }

    fn next_input(self) -> u32 {
        self.changed.set(true);
        self.input.update(|input| *input += 1);
        self.input.get_untracked()
    }

    /// Runs the list as it stands.
    pub(super) fn start_run(self) {
        let run = self.run.get_untracked() + 1;
        self.changed.set(false);
        self.run.set(run);
        self.command(Command::Start { run, settings: self.settings.get_untracked() });
    }

    /// Sends an order for the current run, straight to the runner.
    pub(super) fn order(self, order: Order) {
        let run = self.run.get_untracked();
        self.parts.with_value(|parts| {
            if let Some(parts) = parts {
                parts.order(run, order);
            }
        });
    }

    /// Changes the limits, for the next run and for the one that is on.
    pub(super) fn set_limits(self, change: impl FnOnce(&mut Limits)) {
        self.settings.update(|settings| change(&mut settings.limits));
        let settings = self.settings.get_untracked();
        memory::remember(SETTINGS_KEY, &settings);
        if self.page_state().is_active() {
            self.order(Order::SetLimits(settings.limits.clamped()));
        }
    }

    /// Changes what is done with identical targets, and has the list read again.
    pub(super) fn set_duplicates(self, duplicates: Duplicates) {
        self.settings.update(|settings| settings.duplicates = duplicates);
        memory::remember(SETTINGS_KEY, &self.settings.get_untracked());
        let input = self.next_input();
        self.command(Command::SetReading { input, form: None, duplicates });
    }

    pub(super) fn tell(self, told: Told) {
        self.told.update(|all| {
            if !all.contains(&told) {
                all.push(told);
            }
        });
    }

    pub(super) fn tell_of_part(self, which: Which, trouble: &PartTrouble) {
        self.tell(super::trouble::explain(which, trouble));
    }
}
