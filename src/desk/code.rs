//! Generates code for the links shown, and files of it.

use std::collections::VecDeque;
use std::rc::Rc;

use super::Desk;
use super::output::Maker;
use super::selection::Selection;
use crate::codegen::archive::Packer;
use crate::codegen::{Body, CodegenJob, File, Tool, readme, write};
use crate::input::list::LinkList;
use crate::protocol::{CodeView, Event};
use crate::request::RequestPayload;
use crate::settings::RunSettings;
use crate::units::Millis;

/// Most of a script that is shown, in bytes.
const MAX_SHOWN_BYTES: usize = 100_000;
/// Most scripts that wait.
const MAX_WAITING: usize = 16;

/// What to generate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// This tool's script, to be shown.
    Show(u32),
    /// The files of this tool, or of all.
    Save(Option<u32>),
}

/// A script waiting for its links to be selected.
#[derive(Debug)]
struct Request {
    wanted: Wanted,
    settings: RunSettings,
    payload: RequestPayload,
    selection: Selection,
}

/// Scripts to generate, one after the other.
#[derive(Debug, Default)]
pub(super) struct Scripts {
    queue: VecDeque<Request>,
}

impl Scripts {
    pub(super) fn can_step(&self) -> bool {
        !self.queue.is_empty()
    }
}

/// A file of code being made.
#[derive(Debug)]
pub(super) struct Packing {
    list: Rc<LinkList>,
    packer: Packer,
}

impl Packing {
    /// Appends the next piece; returns whether there is more.
    ///
    /// # Errors
    /// When it is too large.
    pub(super) fn step(&mut self, out: &mut Vec<u8>) -> Result<bool, String> {
        self.packer.step(self.list.targets(), out).map_err(|large| large.to_string())
    }
}

impl Desk {
    /// Shows the script of a tool for the links shown.
    pub(super) fn show_script(&mut self, tool: u32, settings: RunSettings) {
        // Only the last one requested is shown.
        self.scripts.queue.retain(|request| !matches!(request.wanted, Wanted::Show(_)));
        self.request_script(Wanted::Show(tool), settings);
    }

    /// Saves the files of a tool, or of all: one as it is, several as a zip.
    pub(super) fn save_scripts(&mut self, tool: Option<u32>, settings: RunSettings) {
        if self.runs.list().is_none() && !self.reading.is_done() {
            return self.effects.trouble("The list is still being read.", "Save the code when it is read.");
        }
        self.request_script(Wanted::Save(tool), settings);
    }

    fn request_script(&mut self, wanted: Wanted, settings: RunSettings) {
        if self.scripts.queue.len() >= MAX_WAITING {
            return self.effects.trouble("Too many scripts are being written.", "Wait for one of them.");
        }
        let (selection, payload) = (self.select_shown(), self.payload.clone());
        self.scripts.queue.push_back(Request { wanted, settings, payload, selection });
    }

    /// Selects links for the first script; generates it when all are selected.
    pub(super) fn step_script(&mut self, _now: Millis) {
        let Some(request) = self.scripts.queue.front_mut() else { return };
        if !request.selection.step() {
            return;
        }
        let Some(Request { wanted, settings, payload, mut selection }) = self.scripts.queue.pop_front()
        else {
            return;
        };
        let list = Rc::clone(&selection.list);
        let job = selection.job(settings, &payload);
        match wanted {
            Wanted::Show(tool) => {
                if let Some(code) = script(&job, tool) {
                    self.effects.publish(Event::Code(Box::new(code)));
                }
            }
            Wanted::Save(tool) => {
                if let Some((name, packer)) = pack(&job, tool) {
                    let mime = if packer.is_zip() { "application/zip" } else { "text/plain;charset=utf-8" };
                    let maker = Maker::Scripts(Packing { list, packer });
                    self.outputs.push(name, mime, maker, &mut self.effects);
                }
            }
        }
    }
}

/// A tool's script, as shown.
fn script(job: &CodegenJob<'_>, number: u32) -> Option<CodeView> {
    let tool = Tool::ALL.get(number as usize).copied()?;
    let facts = tool.facts();
    let mut files = write(tool, job).files;
    let names = files.iter().map(|file| file.name.to_owned()).collect();
    let mut text = match files.first_mut().map(|file| &mut file.body) {
        Some(Body::Text(text)) => core::mem::take(text),
        _ => String::new(),
    };
    let is_cut = text.len() > MAX_SHOWN_BYTES;
    if is_cut {
        text.truncate(text.floor_char_boundary(MAX_SHOWN_BYTES));
    }
    Some(CodeView {
        tools: Tool::ALL
            .iter()
            .map(|tool| (tool.facts().name.to_owned(), tool.facts().title.to_owned()))
            .collect(),
        tool: number,
        text,
        is_cut,
        run: facts.run_for(job),
        files: names,
    })
}

fn pack(job: &CodegenJob<'_>, number: Option<u32>) -> Option<(String, Packer)> {
    let Some(number) = number else {
        return Some(("volley-code.zip".to_owned(), Packer::zip(all(job))));
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

/// The files of all tools, each once, and a README.
fn all(job: &CodegenJob<'_>) -> Vec<File> {
    let mut files = vec![File { name: "README.md", body: Body::Text(readme(job)) }];
    for file in Tool::ALL.into_iter().flat_map(|tool| write(tool, job).files) {
        if !files.iter().any(|other| other.name == file.name) {
            files.push(file);
        }
    }
    files
}
