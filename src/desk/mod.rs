//! The desk owns all data: it reads lists, keeps the rows, sorts, filters, exports, and hands runs to runners.
//!
//! [`Desk`] is a state machine without I/O, clock or browser: inputs go into `handle_…`, effects come out of
//! [`Desk::poll_effect`], long work is done a slice at a time by [`Desk::step`]. The driver (a worker in the browser, a
//! test in virtual time) carries out the effects and returns their results.

mod code;
mod compare;
mod dispatch;
mod documents_ahead;
mod effect;
mod excerpt;
mod export;
mod hosts_allow;
mod import;
mod imported_run;
mod inspect;
mod list_input;
mod merge;
mod output;
mod pieces;
mod publish;
mod reading;
mod reading_view;
mod retry;
mod run;
mod runs;
mod selection;
mod table;
mod timeline;
mod tools_link;
mod visits;
mod waiting;

use crate::ids::RunnerId;
use crate::input::list::LinkList;
use crate::protocol::RunKind;
use crate::random::Random;
use crate::request::RequestPayload;
use crate::request::headers::HeaderProblem;
use crate::result::order::STEP_ITEMS;
use crate::units::Millis;

pub use effect::{
    Effect, FileHandle, FileId, OutputId, PIECE_BYTES, ReadId, TargetBuffers, ToolsAttachment, ToolsTargets,
};

use effect::Effects;
use list_input::ListInput;
use reading::{ListReading, ReadStep};

/// The desk's surroundings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The page's origin.
    pub own_origin: String,
    /// The address of the practice server's folder; empty where there is none.
    pub practice_folder: String,
    /// Whether the page came over `https`.
    pub https: bool,
}

/// The attachments of a command.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Attached {
    /// None.
    #[default]
    Nothing,
    /// Files, in the order of their names; `None` for one whose content is missing.
    Files(Vec<Option<FileHandle>>),
    /// A new connection to a runner.
    Runner(RunnerId),
}

/// See the [module](self).
///
/// The order of calls: after each input and each step, [`poll_effect`](Self::poll_effect) until it returns `None`; then,
/// while [`has_work`](Self::has_work), [`step`](Self::step), letting other inputs in between slices; and
/// [`handle_tick`](Self::handle_tick) at [`next_wakeup`](Self::next_wakeup), which may change with every call. `now` is
/// any clock that does not run backwards.
///
/// - Inputs: [`handle_command`](Self::handle_command), [`handle_report`](Self::handle_report),
///   [`handle_tools`](Self::handle_tools), [`handle_piece`](Self::handle_piece), [`handle_tick`](Self::handle_tick).
/// - Outputs: `poll_effect`, `has_work`, `next_wakeup`.
///
/// It guarantees: every link ends in one verdict; an event names a row together with its list, and no event is about a row
/// of another list; a stopped run sends nothing until Start or Retry; files hold the rows as they were when requested.
#[derive(Debug)]
pub struct Desk {
    place: Place,
    effects: Effects,
    runners: Runners,
    input: ListInput,
    reading: ListReading,
    runs: runs::Runs,
    /// What requests carry; never stored in the browser.
    payload: RequestPayload,
    /// Lines of the headers that cannot be sent.
    header_problems: Vec<HeaderProblem>,
    table: table::RowsOnScreen,
    retries: retry::Retries,
    offer: visits::Offer,
    inspections: inspect::Inspections,
    excerpts: excerpt::Excerpts,
    outputs: output::Outputs,
    scripts: code::Scripts,
    imports: import::Imports,
    compare: compare::Comparing,
    random: Random,
    /// When the next update is due.
    publish_at: Option<Millis>,
    /// The kind of long work that gets the next slice.
    next_work: usize,
    /// Rows or targets of a slice, where it counts them.
    slice: usize,
}

/// A runner for runs of the list, as the page last reported it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum RunnerReport {
    /// Nothing yet: it will be connected or lost.
    #[default]
    Awaited,
    Connected(RunnerId),
    /// It is gone, or cannot be had.
    Lost,
}

/// The runners for runs of the list, by what they run.
#[derive(Debug, Default)]
struct Runners {
    real: RunnerReport,
    practice: RunnerReport,
}

impl Runners {
    const fn report(&self, kind: RunKind) -> RunnerReport {
        match kind {
            RunKind::Real => self.real,
            RunKind::Practice => self.practice,
        }
    }

    const fn get(&self, kind: RunKind) -> Option<RunnerId> {
        match self.report(kind) {
            RunnerReport::Connected(runner) => Some(runner),
            RunnerReport::Awaited | RunnerReport::Lost => None,
        }
    }

    const fn set(&mut self, kind: RunKind, report: RunnerReport) {
        *match kind {
            RunKind::Real => &mut self.real,
            RunKind::Practice => &mut self.practice,
        } = report;
    }
}

