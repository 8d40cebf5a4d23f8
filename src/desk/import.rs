//! Reads results that are brought back, slice by slice, and shows them as a run.

use std::collections::VecDeque;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use super::breathe::breathe;
use super::sources::Source;
use super::{SharedDesk, announce, compare, run, table};
use crate::compare::row::ResultRow;
use crate::import::{Importer, Unknown};
use crate::input::list::LinkList;
use crate::protocol::{Event, Imported, RunNumber};
use crate::result::table::ResultTable;
use crate::units::{Bytes, Millis};
use crate::words::counted;

/// Problems that are told in words.
const PROBLEMS_TOLD: usize = 3;
/// Bytes that are read between two breaths: some ten milliseconds of work.
const BYTES_A_STEP: usize = 262_144;
/// Pieces of a file between two words of how far it is: some eight words a second.
const PIECES_A_WORD: u32 = 4;

/// What is brought back: a file after the other.
#[derive(Debug, Default)]
pub(super) struct Imports {
    /// Files that wait to be read.
    files: VecDeque<(String, Blob)>,
    /// Whether one is being read.
    is_reading: bool,
    /// Whether the one that is being read is to be given up.
    is_given_up: bool,
    /// Runs that came back and are not on screen yet, in the order in which the page was told of them.
    runs: VecDeque<Back>,
}

/// A run that came back.
#[derive(Debug)]
struct Back {
    file: String,
    run: (LinkList, ResultTable),
    row: ResultRow,
}

/// Reads `content`, a file called `name`, when those before it are read.
pub(super) fn read(desk: &SharedDesk, name: String, content: Blob) {
    let is_reading = {
        let imports = &mut desk.borrow_mut().imports;
        imports.files.push_back((name, content));
        core::mem::replace(&mut imports.is_reading, true)
    };
    if !is_reading {
        spawn_local(read_files(Rc::clone(desk)));
    }
}

/// Gives up what is being read, and all that waits.
pub(super) fn cancel(desk: &SharedDesk) {
    let imports = &mut desk.borrow_mut().imports;
    imports.files.clear();
    imports.is_given_up = imports.is_reading;
}

async fn read_files(desk: SharedDesk) {
    loop {
        let next = {
            let imports = &mut desk.borrow_mut().imports;
            imports.is_given_up = false;
            let next = imports.files.pop_front();
            imports.is_reading = next.is_some();
            next
        };
        let Some((name, content)) = next else {
            return desk.borrow().tell(&Event::Importing(String::new()));
        };
        // A run that is measured is not disturbed by it; one that begins meanwhile has it refused at its end.
        if is_busy(&desk) {
            refuse(&desk, &name);
            continue;
        }
        let source = Source::new(name, content);
        match read_all(&desk, &source).await {
            Ok(imported) => take(&desk, source.name, imported),
            Err(End::GivenUp) => {}
            Err(End::Unreadable(why)) => desk.borrow().trouble(
                &format!("“{}” brings nothing back: {why}.", source.name),
                "Give what a script printed, an export of rows, or a report of lychee, Locust or k6.",
            ),
        }
    }
}

fn is_busy(desk: &SharedDesk) -> bool {
    let this = desk.borrow();
    this.runs.is_active() || this.compare.is_on()
}

/// Why a file brings nothing back.
enum End {
    GivenUp,
    /// In words.
    Unreadable(String),
}

async fn read_all(desk: &SharedDesk, source: &Source) -> Result<crate::import::Imported, End> {
    let unknown = |unknown: Unknown| End::Unreadable(unknown.to_string());
    let mut importer = Importer::new(&source.name);
    for piece in 0..source.pieces() {
        if piece % PIECES_A_WORD == 0 {
            tell_how_far(desk, source, piece);
        }
        let bytes = source.read(piece).await.map_err(End::Unreadable)?;
        for part in bytes.chunks(BYTES_A_STEP) {
            importer.push(part).map_err(unknown)?;
            breathe().await;
            if desk.borrow().imports.is_given_up {
                return Err(End::GivenUp);
            }
        }
    }
    let back = importer.finish().map_err(unknown)?;
    if back.row.requests == 0 && back.run.as_ref().is_none_or(|(list, _)| list.links() == 0) {
        return Err(End::Unreadable("there are no rows in it".to_owned()));
    }
    Ok(back)
}

/// Tells how far a file is read; of a short one alone nothing, it is over at once.
fn tell_how_far(desk: &SharedDesk, source: &Source, piece: u32) {
    let this = desk.borrow();
    let waiting = u32::try_from(this.imports.files.len()).unwrap_or(u32::MAX);
    if source.pieces() <= 1 && waiting == 0 {
        return;
    }
    let (read, all) = (Bytes(source.bytes_before(piece)), Bytes(source.bytes_before(source.pieces())));
    let more = match waiting {
        0 => String::new(),
        waiting => format!(", then {}", counted(waiting, "more file", "more files")),
    };
    this.tell(&Event::Importing(format!("Bringing “{}” back… {read} of {all}{more}", source.name)));
}

/// Tells what came back; its rows wait for the page to give them a run's number.
fn take(desk: &SharedDesk, file: String, imported: crate::import::Imported) {
    if is_busy(desk) {
        return refuse(desk, &file);
    }
    let problems = &imported.problems;
    let words = problems.first.iter().take(PROBLEMS_TOLD);
    let words = words.map(|of| format!("line {}, column {}: {}", of.line, of.column, of.message)).collect();
    let untold = problems.first.len().saturating_sub(PROBLEMS_TOLD);
    let more = problems.more.saturating_add(u32::try_from(untold).unwrap_or(u32::MAX));
    let links = imported.run.as_ref().map_or(0, |(list, _)| list.links());
    let row = imported.row;
    let told = Imported { file: file.clone(), links, row: row.name.clone(), problems: (words, more) };
    match imported.run.filter(|_| links > 0) {
        Some(run) => desk.borrow_mut().imports.runs.push_back(Back { file, run, row }),
        None => compare::add_row(desk, &file, row),
    }
    desk.borrow().tell(&Event::Imported(told));
}

fn refuse(desk: &SharedDesk, file: &str) {
    desk.borrow().trouble(
        &format!("“{file}” was not taken in: a run or a comparison is on."),
        "Stop it or wait for its end, then give the file again.",
    );
}

/// Shows the rows that have waited longest as run number `number`; where that is `None`, the page has begun a run.
pub(super) fn show(desk: &SharedDesk, number: Option<RunNumber>) {
    let waiting = desk.borrow_mut().imports.runs.pop_front();
    let Some(Back { file, run: (list, results), row }) = waiting else { return };
    let Some(number) = number else { return refuse(desk, &file) };
    let took = row.total.map_or(Millis::ZERO, |total| Millis::new(total.median));
    run::show_imported(desk, number, list, took);
    table::show_results(desk, results);
    compare::add_row(desk, &file, row);
    announce::now(desk);
}
