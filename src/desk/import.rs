//! Imports results, a slice at a time, and shows them as a run.

use std::collections::VecDeque;

use super::Desk;
use super::effect::{Effect, FileHandle, ReadId, ToolsAttachment};
use super::merge::Merging;
use super::pieces::{FilePiece, Next, Pieces};
use crate::compare::row::ResultRow;
use crate::format::counted;
use crate::ids::RunId;
use crate::import::{self, ImportBatch, ImportPiece, ImportProgress, ImportedRun, Unknown};
use crate::input::decode::Utf8Pieces;
use crate::input::list::LinkList;
use crate::protocol::{Event, ImportSummary, MergeEnd, ToolsWork, Written};
use crate::result::table::ResultTable;
use crate::units::{Bytes, Millis};

/// Most problems shown in words.
const MAX_PROBLEMS_SHOWN: usize = 3;
/// Pieces between two progress updates: some eight updates a second.
const PIECES_PER_UPDATE: u32 = 4;

/// A file being read.
#[derive(Debug)]
struct Job {
    name: String,
    file: FileHandle,
    written: Option<Written>,
    /// Its number among those that the tools were given to read.
    import: u32,
    /// The rows so far.
    run: ImportedRun,
    decoder: Utf8Pieces,
    pieces: Pieces,
    pieces_read: u32,
    /// Whether the tools were given a piece, and have not read it.
    is_awaited: bool,
    has_begun: bool,
}

/// An imported run that waits to be shown or dropped.
#[derive(Debug)]
pub(super) struct PendingRun {
    pub(super) import: u32,
    pub(super) file: String,
    pub(super) run: (LinkList, ResultTable),
    pub(super) row: ResultRow,
}

/// Imports, one file after the other.
#[derive(Debug, Default)]
pub(super) struct Imports {
    files: VecDeque<(String, FileHandle, Option<Written>)>,
    job: Option<Box<Job>>,
    pub(super) merging: Option<Box<Merging>>,
    /// The number of the last file that the tools were given.
    last: u32,
    /// The number of the last one that was published.
    last_run: u32,
    pub(super) runs: Vec<PendingRun>,
}

impl Imports {
    pub(super) fn can_step(&self) -> bool {
        match &self.job {
            _ if self.merging.is_some() => true,
            Some(job) => !job.is_awaited && !job.pieces.is_awaited(0),
            None => !self.files.is_empty(),
        }
    }

    /// Delivers a piece; `false` when it was not requested here.
    pub(super) fn take(&mut self, read: ReadId, piece: &mut Option<FilePiece>) -> bool {
        self.job.as_mut().is_some_and(|job| job.pieces.take(read, piece))
    }
}

impl Desk {
    /// Queues a file of results.
    pub(super) fn import(&mut self, name: String, file: FileHandle, written: Option<Written>) {
        self.imports.files.push_back((name, file, written));
    }

    /// Cancels all imports.
    pub(super) fn cancel_import(&mut self) {
        let files = self.imports.files.drain(..).map(|(_, file, _)| file);
        for file in files.chain(self.imports.job.take().map(|job| job.file)) {
            self.effects.push(Effect::ForgetFile(file.id));
        }
        // What is merged already stays.
        self.imports.merging = None;
        self.effects.publish(Event::Importing(String::new()));
    }

    /// Hands the next piece of the file to the tools, or begins the next.
    pub(super) fn step_import(&mut self, now: Millis) {
        if self.imports.merging.is_some() {
            return self.step_merge(now);
        }
        let Some(job) = &mut self.imports.job else { return self.begin_import() };
        let mut text = String::new();
        let is_last = match job.pieces.next_of(0, &mut self.effects) {
            Next::Awaited => return,
            Next::Piece(Ok(bytes)) => {
                job.decoder.push(&bytes, &mut text);
                job.pieces_read += 1;
                false
            }
            Next::Piece(Err(why)) => return self.end_import(Err(why)),
            Next::End => {
                core::mem::take(&mut job.decoder).finish(&mut text);
                true
            }
        };
        let begins = !core::mem::replace(&mut job.has_begun, true);
        job.is_awaited = true;
        let is_due = job.pieces_read % PIECES_PER_UPDATE == 0;
        let piece = ImportPiece { begins, text, is_last };
        let work = ToolsWork::Import { import: job.import, piece };
        self.effects.post_to_tools(work, ToolsAttachment::Nothing);
        if is_due {
            self.publish_import();
        }
    }

    /// Adds rows that the tools read.
    pub(super) fn take_import_batch(&mut self, import: u32, batch: ImportBatch, progress: ImportProgress) {
        let Some(job) = self.imports.job.as_mut().filter(|job| job.import == import) else { return };
        job.run.take(batch);
        match progress {
            ImportProgress::More => {}
            ImportProgress::NeedMoreInput => job.is_awaited = false,
            ImportProgress::Unknown => self.end_import(Err(Unknown.to_string())),
            ImportProgress::Done(end) => {
                let Some(job) = self.imports.job.take() else { return };
                let Job { name, file, written, run, .. } = *job;
                self.effects.push(Effect::ForgetFile(file.id));
                let imported = run.finish(*end, &name);
                self.take_import(name, with_rows(imported), written);
            }
        }
    }

    /// Ends the import of the lost tools, and those that wait: they would ask for the tools again, one by one.
    pub(super) fn lose_import(&mut self) {
        if self.imports.job.is_none() {
            return;
        }
        let why = || Err("the part of Volley that reads it could not be loaded".to_owned());
        for (name, file, _) in core::mem::take(&mut self.imports.files) {
            self.effects.push(Effect::ForgetFile(file.id));
            self.take_import(name, why(), None);
        }
        self.end_import(why());
    }

