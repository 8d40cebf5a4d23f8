//! Imports results, a slice at a time, and shows them as a run.

use std::collections::VecDeque;

use super::Desk;
use super::effect::{Effect, FileHandle, ReadId};
use super::pieces::{FilePiece, Next, Pieces};
use crate::compare::row::ResultRow;
use crate::format::counted;
use crate::ids::RunId;
use crate::import::{self, Importer, Unknown};
use crate::input::list::LinkList;
use crate::protocol::{Event, ImportSummary};
use crate::result::table::ResultTable;
use crate::units::{Bytes, Millis};

/// Most problems shown in words.
const MAX_PROBLEMS_SHOWN: usize = 3;
/// Bytes of one step: some ten milliseconds of work.
const BYTES_A_STEP: usize = 262_144;
/// Pieces between two progress updates: some eight updates a second.
const PIECES_PER_UPDATE: u32 = 4;

/// A file being read.
#[derive(Debug)]
struct Job {
    name: String,
    file: FileHandle,
    importer: Importer,
    pieces: Pieces,
    pieces_read: u32,
    /// The current piece.
    bytes: Vec<u8>,
    read: usize,
}

/// An imported run that waits for its number.
#[derive(Debug)]
struct PendingRun {
    file: String,
    run: (LinkList, ResultTable),
    row: ResultRow,
}

/// Imports, one file after the other.
#[derive(Debug, Default)]
pub(super) struct Imports {
    files: VecDeque<(String, FileHandle)>,
    job: Option<Box<Job>>,
    /// In the order in which they were published.
    runs: VecDeque<PendingRun>,
}

impl Imports {
    pub(super) fn can_step(&self) -> bool {
        match &self.job {
            Some(job) => job.read < job.bytes.len() || !job.pieces.is_awaited(0),
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
    pub(super) fn import(&mut self, name: String, file: FileHandle) {
        self.imports.files.push_back((name, file));
    }

    /// Cancels all imports.
    pub(super) fn cancel_import(&mut self) {
        let files = self.imports.files.drain(..).map(|(_, file)| file);
        for file in files.chain(self.imports.job.take().map(|job| job.file)) {
            self.effects.push(Effect::ForgetFile(file.id));
        }
        self.effects.publish(Event::Importing(String::new()));
    }

    /// Reads a slice of the file, or begins the next.
    pub(super) fn step_import(&mut self, now: Millis) {
        let Some(job) = &mut self.imports.job else { return self.begin_import() };
        if job.read < job.bytes.len() {
            let end = job.bytes.len().min(job.read + BYTES_A_STEP);
            let part = job.bytes.get(job.read..end).unwrap_or_default();
            let pushed = job.importer.push(part);
            job.read = end;
            if let Err(Unknown) = pushed {
                self.end_import(Err(Unknown.to_string()), now);
            }
            return;
        }
        match job.pieces.next_of(0, &mut self.effects) {
            Next::Awaited => {}
            Next::Piece(Ok(bytes)) => {
                (job.bytes, job.read) = (bytes, 0);
                job.pieces_read += 1;
                if job.pieces_read % PIECES_PER_UPDATE == 0 {
                    self.publish_import();
                }
            }
            Next::Piece(Err(why)) => self.end_import(Err(why), now),
            Next::End => {
                let Some(job) = self.imports.job.take() else { return };
                let Job { name, file, importer, .. } = *job;
                let imported = importer.finish().map_err(|unknown| unknown.to_string());
                self.effects.push(Effect::ForgetFile(file.id));
                self.take_import(name, imported.and_then(with_rows), now);
            }
        }
    }

    fn begin_import(&mut self) {
        let Some((name, file)) = self.imports.files.pop_front() else { return };
        // An import must not disturb a measurement; a run that begins meanwhile refuses it at its end.
        if self.is_measuring() {
            self.refuse_import(&name);
            self.effects.push(Effect::ForgetFile(file.id));
            return self.publish_import();
        }
        self.imports.job = Some(Box::new(Job {
            importer: Importer::new(&name),
            name,
            pieces: Pieces::of(file),
            file,
            pieces_read: 0,
            bytes: Vec::new(),
            read: 0,
        }));
        self.publish_import();
    }

    fn is_measuring(&self) -> bool {
        self.runs.is_active() || self.retries.is_active() || self.compare.is_running()
    }

    /// Ends the current file early.
    fn end_import(&mut self, why: Result<import::ImportResult, String>, now: Millis) {
        let Some(job) = self.imports.job.take() else { return };
        self.effects.push(Effect::ForgetFile(job.file.id));
        self.take_import(job.name, why, now);
    }

    /// Publishes the result of a file; its rows wait for a run number from the page.
    fn take_import(&mut self, file: String, imported: Result<import::ImportResult, String>, now: Millis) {
        match imported {
            Err(why) => self.effects.trouble(
                format!("Couldn't import “{file}”: {why}."),
                "Give what a script printed, an export of rows, or a report of lychee, Locust or k6.",
            ),
            Ok(_) if self.is_measuring() => self.refuse_import(&file),
            Ok(imported) => {
                let links = imported.run.as_ref().map_or(0, |(list, _)| list.links());
                let summary = summary(&file, &imported, links);
                let row = imported.row;
                match imported.run.filter(|_| links > 0) {
                    Some(run) => self.imports.runs.push_back(PendingRun { file, run, row }),
                    None => self.add_imported_row(&file, row, now),
                }
                self.effects.publish(Event::Imported(summary));
            }
        }
        self.publish_import();
    }

    fn refuse_import(&mut self, file: &str) {
        self.effects.trouble(
            format!("“{file}” was not imported: a run or a comparison is active."),
            "Stop it or wait for its end, then give the file again.",
        );
    }

    /// Publishes the progress; nothing for a single short file.
    fn publish_import(&mut self) {
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
            None if waiting > 0 => return,
            _ => String::new(),
        };
        self.effects.publish(Event::Importing(words));
    }

    /// Shows the oldest waiting rows as run `number`; `None` when the page has begun another run.
    pub(super) fn show_imported(&mut self, number: Option<RunId>, now: Millis) {
        let Some(PendingRun { file, run, row }) = self.imports.runs.pop_front() else { return };
        let Some(number) = number else { return self.refuse_import(&file) };
        // The page has left the run before: what has begun since ends, as with Start.
        self.stop_compare_for_run(now);
        let took = row.total.map_or(Millis::ZERO, |total| Millis::new(total.median));
        self.show_as_run(number, run, took, now);
        self.add_imported_row(&file, row, now);
    }
}

fn with_rows(imported: import::ImportResult) -> Result<import::ImportResult, String> {
    let has_links = imported.run.as_ref().is_some_and(|(list, _)| list.links() > 0);
    if has_links || imported.row.requests > 0 {
        return Ok(imported);
    }
    Err("there are no rows in it".to_owned())
}

fn summary(file: &str, imported: &import::ImportResult, links: u32) -> ImportSummary {
    let problems = &imported.problems;
    let words = problems.first.iter().take(MAX_PROBLEMS_SHOWN);
    let words = words.map(|of| format!("line {}, column {}: {}", of.line, of.column, of.message)).collect();
    let not_shown = problems.first.len().saturating_sub(MAX_PROBLEMS_SHOWN);
    let more = problems.more.saturating_add(u32::try_from(not_shown).unwrap_or(u32::MAX));
    ImportSummary { file: file.to_owned(), links, row: imported.row.name.clone(), problems: (words, more) }
}
