//! The page's state: what the parts last said, what the user has set, and what the page asks of the parts.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::compare::CompareState;
use super::notifications::Notifications;
pub(super) use super::phase::PageState;
use super::settings::SETTINGS_KEY;
use super::table::TableState;
use crate::protocol::{
    CodeView, CodegenCommand, Command, ExcerptView, Generation, Inspection, KnownSecrecy, ListId,
    LocalDenied, Proposal, ReadingChoice, ReadingView, RunKind, RunNumber, RunPhase, RunProgress, Secrecy,
    TimelineView,
};
use crate::request::{Write, WriteMethod};
use crate::settings::{Duplicates, FailureAllowance, RunSettings};
use crate::stats::summary::Summary;
use crate::web::page::memory;
use crate::web::page::workers::Workers;

/// A source that is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Viewed {
    /// Its number in the reading.
    pub(super) source: u16,
    pub(super) name: String,
    /// The line and column that it is looked at for, from 1; `None` for its beginning.
    pub(super) place: Option<(u32, u32)>,
    /// What is shown of it; `None` until it comes.
    pub(super) excerpt: Option<ExcerptView>,
}

/// What is not looked at with each change of the page: kept behind one key, so that the state stays cheap to hand on.
#[derive(Clone, Copy, Debug)]
struct Aside {
    /// The user's own settings, while a practice list has lent others.
    own_settings: Option<RunSettings>,
    compare: CompareState,
    /// The script that is shown to be taken away.
    code: RwSignal<CodeView>,
    /// How far results are read; empty when none are.
    importing: RwSignal<String>,
    /// The last run that was brought back; 0 for none. No runner knows it, and it is never on.
    brought: RunNumber,
    /// The last command for a run.
    generation: Generation,
    /// What the last run was allowed beyond the settings.
    allowance: RwSignal<FailureAllowance>,
    /// Counts the changes of what requests carry.
    payload: u32,
    /// Whether the input holds a secret, as far as it is known.
    secrecy: KnownSecrecy,
}

/// All signals of the page. Cheap to copy: each is a key into Leptos's arena.
#[derive(Clone, Copy, Debug)]
pub(super) struct State {
    parts: StoredValue<Option<Workers>, LocalStorage>,
    /// The text area, which holds its text itself.
    pub(super) area: NodeRef<html::Textarea>,
    /// The run strip, which says what the page is doing.
    pub(super) strip: NodeRef<html::Section>,
    /// How the user wants lists read; what is done with identical targets stands in the settings.
    pub(super) choice: RwSignal<ReadingChoice>,
    pub(super) viewed: RwSignal<Option<Viewed>>,
    /// Counts the changes of the input; the desk's reading names the last that is in it.
    pub(super) input: RwSignal<u32>,
    pub(super) reading: RwSignal<ReadingView>,
    pub(super) settings: RwSignal<RunSettings>,
    /// What stands aside.
    aside: StoredValue<Aside>,
    /// The user's own list, while a practice list stands in its place; `None` where there was none.
    pub(super) own_text: RwSignal<Option<String>>,
    /// Counts the times the settings were set by something else than their fields.
    pub(super) settings_given: RwSignal<u32>,
    pub(super) summary: RwSignal<Summary>,
    pub(super) progress: RwSignal<Option<RunProgress>>,
    /// How the last run went so far.
    pub(super) story: RwSignal<TimelineView>,
    /// The method of requests that may change data, when the user asked for such.
    pub(super) write: RwSignal<Option<WriteMethod>>,
    /// The run that was last started, from 1, and who answers it; 0 before the first.
    run: RwSignal<(RunNumber, RunKind)>,
    /// Whether the input changed since the last run was started.
    pub(super) changed: RwSignal<bool>,
    pub(super) notifications: Notifications,
    /// What the last closer look at a link (from 0) showed.
    pub(super) inspected: RwSignal<Option<(ListId, u32, Inspection)>>,
    /// The table on screen: its window of rows, order, filter, chosen row.
    pub(super) table: TableState,
}

pub(super) const CHOICE_KEY: &str = "volley.json.choice";

