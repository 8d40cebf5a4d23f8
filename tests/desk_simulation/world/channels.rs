//! What the channels between page, desk, runners and tools do.

use volley::desk::{Effect, PIECE_BYTES, ToolsAttachment, ToolsTargets};
use volley::ids::RunId;
use volley::protocol::{CodegenCommand, Command, Event, ToolsNotice};
use volley::result::outcome::AttemptEnd;
use volley::tools::{Tools, ToolsAttached, ToolsBuffers, ToolsEffect};
use volley::units::Millis;

use super::World;
use crate::runner::answered;

impl World {
    /// The desk takes in the page's next command.
    pub(crate) fn deliver_command(&mut self) -> bool {
        let Some((command, attached)) = self.commands.pop_front() else { return false };
        self.desk.handle_command(command, attached, self.now);
        self.carry_out();
        true
    }

    pub(crate) fn deliver_commands(&mut self) {
        while self.deliver_command() {}
    }

    /// The runner takes in the page's next run command.
    pub(crate) fn deliver_run_command(&mut self) -> bool {
        let Some((run, generation, command)) = self.run_commands.pop_front() else { return false };
        if let Some(runner) = self.runner.and_then(|id| self.runners.get_mut(&id)) {
            runner.command(run, generation, command, self.now);
        }
        true
    }

    /// A runner takes in the desk's next work.
    pub(crate) fn deliver_work(&mut self) -> bool {
        let Some((to, work, targets)) = self.work.pop_front() else { return false };
        if let Some(runner) = self.runners.get_mut(&to) {
            runner.work(work, targets, self.now);
        }
        true
    }

    /// The desk takes in a runner's next report.
    pub(crate) fn deliver_report(&mut self) -> bool {
        let next = self.runners.iter_mut().find_map(|(id, runner)| Some((*id, runner.reports.pop_front()?)));
        let Some((from, report)) = next else { return false };
        if self.tools_runners.contains(&from) {
            if let Some(tools) = &mut self.tools {
                tools.handle_report(from, report, self.now);
            }
            self.carry_out_tools();
        } else {
            self.desk.handle_report(from, report, self.now);
            self.carry_out();
        }
        true
    }

    /// The tools take in the desk's next work.
    pub(crate) fn deliver_tools_work(&mut self) -> bool {
        let Some((work, attached)) = self.tools_work.pop_front() else { return false };
        if let Some(tools) = &mut self.tools {
            let attached = match attached {
                ToolsAttachment::Nothing => ToolsAttached::Nothing,
                ToolsAttachment::Targets(targets) => ToolsAttached::Buffers(buffers(targets)),
                ToolsAttachment::Runner(runner) => {
                    self.tools_runners.insert(runner);
                    ToolsAttached::Runner(runner)
                }
            };
            tools.handle_work(work, attached, self.now);
        }
        self.carry_out_tools();
        true
    }

    /// The tools do a slice, and the desk takes in what they report.
    pub(crate) fn step_tools(&mut self) -> bool {
        let Some(tools) = &mut self.tools else { return false };
        let has_more = tools.step();
        self.carry_out_tools() || has_more
    }

    /// Carries out what the tools want; returns whether there was something.
    fn carry_out_tools(&mut self) -> bool {
        let mut is_busy = false;
        while let Some(effect) = self.tools.as_mut().and_then(Tools::poll_effect) {
            is_busy = true;
            match effect {
                ToolsEffect::Report(report, bytes) => {
                    self.desk.handle_tools(report, bytes);
                    self.carry_out();
                }
                ToolsEffect::Notify(ToolsNotice::Compare(event)) => self.page.take(Event::Compare(*event)),
                ToolsEffect::Notify(ToolsNotice::Trouble { message, hint }) => {
                    self.page.take(Event::Trouble { message, hint });
                }
                ToolsEffect::Post { to, work, targets } => self.work.push_back((to, *work, targets)),
                ToolsEffect::ForgetRunner(runner) => {
                    self.tools_runners.remove(&runner);
                }
                ToolsEffect::Notify(ToolsNotice::Ready { .. } | ToolsNotice::Exported { .. })
                | ToolsEffect::SaveComparison { .. } => {}
            }
        }
        is_busy
    }

    /// The piece that was requested first arrives.
    pub(crate) fn deliver_piece(&mut self) -> bool {
        let Some((read, file, piece)) = self.reads.pop_front() else { return false };
        let bytes = self.files.get(&file.id).ok_or_else(|| "it was removed".to_owned());
        let length = usize::try_from(PIECE_BYTES).expect("a piece fits into memory");
        let bytes = bytes.map(|bytes| bytes.chunks(length).nth(piece as usize).unwrap_or_default().to_vec());
        self.desk.handle_piece(read, bytes, self.now);
        self.carry_out();
        true
    }

