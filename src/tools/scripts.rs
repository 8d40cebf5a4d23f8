//! Generates code: scripts to be shown, and files of them, made a piece at a time.

use crate::codegen::archive::Packer;
use crate::codegen::{Body, CodegenJob, File, Tool, readme, write};
use crate::ids::TargetId;
use crate::input::target::Targets;
use crate::protocol::{CodeView, ScriptWanted, ToolsReport, ToolsWork};

/// Most of a script that is shown, in bytes.
const MAX_SHOWN_BYTES: usize = 100_000;

/// The buffers attached to a [`ToolsWork::Script`] or a [`ToolsWork::Plan`]; empty for other work.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ToolsBuffers {
    /// The arena of literal URLs.
    pub arena: Vec<u8>,
    /// Their ends in it.
    pub ends: Vec<u32>,
    /// The targets picked.
    pub picked: Vec<u32>,
}

/// A file that is handed out in pieces.
#[derive(Debug)]
struct Packing {
    script: u32,
    targets: Targets,
    packer: Packer,
    is_next_wanted: bool,
}

/// The script that is wanted, and the file that is being made: one at a time.
#[derive(Debug, Default)]
pub(super) struct ScriptMaker {
    wanted: Option<(ToolsWork, ToolsBuffers)>,
    packing: Option<Packing>,
}

type Report = (ToolsReport, Vec<u8>);

impl ScriptMaker {
    pub(super) fn handle_work(&mut self, work: ToolsWork, buffers: ToolsBuffers) {
        if let ToolsWork::NextPiece { script } = work {
            if let Some(packing) = self.packing.as_mut().filter(|packing| packing.script == script) {
                packing.is_next_wanted = true;
            }
        } else {
            self.packing = None;
            self.wanted = Some((work, buffers));
        }
    }

    pub(super) fn has_work(&self) -> bool {
        self.wanted.is_some() || self.packing.as_ref().is_some_and(|packing| packing.is_next_wanted)
    }

    pub(super) fn step(&mut self) -> Option<Report> {
        if let Some((work, buffers)) = self.wanted.take() {
            return self.begin(work, buffers);
        }
        self.packing.as_mut().filter(|packing| packing.is_next_wanted).map(Packing::next_piece)
    }

    fn begin(&mut self, work: ToolsWork, buffers: ToolsBuffers) -> Option<Report> {
        let ToolsWork::Script { script, wanted, settings, payload, spans, hosts, is_picked } = work else {
            return None;
        };
        let ToolsBuffers { arena, ends, picked } = buffers;
        // Parts that do not fit together are of no list: nothing is requested.
        let targets = Targets::from_parts(arena, ends, spans).unwrap_or_default();
        let picked = is_picked.then(|| picked.into_iter().map(TargetId).collect());
        let job = CodegenJob::of_targets(&targets, picked, hosts, settings, &payload);
        let report = match wanted {
            ScriptWanted::Show(tool) => ToolsReport::Code { script, code: shown(&job, tool).map(Box::new) },
            ScriptWanted::Save(tool) => match pack(&job, tool) {
                None => ToolsReport::Code { script, code: None },
                Some((name, packer)) => {
                    let is_zip = packer.is_zip();
                    self.packing = Some(Packing { script, targets, packer, is_next_wanted: false });
                    ToolsReport::FileBegun { script, name, is_zip }
                }
            },
        };
        Some((report, Vec::new()))
    }
}

impl Packing {
    fn next_piece(&mut self) -> Report {
        self.is_next_wanted = false;
        let mut bytes = Vec::new();
        let result = self.packer.step(&self.targets, &mut bytes).map_err(|large| large.to_string());
        (ToolsReport::FilePiece { script: self.script, result }, bytes)
    }
}

/// A tool's script, as shown.
fn shown(job: &CodegenJob<'_>, number: u32) -> Option<CodeView> {
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