impl State {
    pub(super) fn new() -> Self {
        let settings = memory::recall(SETTINGS_KEY, RunSettings::from_json).unwrap_or_default();
        Self {
            parts: StoredValue::new_local(None),
            area: NodeRef::new(),
            strip: NodeRef::new(),
            choice: RwSignal::new(
                memory::recall_list(CHOICE_KEY, ReadingChoice::from_json).unwrap_or_default(),
            ),
            viewed: RwSignal::default(),
            input: RwSignal::default(),
            reading: RwSignal::new(ReadingView { done: true, ..ReadingView::default() }),
            settings: RwSignal::new(settings),
            aside: StoredValue::new(Aside {
                own_settings: None,
                compare: CompareState::new(),
                code: RwSignal::default(),
                importing: RwSignal::default(),
                brought: 0,
                generation: Generation::default(),
                allowance: RwSignal::default(),
                payload: 0,
                secrecy: KnownSecrecy::default(),
            }),
            own_text: RwSignal::default(),
            settings_given: RwSignal::default(),
            summary: RwSignal::default(),
            progress: RwSignal::default(),
            story: RwSignal::default(),
            write: RwSignal::default(),
            run: RwSignal::new((0, RunKind::Real)),
            changed: RwSignal::new(true),
            notifications: Notifications::new(),
            inspected: RwSignal::default(),
            table: TableState::new(),
        }
    }

    pub(super) fn connect(self, parts: Workers) {
        self.parts.set_value(Some(parts));
        let is_own = self.choice.with_untracked(|choice| *choice != ReadingChoice::default());
        if is_own || self.settings.with_untracked(|settings| settings.duplicates != Duplicates::default()) {
            self.read_again();
        }
    }

    /// The script that is shown to be taken away.
    pub(super) fn code(self) -> RwSignal<CodeView> {
        self.aside.with_value(|aside| aside.code)
    }

    /// How far results are read that are brought back; empty when none are.
    pub(super) fn importing(self) -> RwSignal<String> {
        self.aside.with_value(|aside| aside.importing)
    }

    /// The tab Compare.
    pub(super) fn compare(self) -> CompareState {
        self.aside.with_value(|aside| aside.compare)
    }

    pub(super) fn command(self, command: Command) {
        self.command_with(command, Vec::new());
    }

    /// Sends a command with things beside it.
    pub(super) fn command_with(self, command: Command, beside: Vec<JsValue>) {
        self.with_workers(|workers| workers.command_with(command, beside));
    }

    /// What the page is doing; tracks all it depends on.
    pub(super) fn page_state(self) -> PageState {
        if let Some(progress) = self.current_progress() {
            match progress.phase {
                RunPhase::Running => return PageState::Running,
                RunPhase::Paused => return PageState::Paused,
                // Results are brought back beside a list, which may still be on its way.
                RunPhase::Done if self.is_brought() && self.is_reading() => return PageState::Reading,
                RunPhase::Done if !self.changed.get() => return PageState::Done,
                RunPhase::Stopped if !self.changed.get() => return PageState::Stopped,
                RunPhase::Done | RunPhase::Stopped => {}
            }
        } else if self.run.get().0 > 0 && !self.is_brought() {
            return PageState::Running;
        }
        if self.is_reading() {
            PageState::Reading
        } else if self.reading.with(|reading| reading.links == 0) {
            PageState::Empty
        } else {
            PageState::Ready
        }
    }

    /// Whether the list in the form is not read to its end.
    fn is_reading(self) -> bool {
        let input = self.input.get();
        self.reading.with(|reading| !reading.done || reading.input != input)
    }

    /// Whether the last run was brought back; tracks which that is.
    pub(super) fn is_brought(self) -> bool {
        let (last, _) = self.run.get();
        last > 0 && self.aside.with_value(|aside| aside.brought == last)
    }

    /// Counts a change of the input, and says so at once: what drives the page by a script must not see the old
    /// state before the next microtask.
    pub(super) fn next_input(self) -> u32 {
        self.changed.set(true);
        self.input.update(|input| *input += 1);
        self.show_state();
        self.input.get_untracked()
    }

    fn show_state(self) {
        if let Some(strip) = self.strip.get_untracked() {
            let name = untrack(|| self.page_state()).name();
            // An element of ours takes any attribute.
            let _ = strip.set_attribute("data-state", name);
        }
    }

    /// Whether a run was started in this tab.
    pub(super) fn has_run(self) -> bool {
        self.run.get().0 > 0
    }