/// A kind of long work: whether there is any, and a slice of it.
type Work = (fn(&Desk) -> bool, fn(&mut Desk, Millis));

/// The kinds of long work; each gets a slice in turn.
const WORK: [Work; 7] = [
    (|desk| desk.reading.can_step(&desk.input), Desk::step_reading),
    (Desk::can_step_table, Desk::step_table),
    (|desk| desk.retries.can_step(), Desk::step_retry),
    (|desk| desk.outputs.can_step(), Desk::step_output),
    (|desk| desk.scripts.can_step(), Desk::step_script),
    (|desk| desk.imports.can_step(), Desk::step_import),
    (|desk| desk.compare.can_step(), Desk::step_compare),
];

impl Desk {
    /// An empty desk; `seed` seeds its random numbers.
    pub fn new(place: Place, seed: u64) -> Self {
        let input = ListInput::new(place.https);
        let reading = ListReading::new(&input);
        Self {
            table: table::RowsOnScreen::new(reading.list()),
            reading,
            input,
            place,
            effects: Effects::default(),
            runners: Runners::default(),
            runs: runs::Runs::default(),
            payload: RequestPayload::default(),
            header_problems: Vec::new(),
            retries: retry::Retries::default(),
            offer: visits::Offer::default(),
            inspections: inspect::Inspections::default(),
            excerpts: excerpt::Excerpts::default(),
            outputs: output::Outputs::default(),
            scripts: code::Scripts::default(),
            imports: import::Imports::default(),
            compare: compare::Comparing::default(),
            random: Random::new(seed),
            publish_at: None,
            next_work: 0,
            slice: STEP_ITEMS,
        }
    }

    /// The same with so many rows or targets in a slice of a sort, a filter or a plan; tests make it small.
    #[must_use]
    pub fn with_slices_of(self, slice: usize) -> Self {
        Self { slice, ..self }
    }

    /// The next effect; `None` when there is none now.
    pub fn poll_effect(&mut self) -> Option<Effect> {
        self.effects.pop()
    }

    /// Whether [`step`](Self::step) has something to do.
    pub fn has_work(&self) -> bool {
        self.can_step_start() || WORK.iter().any(|(can_step, _)| can_step(self))
    }

    /// Does one slice of long work, some milliseconds; returns whether there is more.
    /// What ends a run or begins a retry looks at each of its targets once: some ten milliseconds for a million.
    pub fn step(&mut self, now: Millis) -> bool {
        // The user waits for the first request.
        if self.can_step_start() {
            self.step_start(now);
            return self.has_work();
        }
        for offset in 0..WORK.len() {
            let nth = (self.next_work + offset) % WORK.len();
            let (can_step, step) = WORK[nth];
            if can_step(self) {
                self.next_work = nth + 1;
                step(self, now);
                break;
            }
        }
        self.has_work()
    }

    /// When [`handle_tick`](Self::handle_tick) is due; `None` when nothing waits for time to pass.
    pub fn next_wakeup(&self) -> Option<Millis> {
        self.publish_at
    }

    /// Publishes what is due.
    pub fn handle_tick(&mut self, now: Millis) {
        if self.publish_at.is_some_and(|due| due <= now) {
            self.publish(now);
        }
    }

    /// Delivers a piece of a file, or why it cannot be read; dropped when nothing waits for it.
    pub fn handle_piece(&mut self, read: ReadId, piece: Result<Vec<u8>, String>, _now: Millis) {
        let mut piece = Some(piece);
        let _ = self.reading.take(read, &mut piece)
            || self.imports.take(read, &mut piece)
            || self.excerpts.take(read, &mut piece);
        self.continue_excerpt();
    }

    /// The list on screen: the last run's, or before the first run the one being read.
    fn shown_list(&self) -> &LinkList {
        self.runs.list().map_or_else(|| self.reading.list(), AsRef::as_ref)
    }

    fn step_reading(&mut self, now: Millis) {
        let Self { reading, input, place, effects, .. } = self;
        match reading.step(input, &place.practice_folder, effects) {
            ReadStep::Goes => self.publish_soon(now),
            // Before the first run its rows are on screen, and belong to another list from here on.
            ReadStep::CutBack => self.show_reading(),
            ReadStep::Read => self.finish_reading(now),
        }
    }

    /// Reads the changed input: all of it, or only the text area.
    fn read(&mut self, number: u32, only_text: bool) {
        self.input.number = number;
        if only_text && !self.reading.is_costly_to_change() {
            self.reading.read_text(&self.input);
        } else {
            self.reading.restart(&self.input);
            self.show_reading();
        }
    }

    fn finish_reading(&mut self, now: Millis) {
        self.input.find_secrets();
        self.show_reading();
        self.publish_summary(now);
        self.publish_table();
        self.refresh_table();
        self.start_pending(now);
        self.publish_reading();
        self.replan_list();
    }
}