    fn begin_import(&mut self) {
        let Some((name, file, written)) = self.imports.files.pop_front() else { return };
        // An import must not disturb a measurement; a run that begins meanwhile refuses it at its end.
        if self.is_measuring() {
            self.refuse_import(&name);
            self.effects.push(Effect::ForgetFile(file.id));
            return self.publish_import();
        }
        self.imports.last = self.imports.last.wrapping_add(1);
        self.imports.job = Some(Box::new(Job {
            import: self.imports.last,
            run: ImportedRun::new(&name),
            decoder: Utf8Pieces::default(),
            name,
            pieces: Pieces::of(file),
            file,
            written,
            pieces_read: 0,
            is_awaited: false,
            has_begun: false,
        }));
        self.publish_import();
    }

    pub(super) fn is_measuring(&self) -> bool {
        self.runs.is_active() || self.retries.is_active() || self.compare.is_running()
    }

    /// Ends the current file early.
    fn end_import(&mut self, why: Result<import::ImportResult, String>) {
        let Some(job) = self.imports.job.take() else { return };
        self.effects.push(Effect::ForgetFile(job.file.id));
        self.take_import(job.name, why, None);
    }

    /// Publishes the result of a file; its rows wait for a run number from the page.
    fn take_import(
        &mut self,
        file: String,
        imported: Result<import::ImportResult, String>,
        written: Option<Written>,
    ) {
        match imported {
            Err(why) => self.effects.trouble(
                format!("Couldn't import “{file}”: {why}."),
                "Give what a script printed, an export of rows, or a report of lychee, Locust or k6.",
            ),
            Ok(_) if self.is_measuring() => self.refuse_import(&file),
            Ok(imported) => {
                let links = imported.run.as_ref().map_or(0, |(list, _)| list.links());
                self.imports.last_run = self.imports.last_run.wrapping_add(1);
                let mut summary = summary(self.imports.last_run, &file, &imported, links);
                let row = imported.row;
                match imported.run.filter(|_| links > 0) {
                    Some(run) => {
                        let pending = PendingRun { import: summary.import, file, run, row };
                        match self.may_merge(written) {
                            None => self.imports.runs.push(pending),
                            Some(Ok(())) => return self.begin_merge(pending, summary, written),
                            Some(Err(why)) => {
                                summary.merge = MergeEnd::Refused(why);
                                self.imports.runs.push(pending);
                            }
                        }
                    }
                    None => self.add_imported_row(&file, row),
                }
                self.effects.publish(Event::Imported(summary));
            }
        }
        self.publish_import();
    }

    pub(super) fn refuse_import(&mut self, file: &str) {
        self.effects.trouble(
            format!("“{file}” was not imported: a run or a comparison is active."),
            "Stop it or wait for its end, then give the file again.",
        );
    }

    /// Publishes the progress; nothing for a single short file.
    pub(super) fn publish_import(&mut self) {
        let waiting = u32::try_from(self.imports.files.len()).unwrap_or(u32::MAX);
        let words = match &self.imports.job {
            Some(job) if job.file.pieces() > 1 || waiting > 0 => {
                let read = job.file.bytes.min(u64::from(job.pieces_read) * super::PIECE_BYTES);
                let more = match waiting {
                    0 => String::new(),
                    waiting => format!(", then {}", counted(waiting, "more file", "more files")),
                };
                format!("Importing “{}”… {} of {}{more}", job.name, Bytes(read), Bytes(job.file.bytes))
            }
            None if self.imports.merging.as_ref().is_some_and(|merging| merging.is_long()) => {
                "Merging what was imported…".to_owned()
            }
            None if waiting > 0 => return,
            _ => String::new(),
        };
        self.effects.publish(Event::Importing(words));
    }

    /// Shows the rows of an import as run `number`; `None` when the page has begun another run.
    pub(super) fn show_imported(&mut self, import: u32, number: Option<RunId>, now: Millis) {
        let Some(PendingRun { file, run, row, .. }) = self.take_pending(import) else { return };
        let Some(number) = number else { return self.refuse_import(&file) };
        // The page has left the run before: what has begun since ends, as with Start.
        self.stop_compare_for_run();
        let took = row.total.map_or(Millis::ZERO, |total| Millis::new(total.median));
        self.show_as_run(number, run, took, now);
        self.add_imported_row(&file, row);
    }

    /// Forgets the rows of an import, but for its figures.
    pub(super) fn drop_imported(&mut self, import: u32) {
        if let Some(PendingRun { file, row, .. }) = self.take_pending(import) {
            self.add_imported_row(&file, row);
        }
    }

    fn take_pending(&mut self, import: u32) -> Option<PendingRun> {
        let at = self.imports.runs.iter().position(|pending| pending.import == import)?;
        Some(self.imports.runs.remove(at))
    }
}

fn with_rows(imported: import::ImportResult) -> Result<import::ImportResult, String> {
    let has_links = imported.run.as_ref().is_some_and(|(list, _)| list.links() > 0);
    if has_links || imported.row.requests > 0 {
        return Ok(imported);
    }
    Err("there are no rows in it".to_owned())
}

fn summary(import: u32, file: &str, imported: &import::ImportResult, links: u32) -> ImportSummary {
    let problems = &imported.problems;
    let words = problems.first.iter().take(MAX_PROBLEMS_SHOWN);
    let words = words.map(|of| format!("line {}, column {}: {}", of.line, of.column, of.message)).collect();
    let not_shown = problems.first.len().saturating_sub(MAX_PROBLEMS_SHOWN);
    let more = problems.more.saturating_add(u32::try_from(not_shown).unwrap_or(u32::MAX));
    let (file, row) = (file.to_owned(), imported.row.name.clone());
    ImportSummary { import, file, links, row, problems: (words, more), merge: MergeEnd::Untried }
}