    /// The progress of the run that was last started; `None` before the first report of it.
    pub(super) fn current_progress(self) -> Option<RunProgress> {
        let (run, _) = self.run.get();
        self.progress.get().filter(|progress| progress.run == run)
    }

    /// Runs the list as it stands: on the practice server, when all of it lies there.
    pub(super) fn start_run(self, denied: LocalDenied) {
        let kind = if untrack(|| self.is_practice()) {
            RunKind::Practice
        } else {
            // A list that has just been read may still stand beside what a practice list has lent.
            self.take_settings_back();
            RunKind::Real
        };
        let run = self.run.get_untracked().0 + 1;
        self.changed.set(false);
        self.allowance().set(FailureAllowance::default());
        self.run.set((run, kind));
        self.notifications.drop_notes();
        self.show_state();
        let (generation, input) = (self.next_generation(), self.input.get_untracked());
        // One that died is replaced: what it was running has ended.
        self.with_workers(Workers::want_runner);
        let settings = self.settings.get_untracked();
        self.command(Command::Start { run, generation, input, kind, settings, denied });
        if kind == RunKind::Practice {
            self.open_practice();
        }
    }

    /// Shows what was brought back as the last run; gives it up and returns `false` where a run is on: it may have begun
    /// while the desk told of it.
    pub(super) fn show_imported(self) -> bool {
        let (last, _) = self.run.get_untracked();
        let is_on = untrack(|| self.page_state()).is_active() || self.compare().is_on.get_untracked();
        let run = (!is_on).then_some(last + 1);
        if let Some(run) = run {
            self.aside.update_value(|aside| aside.brought = run);
            self.changed.set(false);
            self.run.set((run, RunKind::Real));
        }
        self.command(Command::Codegen(CodegenCommand::ShowImported { run }));
        run.is_some()
    }

    /// The last run, and who answers it.
    pub(super) fn last_run(self) -> (RunNumber, RunKind) {
        self.run.get_untracked()
    }

    /// Numbers the next command for a run.
    pub(super) fn next_generation(self) -> Generation {
        self.aside.update_value(|aside| aside.generation = aside.generation.next());
        self.aside.with_value(|aside| aside.generation)
    }

    /// What `ask` gets from the parts; `None` before they are there.
    pub(super) fn with_workers<T>(self, ask: impl FnOnce(&Workers) -> T) -> Option<T> {
        self.parts.with_value(|workers| workers.as_ref().map(ask))
    }

    /// Whether what stands in the form is lent by a practice list: then neither settings nor list are remembered.
    pub(super) fn is_lent(self) -> bool {
        self.aside.with_value(|aside| aside.own_settings.is_some())
    }

    /// Keeps the user's own settings, while others are lent.
    pub(super) fn keep_own_settings(self) {
        let now = self.settings.get_untracked();
        self.aside.update_value(|aside| {
            aside.own_settings.get_or_insert(now);
        });
    }

    /// The user's own settings, which were kept while others were lent; they are kept no more.
    pub(super) fn own_settings(self) -> Option<RunSettings> {
        self.aside.try_update_value(|aside| aside.own_settings.take()).flatten()
    }

    /// What the run that was last started was allowed beyond the settings.
    pub(super) fn allowance(self) -> RwSignal<FailureAllowance> {
        self.aside.with_value(|aside| aside.allowance)
    }

    /// What requests carry changed: what is proposed from now on is something else.
    pub(super) fn set_payload(self, headers: String, write: Option<Write>) {
        self.aside.update_value(|aside| aside.payload = aside.payload.wrapping_add(1));
        self.command(Command::SetPayload { headers, write });
    }

    /// What Start would send now.
    pub(super) fn proposal(self) -> Proposal {
        let (input, write) = (self.input.get_untracked(), self.write.get_untracked());
        let payload = self.aside.with_value(|aside| aside.payload);
        let settings = self.settings.get_untracked();
        self.reading.with_untracked(|reading| Proposal::of(reading, input, &settings, write, payload))
    }

    /// Whether the input as it is holds a secret; tracks what it is known from.
    pub(super) fn secrecy(self) -> Secrecy {
        let input = self.input.get();
        let learn =
            |reading: &ReadingView| self.aside.try_update_value(|aside| aside.secrecy.learn(input, reading));
        self.reading.with(learn).unwrap_or_default()
    }
}
