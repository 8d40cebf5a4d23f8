//! The tools: what the desk has done on another thread, because it is heavy to load and seldom needed. They read documents
//! and files of results, generate code, and carry out comparisons.
//!
//! [`Tools`] is a state machine without I/O, clock or browser, as the [desk](crate::desk) is: work goes into
//! [`handle_work`](Tools::handle_work), effects come out of [`poll_effect`](Tools::poll_effect), and each
//! [`step`](Tools::step) does a slice.

mod compare;
mod effect;
mod scripts;

use std::collections::VecDeque;

use crate::ids::RunnerId;
use crate::import::{ImportProgress, ImportReader};
use crate::input::document_reader::{DocumentReader, ReadProgress};
use crate::protocol::{Report, ToolsReport, ToolsWork};
use crate::units::Millis;

pub use effect::ToolsEffect;
pub use scripts::ToolsBuffers;

use compare::Comparer;
use effect::ToolsEffects;
use scripts::ScriptMaker;

/// What is attached to a piece of work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum ToolsAttached {
    /// The work is all there is to it.
    #[default]
    Nothing,
    /// Targets.
    Buffers(ToolsBuffers),
    /// A new connection to a runner.
    Runner(RunnerId),
}

/// A document or a file being read, under the desk's number.
#[derive(Debug)]
struct Numbered<T> {
    number: u32,
    reader: T,
    /// Whether there is text to read.
    has_more: bool,
}

/// See the [module](self).
///
/// After each input, [`poll_effect`](Self::poll_effect) until it returns `None`; then, while [`step`](Self::step) returns
/// `true`, the same after each step, with other inputs in between; and [`handle_tick`](Self::handle_tick) at
/// [`next_wakeup`](Self::next_wakeup). `now` is any clock that does not run backwards.
#[derive(Debug, Default)]
pub struct Tools {
    /// In the order in which they came.
    documents: VecDeque<Numbered<DocumentReader>>,
    import: Option<Numbered<ImportReader>>,
    scripts: ScriptMaker,
    compare: Comparer,
    effects: ToolsEffects,
}

impl Tools {
    /// Takes a piece of work, with what is attached to it.
    pub fn handle_work(&mut self, work: ToolsWork, attached: ToolsAttached, now: Millis) {
        let (buffers, runner) = match attached {
            ToolsAttached::Nothing => (ToolsBuffers::default(), None),
            ToolsAttached::Buffers(buffers) => (buffers, None),
            ToolsAttached::Runner(runner) => (ToolsBuffers::default(), Some(runner)),
        };
        match work {
            ToolsWork::Document { document: number, first, piece } => {
                // Numbers wrap around; those of one reading are close to each other.
                self.documents.retain(|document| document.number.wrapping_sub(first) <= u32::MAX / 2);
                if let Some(kind) = piece.begins {
                    let reader = DocumentReader::new(kind);
                    self.documents.push_back(Numbered { number, reader, has_more: false });
                }
                if let Some(document) = self.documents.iter_mut().find(|of| of.number == number) {
                    document.reader.push(&piece.text, piece.is_last);
                    document.has_more = true;
                }
            }
            ToolsWork::Import { import: number, piece } => {
                if piece.begins {
                    let reader = ImportReader::default();
                    self.import = Some(Numbered { number, reader, has_more: false });
                }
                if let Some(import) = self.import.as_mut().filter(|of| of.number == number) {
                    import.reader.push(&piece);
                    import.has_more = true;
                }
            }
            ToolsWork::Script { .. } | ToolsWork::NextPiece { .. } => self.scripts.handle_work(work, buffers),
            ToolsWork::Plan(plan) => self.plan(*plan, buffers),
            ToolsWork::DropPlan => self.drop_plan(),
            ToolsWork::Compare(command) => self.handle_compare(command, runner, now),
            ToolsWork::StopForRun => self.stop_compare_for_run(now),
            ToolsWork::Hidden(is_hidden) => self.hide_compare(is_hidden, now),
            ToolsWork::ImportedRow { file, row } => self.add_imported_row(&file, *row, now),
        }
    }

    /// Applies a report of a runner that carries out a trial.
    pub fn handle_report(&mut self, from: RunnerId, report: Report, now: Millis) {
        if let Report::Batch(batch) = report {
            self.take_trial_batch(from, &batch, now);
        }
    }

    /// Does a slice, some milliseconds but for one document of up to 25 MB; returns whether there is more.
    pub fn step(&mut self) -> bool {
        if let Some(import) = self.import.as_mut().filter(|of| of.has_more) {
            let (batch, progress) = import.reader.step();
            import.has_more = progress == ImportProgress::More;
            let is_over = matches!(progress, ImportProgress::Done(_) | ImportProgress::Unknown);
            let batch = Box::new(batch);
            self.effects.report(ToolsReport::Imported { import: import.number, batch, progress });
            if is_over {
                self.import = None;
            }
        } else if let Some(place) = self.documents.iter().position(|of| of.has_more) {
            let document = &mut self.documents[place];
            let (links, progress) = document.reader.next_batch();
            document.has_more = progress == ReadProgress::More;
            self.effects.report(ToolsReport::Links { document: document.number, links, progress });
            if progress == ReadProgress::Done {
                self.documents.remove(place);
            }
        } else if let Some((report, bytes)) = self.scripts.step() {
            self.effects.push(ToolsEffect::Report(report, bytes));
        }
        self.has_work()
    }

    /// The next effect; `None` when there is none now.
    pub fn poll_effect(&mut self) -> Option<ToolsEffect> {
        self.effects.pop()
    }

    /// When [`handle_tick`](Self::handle_tick) is due; `None` when nothing waits for time to pass.
    pub fn next_wakeup(&self) -> Option<Millis> {
        self.compare.next_wakeup()
    }

    /// Publishes what is due.
    pub fn handle_tick(&mut self, now: Millis) {
        self.tick_compare(now);
    }

    fn has_work(&self) -> bool {
        self.import.as_ref().is_some_and(|of| of.has_more)
            || self.documents.iter().any(|of| of.has_more)
            || self.scripts.has_work()
    }
}
