//! The page's state, and what concerns more than one of its contexts: what the page is doing, Start, import.

use core::ops::Deref;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::compare::CompareState;
use super::list::ListState;
use super::notifications::Notifications;
use super::run::RunState;
use super::settings::SettingsState;
use super::table::TableState;
use crate::protocol::{
    Access, AccessState, CodeScope, CodeView, CodegenCommand, Command, LocalDenied, Proposal, ReadingChoice,
    RunKind, RunPhase,
};
use crate::request::Write;
use crate::settings::{Duplicates, FailureAllowance};
use crate::web::page::access;
use crate::web::page::workers::Workers;

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

/// Everything of the page: four contexts, the table, the Compare tab, and the workers.
#[derive(Clone, Copy, Debug)]
pub(super) struct State(&'static Contexts);

impl Deref for State {
    type Target = Contexts;

    fn deref(&self) -> &Contexts {
        self.0
    }
}

/// What the state consists of: all are keys into Leptos's arena.
#[derive(Debug)]
pub(super) struct Contexts {
    workers: StoredValue<Option<Workers>, LocalStorage>,
    /// What this page may see of other sites.
    pub(super) access: RwSignal<AccessState>,
    pub(super) list: ListState,
    pub(super) settings: SettingsState,
    pub(super) run: RunState,
    pub(super) notifications: Notifications,
    /// The table on screen: its window of rows, order, filter, chosen row.
    pub(super) table: TableState,
    pub(super) compare: CompareState,
    /// The script that is shown to be exported.
    pub(super) code: RwSignal<CodeView>,
    pub(super) is_code_open: RwSignal<bool>,
    /// The links that code is shown for.
    pub(super) code_of: RwSignal<CodeScope>,
}

impl State {
    pub(super) fn new() -> Self {
        // Leaked once a page, which makes it as cheap to copy as any of its signals.
        Self(Box::leak(Box::new(Contexts {
            workers: StoredValue::new_local(None),
            access: RwSignal::new(if access::is_extension() {
                AccessState::extension()
            } else {
                AccessState::default()
            }),
            list: ListState::new(),
            settings: SettingsState::new(),
            run: RunState::default(),
            notifications: Notifications::default(),
            table: TableState::new(),
            compare: CompareState::new(),
            code: RwSignal::default(),
            is_code_open: RwSignal::default(),
            code_of: RwSignal::default(),
        })))
    }

    pub(super) fn connect(self, workers: Workers) {
        self.workers.set_value(Some(workers));
        let is_own = self.list.choice.with_untracked(|choice| *choice != ReadingChoice::default());
        if is_own
            || self.settings.values.with_untracked(|settings| settings.duplicates != Duplicates::default())
        {
            self.read_again();
        }
    }

    pub(super) fn command(self, command: Command) {
        self.command_with(command, Vec::new());
    }

    pub(super) fn command_with(self, command: Command, attached: Vec<JsValue>) {
        self.with_workers(|workers| workers.command_with(command, attached));
    }

    /// What the page is doing; tracks all it depends on.
    pub(super) fn page_state(self) -> PageState {
        if let Some(progress) = self.run.current_progress() {
            match progress.phase {
                RunPhase::Running => return PageState::Running,
                RunPhase::Paused => return PageState::Paused,
                // The list in the form may still be read while results are imported.
                RunPhase::Done if self.run.is_imported() && self.list.is_reading() => {
                    return PageState::Reading;
                }
                RunPhase::Done if !self.list.changed.get() => return PageState::Done,
                RunPhase::Stopped if !self.list.changed.get() => return PageState::Stopped,
                RunPhase::Done | RunPhase::Stopped => {}
            }
        } else if self.run.has_run() && !self.run.is_imported() {
            return PageState::Running;
        }
        if self.list.is_reading() {
            PageState::Reading
        } else if self.list.reading.with(|reading| reading.links == 0) {
            PageState::Empty
        } else {
            PageState::Ready
        }
    }

    /// Whether the list in the form is the one that the rows are of, so that their places can be shown.
    pub(super) fn has_places(self) -> bool {
        !self.run.has_run() || !(self.list.changed.get() || self.run.is_imported())
    }

    /// Counts a change of the input and shows it at once: a script must not see the old state until the next microtask.
    pub(super) fn next_input(self) -> u32 {
        self.list.changed.set(true);
        self.list.input.update(|input| *input += 1);
        self.show_state();
        self.list.input.get_untracked()
    }

    fn show_state(self) {
        if let Some(bar) = self.run.bar.get_value() {
            bar.set("data-state", Some(untrack(|| self.page_state()).name()));
        }
    }

    /// Runs the list as it is: on the practice server, when all of it lies there.
    pub(super) fn start_run(self, denied: LocalDenied) {
        let kind = if untrack(|| self.list.is_practice()) {
            RunKind::Practice
        } else {
            // The list was just read: a practice list's settings may still be in the form.
            self.restore_own_settings();
            RunKind::Real
        };
        let run = self.run.last.get_untracked().0.next();
        self.list.changed.set(false);
        self.settings.allowance.set(FailureAllowance::default());
        self.run.last.set((run, kind));
        self.run.started_at.set_value(Some(js_sys::Date::now()));
        self.notifications.drop_notes();
        self.show_state();
        let (generation, input) = (self.run.next_generation(), self.list.input.get_untracked());
        let settings = self.settings.values.get_untracked();
        let with_cookies = self.sends_cookies();
        self.run.may_retry.set_value(!with_cookies && self.list.write.get_untracked().is_none());
        self.command(Command::Start { run, generation, input, kind, settings, denied, with_cookies });
        if kind == RunKind::Practice {
            self.open_practice();
        }
    }

    /// Shows the imported results as the last run. Drops them and returns `false` while a run is active.
    pub(super) fn show_imported(self, import: u32) -> bool {
        let (last, _) = self.run.last.get_untracked();
        let is_active = untrack(|| self.page_state()).is_active() || self.compare.is_running.get_untracked();
        let run = (!is_active).then(|| last.next());
        if let Some(run) = run {
            self.run.imported.set_value(run);
            self.list.changed.set(false);
            self.run.last.set((run, RunKind::Real));
            self.run.started_at.set_value(None);
        }
        self.command(Command::Codegen(CodegenCommand::ShowImported { import, run }));
        run.is_some()
    }

    /// Calls `use_them` with the workers; `None` before they are started.
    pub(super) fn with_workers<T>(self, use_them: impl FnOnce(&Workers) -> T) -> Option<T> {
        self.workers.with_value(|workers| workers.as_ref().map(use_them))
    }

    /// What requests carry changed: what is proposed from now on is something else.
    pub(super) fn set_payload(self, headers: String, write: Option<Write>) {
        self.list.payload.update_value(|payload| *payload = payload.wrapping_add(1));
        self.command(Command::SetPayload { headers, write });
    }

    /// Whether a run that starts now carries the user's cookies.
    fn sends_cookies(self) -> bool {
        untrack(|| self.may_send_cookies()) && self.list.with_cookies.get_untracked()
    }

    /// Whether the user may choose that: with access to all sites, and where nothing is changed. Tracks both.
    pub(super) fn may_send_cookies(self) -> bool {
        self.access() == Access::Granted && self.list.write.with(Option::is_none)
    }

    pub(super) fn proposal(self) -> Proposal {
        let (input, write) = (self.list.input.get_untracked(), self.list.write.get_untracked());
        let payload = self.list.payload.get_value();
        let settings = self.settings.values.get_untracked();
        self.list.reading.with_untracked(|reading| Proposal {
            preflights: untrack(|| self.preflights(reading)),
            asks_about_local: access::is_extension(),
            with_cookies: self.sends_cookies() && !reading.practice,
            ..Proposal::of(reading, input, &settings, write, payload)
        })
    }
}
