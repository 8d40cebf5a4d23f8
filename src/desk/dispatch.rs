//! Dispatches the page's commands.

use super::{Attached, Desk, FileHandle, RunnerReport};
use crate::protocol::{CodegenCommand, Command, RunKind};
use crate::request::{RequestPayload, Write, headers};
use crate::units::Millis;

impl Desk {
    /// Applies a command of the page, with its attachments.
    pub fn handle_command(&mut self, command: Command, attached: Attached, now: Millis) {
        match command {
            Command::Connect { kind } => self.connect(kind, &attached),
            Command::Disconnect { kind } => self.runner_lost(kind, now),
            Command::ConnectTools => self.connect_tools(),
            Command::DisconnectTools => self.tools_lost(),
            Command::SetText { input, text } => {
                self.input.text = text;
                self.read(input, true);
            }
            Command::AddSources { input, names } => {
                self.input.add(names, files(attached), &mut self.effects);
                self.read(input, false);
            }
            Command::SetSourceForm { input, source, form } => {
                if let Some(source) = self.input.sources.get_mut(source.index()) {
                    source.form = form;
                }
                self.read(input, false);
            }
            Command::ShowSources { first } => {
                self.input.first_shown = first.min(self.input.text_area());
                self.publish_reading();
            }
            Command::RemoveSources { input } => {
                self.input.clear(&mut self.effects);
                self.read(input, false);
            }
            Command::RemoveSource { input, source } => {
                self.input.remove(source, &mut self.effects);
                self.read(input, false);
            }
            Command::SetReading { input, choice } => {
                self.input.choose(choice);
                self.read(input, false);
            }
            Command::CancelReading { input } => {
                self.read(input, true);
                self.reading.cut_short(&mut self.input, self.effects.are_tools_loading());
            }
            Command::ReadWhole { input, source } => {
                if let Some(source) = self.input.sources.get_mut(source.index()) {
                    source.stops_after = None;
                }
                self.read(input, false);
            }
            Command::GetExcerpt { source, line, target } => self.show_excerpt(source, line, target),
            Command::Start { run: number, generation, input, kind, settings, denied, with_cookies } => {
                let start =
                    super::runs::RunStart { number, generation, input, kind, settings, denied, with_cookies };
                self.start(start, now);
            }
            Command::SetPayload { headers, write } => self.set_payload(&headers, write),
            Command::Retry { scope, generation, limits } => self.retry(scope, generation, limits),
            Command::OfferVisits { scope, transport } => self.offer_visits(scope, transport),
            Command::KnobTurned { text, per_host } => self.runs.knob_turned(text, per_host),
            Command::TabHidden { hidden } => {
                self.runs.tab_hidden(hidden);
                self.hide_compare(hidden);
            }
            Command::SetOrder { keys } => self.set_order(&keys),
            Command::SetFilter { text, totals } => self.set_filter(&text, &totals),
            Command::SetGrouping { by } => self.set_grouping(by),
            Command::Fold { list, group, is_folded } => self.fold(list, group, is_folded),
            Command::HoldRow { list, link } => self.table.hold(list, link),
            Command::GetWindow { first, count } => self.publish_window(first, count),
            Command::GetDetail { list, link } => self.publish_detail(list, link),
            Command::Inspect { list, link, timeout_ms } => self.inspect(list, link, timeout_ms),
            Command::Compare(command) => self.handle_compare(command, &attached),
            Command::Codegen(command) => self.handle_code(command, now),
            Command::Import { name, written } => {
                if let Some(Some(file)) = files(attached).into_iter().next() {
                    self.import(name, file, written);
                }
            }
            Command::CopyRows { format, first, count, columns } => {
                self.copy_rows(format, first, count, columns);
            }
            Command::Export { format, scope, secrets } => self.export(format, scope, secrets),
        }
    }

    fn handle_code(&mut self, command: CodegenCommand, now: Millis) {
        match command {
            CodegenCommand::Show { tool, settings, scope } => self.show_script(tool, settings, scope),
            CodegenCommand::Save { tool, settings, scope } => self.save_scripts(tool, settings, scope),
            CodegenCommand::CancelImport => self.cancel_import(),
            CodegenCommand::ShowImported { import, run } => self.show_imported(import, run, now),
            CodegenCommand::DropImported { import } => self.drop_imported(import),
        }
    }

    fn connect(&mut self, kind: RunKind, attached: &Attached) {
        if let Attached::Runner(runner) = *attached {
            self.runners.set(kind, RunnerReport::Connected(runner));
        }
    }

    /// Sets what requests carry.
    fn set_payload(&mut self, text: &str, write: Option<Write>) {
        let (headers, problems) = headers::parse(text);
        self.payload = RequestPayload { headers, write };
        self.header_problems = problems;
        self.publish_reading();
        self.replan();
    }
}

fn files(attached: Attached) -> Vec<Option<FileHandle>> {
    match attached {
        Attached::Files(files) => files,
        Attached::Nothing | Attached::Runner(_) => Vec::new(),
    }
}
