//! Has code generated for the links shown, and files of it.

use std::collections::VecDeque;
use std::rc::Rc;

use super::Desk;
use super::effect::{Effect, OutputId, ToolsAttachment};
use super::selection::Selection;
use crate::protocol::{CodeScope, Event, ScriptWanted, ToolsReport, ToolsWork};
use crate::request::RequestPayload;
use crate::settings::RunSettings;
use crate::units::Millis;

/// Most targets that are copied out of a longer list, which else goes to the tools as it is.
const MAX_COPIED: usize = 20_000;
/// Most scripts that wait.
const MAX_WAITING: usize = 16;

/// A script waiting for its links to be selected.
#[derive(Debug)]
struct Request {
    wanted: ScriptWanted,
    settings: RunSettings,
    payload: RequestPayload,
    selection: Selection,
}

/// A script that is being generated.
#[derive(Debug)]
struct Generated {
    script: u32,
    /// The file that it goes to, its name and its type.
    file: Option<(OutputId, String, &'static str)>,
}

/// Scripts to generate, one after the other.
#[derive(Debug, Default)]
pub(super) struct Scripts {
    queue: VecDeque<Request>,
    current: Option<Generated>,
    /// The number of the last one.
    last: u32,
}

impl Scripts {
    pub(super) fn can_step(&self) -> bool {
        self.current.is_none() && !self.queue.is_empty()
    }
}

impl Desk {
    /// Shows the script of a tool for the links of `scope`.
    pub(super) fn show_script(&mut self, tool: u32, settings: RunSettings, scope: CodeScope) {
        // Only the last one requested is shown.
        self.scripts.queue.retain(|request| !matches!(request.wanted, ScriptWanted::Show(_)));
        self.request_script(ScriptWanted::Show(tool), settings, scope);
    }

    /// Saves the files of a tool, or of all: one as it is, several as a zip.
    pub(super) fn save_scripts(&mut self, tool: Option<u32>, settings: RunSettings, scope: CodeScope) {
        if self.runs.list().is_none() && !self.reading.is_done() {
            return self.effects.trouble("The list is still being read.", "Save the code when it is read.");
        }
        self.request_script(ScriptWanted::Save(tool), settings, scope);
    }

    fn request_script(&mut self, wanted: ScriptWanted, settings: RunSettings, scope: CodeScope) {
        if self.scripts.queue.len() >= MAX_WAITING {
            return self.effects.trouble("Too many scripts are being written.", "Wait for one of them.");
        }
        let (selection, payload) = (self.select(scope), self.payload.clone());
        self.scripts.queue.push_back(Request { wanted, settings, payload, selection });
    }

    /// Selects links for the first script; has it generated when all are selected.
    pub(super) fn step_script(&mut self, _now: Millis) {
        let Some(request) = self.scripts.queue.front_mut() else { return };
        if !request.selection.step() {
            return;
        }
        let Some(Request { wanted, settings, payload, selection }) = self.scripts.queue.pop_front() else {
            return;
        };
        self.scripts.last = self.scripts.last.wrapping_add(1);
        let script = self.scripts.last;
        self.scripts.current = Some(Generated { script, file: None });
        let (mut targets, hosts) = selection.into_targets();
        if let Some(picked) = targets.picked.take_if(|picked| picked.len() <= MAX_COPIED) {
            targets.list = Rc::new(targets.list.copy_of(picked));
        }
        let work = ToolsWork::Script {
            script,
            wanted,
            settings,
            payload,
            spans: targets.list.targets().parts().2.to_vec(),
            hosts,
            is_picked: targets.picked.is_some(),
        };
        self.effects.post_to_tools(work, ToolsAttachment::Targets(targets));
    }

    /// Applies a report about the current script.
    pub(super) fn take_script(&mut self, report: ToolsReport, bytes: Vec<u8>) {
        let (ToolsReport::Code { script, .. }
        | ToolsReport::FileBegun { script, .. }
        | ToolsReport::FilePiece { script, .. }) = report
        else {
            return;
        };
        let Some(current) = self.scripts.current.as_mut().filter(|current| current.script == script) else {
            return;
        };
        match report {
            ToolsReport::FileBegun { name, is_zip, .. } => {
                let mime = if is_zip { "application/zip" } else { "text/plain;charset=utf-8" };
                current.file = Some((self.effects.new_output(), name, mime));
                self.effects.post_to_tools(ToolsWork::NextPiece { script }, ToolsAttachment::Nothing);
            }
            ToolsReport::FilePiece { result, .. } => self.append_piece(script, result, bytes),
            ToolsReport::Code { code, .. } => {
                self.scripts.current = None;
                if let Some(code) = code {
                    self.effects.publish(Event::Code(code));
                }
            }
            ToolsReport::Links { .. } | ToolsReport::Imported { .. } | ToolsReport::Comparing(_) => {}
        }
    }

    fn append_piece(&mut self, script: u32, result: Result<bool, String>, bytes: Vec<u8>) {
        let Some((output, name, mime)) =
            self.scripts.current.as_ref().and_then(|current| current.file.clone())
        else {
            return;
        };
        if !bytes.is_empty() {
            self.effects.push(Effect::Append { output, bytes });
        }
        match result {
            Ok(true) => {
                return self.effects.post_to_tools(ToolsWork::NextPiece { script }, ToolsAttachment::Nothing);
            }
            Ok(false) => self.effects.push(Effect::Save { output, name, mime, masked: 0 }),
            Err(error) => {
                self.effects.push(Effect::Discard(output));
                self.effects.trouble(
                    format!("The file cannot be made: {error}."),
                    "Save a part of the list, by a filter.",
                );
            }
        }
        self.scripts.current = None;
    }

    /// Ends the scripts of the lost tools, and those that wait for them.
    pub(super) fn lose_scripts(&mut self) {
        let current = self.scripts.current.take();
        if let Some(output) = current.as_ref().and_then(|current| current.file.as_ref()).map(|file| file.0) {
            self.effects.push(Effect::Discard(output));
        }
        let lost = self.scripts.queue.drain(..).count() + usize::from(current.is_some());
        if lost > 0 {
            self.effects.trouble("The code was not written.", "Try again.");
        }
    }
}
