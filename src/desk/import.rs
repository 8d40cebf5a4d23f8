//! Reads results that are brought back, slice by slice, and shows them as a run.

use std::collections::VecDeque;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::Blob;

use super::breathe::breathe;
use super::sources::Source;
use super::{SharedDesk, announce, compare, run, table};
use crate::compare::row::ResultRow;
use crate::import::Importer;
use crate::input::list::LinkList;
use crate::protocol::{Event, Imported, RunNumber};
use crate::result::table::ResultTable;
use crate::units::Millis;

/// Problems that are told in words.
const PROBLEMS_TOLD: usize = 3;
/// Bytes that are read between two breaths: some ten milliseconds of work.
const BYTES_A_STEP: usize = 262_144;

/// Runs that came back and are not on screen yet, in the order in which the page was told of them.
#[derive(Debug, Default)]
pub(super) struct Waiting(VecDeque<Back>);

/// A run that came back.
#[derive(Debug)]
struct Back {
    file: String,
    run: (LinkList, ResultTable),
    row: ResultRow,
}

/// Reads `content`, a file called `name`.
pub(super) fn read(desk: &SharedDesk, name: String, content: Blob) {
    let desk = Rc::clone(desk);
    spawn_local(async move {
        match read_all(&Source::new(name.clone(), content)).await {
            Ok(imported) => take(&desk, name, imported),
            Err(why) => desk.borrow().trouble(
                &format!("“{name}” brings nothing back: {why}."),
                "Give what a script printed, an export of Volley, or a report of lychee, Locust or k6.",
            ),
        }
    });
}

async fn read_all(source: &Source) -> Result<crate::import::Imported, String> {
    let mut importer = Importer::new(&source.name);
    for piece in 0..source.pieces() {
        let bytes = source.read(piece).await?;
        for part in bytes.chunks(BYTES_A_STEP) {
            importer.push(part).map_err(|unknown| unknown.to_string())?;
            breathe().await;
        }
    }
    importer.finish().map_err(|unknown| unknown.to_string())
}

/// Tells what came back; its rows wait for the page to give them a run's number.
fn take(desk: &SharedDesk, file: String, imported: crate::import::Imported) {
    let is_busy = {
        let this = desk.borrow();
        this.runs.is_active() || this.compare.is_on()
    };
    if is_busy {
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
        Some(run) => desk.borrow_mut().imported.0.push_back(Back { file, run, row }),
        None => compare::add_row(desk, row),
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
    let waiting = desk.borrow_mut().imported.0.pop_front();
    let Some(Back { file, run: (list, results), row }) = waiting else { return };
    let Some(number) = number else { return refuse(desk, &file) };
    let took = row.total.map_or(Millis::ZERO, |total| Millis::new(total.median));
    run::show_imported(desk, number, list, took);
    table::show_results(desk, results);
    compare::add_row(desk, row);
    announce::now(desk);
}
