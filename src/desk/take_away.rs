//! Writes the list on screen as code, and makes files of it.

use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, BlobPropertyBag};

use super::breathe::breathe;
use super::{Desk, SharedDesk, import};
use crate::code::archive::Packer;
use crate::code::{Body, File, Job, Tool, readme, write};
use crate::input::list::LinkList;
use crate::protocol::{CodeView, Event, TakeAwayCommand};
use crate::settings::RunSettings;

/// Most of a script that is shown, in bytes.
const MAX_SHOWN_BYTES: usize = 100_000;

pub(super) fn obey(desk: &SharedDesk, command: TakeAwayCommand) {
    match command {
        TakeAwayCommand::Show { tool, settings } => show(&desk.borrow(), tool, settings),
        TakeAwayCommand::Save { tool, settings } => save(desk, tool, settings),
        TakeAwayCommand::CancelImport => import::cancel(desk),
        TakeAwayCommand::ShowImported { run } => import::show(desk, run),
    }
}

/// The list that files are made of. It stays what it is until they are made, or they are given up.
enum Source {
    /// A run's.
    Run(Rc<LinkList>),
    /// The one that was read of this change of the input; a run that begins takes it over.
    Read(u32),
}

impl Source {
    fn of(desk: &Desk) -> Option<Self> {
        match desk.runs.held() {
            Some(list) => Some(Self::Run(list)),
            None => desk.readings.done.then_some(Self::Read(desk.readings.input)),
        }
    }

    /// The list; `None` when the input has been changed since.
    fn list<'d>(&'d self, desk: &'d Desk) -> Option<&'d LinkList> {
        match self {
            Self::Run(list) => Some(list),
            Self::Read(input) => desk.runs.list_of(*input).map(Rc::as_ref).or_else(|| {
                let readings = &desk.readings;
                (readings.done && readings.input == *input).then(|| readings.list())
            }),
        }
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
    let made = {
        let this = desk.borrow();
        Source::of(&this).and_then(|source| {
            let (name, packer) = pack(&Job::new(source.list(&this)?, settings, &this.freight), number)?;
            Some((source, name, packer))
        })
    };
    match made {
        Some((source, name, packer)) => make(desk, source, name, packer),
        None => desk.borrow().trouble("The list is still being read.", "Take it away when it is read."),
    }
}

fn pack(job: &Job<'_>, number: Option<u32>) -> Option<(String, Packer)> {
    let Some(number) = number else {
        return Some(("volley-take-away.zip".to_owned(), Packer::zip(all(job))));
    };
    let tool = Tool::ALL.get(number as usize).copied()?;
    let mut files = write(tool, job).files;
    let last = files.pop()?;
    if files.is_empty() {
        return Some((last.name.to_owned(), Packer::plain(last)));
    }
    files.push(last);
    Some((format!("volley-{}.zip", tool.facts().name), Packer::zip(files)))
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
fn make(desk: &SharedDesk, source: Source, name: String, mut packer: Packer) {
    let desk = Rc::clone(desk);
    spawn_local(async move {
        let made = pieces(&desk, &source, &mut packer).await.and_then(|pieces| {
            let options = BlobPropertyBag::new();
            options.set_type(if packer.is_zip() { "application/zip" } else { "text/plain;charset=utf-8" });
            Blob::new_with_u8_array_sequence_and_options(&pieces, &options)
                .map_err(|thrown| crate::wire::js_error::describe(&thrown))
        });
        let this = desk.borrow();
        let sent = made
            .and_then(|blob| this.page.post_with(&Event::Exported { name, masked: 0 }, &[blob.into()], &[]));
        if let Err(error) = sent {
            this.trouble(
                &format!("The files cannot be made: {error}."),
                "Take away again; of a list that is too large, a part.",
            );
        }
    });
}

/// # Errors
/// In words, when they are too large or the list is there no more.
async fn pieces(desk: &SharedDesk, source: &Source, packer: &mut Packer) -> Result<Array, String> {
    let pieces = Array::new();
    let mut bytes = Vec::new();
    loop {
        let more = {
            let this = desk.borrow();
            let list = source.list(&this).ok_or("the list was changed meanwhile")?;
            packer.step(list.targets(), &mut bytes).map_err(|large| large.to_string())?
        };
        if !bytes.is_empty() {
            pieces.push(&Uint8Array::from(bytes.as_slice()));
            bytes.clear();
        }
        if !more {
            return Ok(pieces);
        }
        breathe().await;
    }
}