    /// The desk does a slice of long work.
    pub(crate) fn step(&mut self) -> bool {
        let had_work = self.desk.has_work();
        self.desk.step(self.now);
        self.carry_out();
        had_work
    }

    pub(crate) fn flush(&mut self) {
        let now = self.now;
        self.runners.values_mut().for_each(|runner| runner.flush(now));
    }

    pub(crate) fn end(&mut self, nth: usize, end: AttemptEnd) {
        let now = self.now;
        if let Some(runner) = self.runner.and_then(|id| self.runners.get_mut(&id)) {
            runner.end(nth, end, now);
        }
    }

    /// Time passes, up to what is due next or so many milliseconds.
    pub(crate) fn pass(&mut self, ms: f64) {
        self.now = self.now + Millis::new(ms);
        let now = self.now;
        self.runners.values_mut().for_each(|runner| runner.tick(now));
        self.desk.handle_tick(now);
        self.carry_out();
        if let Some(tools) = &mut self.tools {
            tools.handle_tick(now);
        }
        self.carry_out_tools();
    }

    /// Delivers all that is on its way and does all long work; requests in flight stay so.
    pub(crate) fn settle(&mut self) {
        // The second round delivers what is published only now and then, the third a command that waited for it.
        for _ in 0..3 {
            self.drain();
            self.flush();
            self.drain();
            self.pass(300.0);
            self.drain();
        }
        assert!(!self.desk.has_work() && self.commands.is_empty() && self.work.is_empty(), "all is quiet");
    }

    fn drain(&mut self) {
        while self.deliver_command()
            || self.deliver_run_command()
            || self.deliver_work()
            || self.deliver_report()
            || self.deliver_tools_work()
            || self.step_tools()
            || self.deliver_piece()
            || self.step()
        {}
    }

    /// Ends all that is in flight with 200, until nothing is.
    pub(crate) fn answer_all(&mut self) {
        self.settle();
        while self.runner.and_then(|id| self.runners.get(&id)).is_some_and(|runner| runner.in_flight() > 0) {
            self.end(0, answered(200));
        }
        self.settle();
    }

    pub(crate) fn requested(&self) -> Vec<(RunId, String)> {
        self.runners.values().flat_map(|runner| runner.requested.clone()).collect()
    }

    pub(crate) fn last_file(&self) -> &str {
        self.page.saved.last().map_or("", |(_, content)| content)
    }

    /// Shows the last run that was imported, as the page does.
    pub(crate) fn show_imported(&mut self) {
        if let Some(import) = self.page.imports_waiting.pop() {
            self.run = self.run.next();
            self.command(Command::Codegen(CodegenCommand::ShowImported { import, run: Some(self.run) }));
        }
    }

    fn carry_out(&mut self) {
        while let Some(effect) = self.desk.poll_effect() {
            match effect {
                Effect::Publish(event) if *event == Event::WantTools => self.want_tools(),
                Effect::Publish(event) => self.page.take(*event),
                Effect::PostToTools { work, attached } => {
                    self.tools_work.push_back((*work, attached));
                    self.most_tools_work = self.most_tools_work.max(self.tools_work.len());
                }
                Effect::Post { to, work, targets } => self.work.push_back((to, *work, targets)),
                Effect::ReadPiece { read, file, piece } => self.reads.push_back((read, file, piece)),
                Effect::ForgetFile(file) => {
                    self.files.remove(&file);
                }
                Effect::Append { output, bytes } => self.outputs.entry(output).or_default().extend(bytes),
                Effect::Save { output, name, .. } => {
                    let bytes = self.outputs.remove(&output).unwrap_or_default();
                    self.page.saved.push((name, String::from_utf8_lossy(&bytes).into_owned()));
                }
                Effect::Discard(output) => {
                    self.outputs.remove(&output);
                }
                Effect::ForgetRunner(_) => {}
            }
        }
    }
}

/// The buffers that the browser would attach.
fn buffers(targets: ToolsTargets) -> ToolsBuffers {
    let (arena, ends, _) = targets.list.targets().parts();
    let picked = targets.picked.unwrap_or_default().into_iter().map(|target| target.0).collect();
    ToolsBuffers { arena: arena.to_vec(), ends: ends.to_vec(), picked }
}
