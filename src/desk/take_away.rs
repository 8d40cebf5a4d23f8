//! Writes the list on screen as code, and makes files of it.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag};

use super::breathe::breathe;
use super::{Desk, SharedDesk, import};
use crate::code::archive::Packer;
use crate::code::{Body, File, Job, Tool, readme, write};
use crate::protocol::{CodeView, Event, TakeAwayCommand};
use crate::settings::RunSettings;

/// Most of a script that is shown, in bytes.
const MAX_SHOWN_BYTES: usize = 100_000;

pub(super) fn obey(desk: &SharedDesk, command: TakeAwayCommand) {
    match command {
        TakeAwayCommand::Show { tool, settings } => show(&desk.borrow(), tool, settings),
        TakeAwayCommand::Save { tool, settings } => save(desk, tool, settings),
        TakeAwayCommand::ShowImported { run } => import::show(desk, run),
    }
}

fn show(desk: &Desk, number: u32, settings: RunSettings) {
    let Some(tool) = Tool::ALL.get(number as usize).copied() else { return };
    let job = Job::new(desk.list(), settings, &desk.freight);
    let facts = tool.facts();
    let mut files = write(tool, &job).files;
    let names = files.iter().map(|file| file.name.to_owned()).collect();
    let mut text = match files.first_mut().map(|file| &mut file.body) {
        Some(Body::Text(text)) => core::mem::take(text),
        _ => String::new(),
    };
    let is_cut = text.len() > MAX_SHOWN_BYTES;
    if is_cut {
        text.truncate(text.floor_char_boundary(MAX_SHOWN_BYTES));
    }
    desk.tell(&Event::Code(Box::new(CodeView {
        tools: Tool::ALL
            .iter()
            .map(|tool| (tool.facts().name.to_owned(), tool.facts().title.to_owned()))
            .collect(),
        tool: number,
        text,
        is_cut,
        run: facts.run_for(&job),
        files: names,
    })));
}

/// One file as it is, several as a zip.
fn save(desk: &SharedDesk, number: Option<u32>, settings: RunSettings) {
    let (name, packer) = {
        let this = desk.borrow();
        let job = Job::new(this.list(), settings, &this.freight);
        let Some(number) = number else {
            return make(desk, "volley-take-away.zip".to_owned(), Packer::zip(all(&job)));
        };
        let Some(tool) = Tool::ALL.get(number as usize).copied() else { return };
        let mut files = write(tool, &job).files;
        match (files.len(), files.pop()) {
            (1, Some(file)) => (file.name.to_owned(), Packer::plain(file)),
            (_, Some(last)) => {
                files.push(last);
                (format!("volley-{}.zip", tool.facts().name), Packer::zip(files))
            }
            (_, None) => return,
        }
    };
    make(desk, name, packer);
}

/// The files of all tools, and the page that tells of them; one that several need comes once.
fn all(job: &Job<'_>) -> Vec<File> {
    let mut files = vec![File { name: "README.md", body: Body::Text(readme(job)) }];
    for file in Tool::ALL.into_iter().flat_map(|tool| write(tool, job).files) {
        if !files.iter().any(|other| other.name == file.name) {
            files.push(file);
        }
    }
    files
}

/// Makes the file piece by piece and hands it to the page.
fn make(desk: &SharedDesk, name: String, mut packer: Packer) {
    let desk = Rc::clone(desk);
    let is_zip = packer.is_zip();
    spawn_local(async move {
        let pieces = Array::new();
        let mut bytes = Vec::new();
        loop {
            // A list that took this one's place meanwhile would give other lines: no worse than an export.
            let more = packer.step(desk.borrow().list().targets(), &mut bytes);
            if !bytes.is_empty() {
                pieces.push(&Uint8Array::from(bytes.as_slice()));
                bytes.clear();
            }
            match more {
                Ok(true) => breathe().await,
                Ok(false) => break,
                Err(error) => {
                    return desk
                        .borrow()
                        .trouble(&format!("The files cannot be made: {error}."), "Try a shorter list.");
                }
            }
        }
        let options = BlobPropertyBag::new();
        options.set_type(if is_zip { "application/zip" } else { "text/plain;charset=utf-8" });
        let this = desk.borrow();
        let sent = Blob::new_with_u8_array_sequence_and_options(&pieces, &options)
            .map_err(|thrown| crate::wire::js_error::describe(&thrown))
            .and_then(|blob| this.page.post_with(&Event::Exported { name }, &[blob.into()], &[]));
        if let Err(error) = sent {
            this.trouble(&format!("The files cannot be made: {error}."), "Try a shorter list.");
        }
    });
}
