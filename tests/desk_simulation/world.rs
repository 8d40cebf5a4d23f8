//! Page, desk and runners, and the channels between them.

use std::collections::{BTreeMap, HashMap, VecDeque};

use volley::desk::{
    Attached, Desk, Effect, FileHandle, FileId, OutputId, PIECE_BYTES, Place, ReadId, RunnerId, TargetBuffers,
};
use volley::export::Format;
use volley::ids::RunId;
use volley::protocol::{
    CodegenCommand, Command, ExportScope, Generation, LocalDenied, RetryScope, RunCommand, RunKind, Work,
};
use volley::result::mask::Secrets;
use volley::result::outcome::AttemptEnd;
use volley::settings::{Limits, RunSettings};
use volley::units::Millis;

use crate::page::Page;
use crate::runner::{Runner, answered};

pub(crate) struct World {
    pub(crate) desk: Desk,
    pub(crate) page: Page,
    pub(crate) now: Millis,
    pub(crate) runners: BTreeMap<RunnerId, Runner>,
    /// The one for runs of the list.
    pub(crate) runner: Option<RunnerId>,
    last_runner: u32,
    /// Page to desk.
    pub(crate) commands: VecDeque<(Command, Attached)>,
    /// Page to runner.
    pub(crate) run_commands: VecDeque<(RunId, Generation, RunCommand)>,
    /// Desk to runner.
    pub(crate) work: VecDeque<(RunnerId, Work, Option<TargetBuffers>)>,
    /// Pieces that are being read.
    pub(crate) reads: VecDeque<(ReadId, FileHandle, u32)>,
    files: HashMap<FileId, Vec<u8>>,
    last_file: u32,
    outputs: HashMap<OutputId, Vec<u8>>,
    pub(crate) input: u32,
    pub(crate) run: RunId,
    pub(crate) generation: Generation,
    /// What the user denied to reach before Start.
    pub(crate) denied: LocalDenied,
    pub(crate) limits: Limits,
}

impl World {
    /// A page with its desk and one runner.
    pub(crate) fn new() -> Self {
        Self::with_desk(Desk::new(Place::default(), 1))
    }

    /// The same; its desk sorts, filters and plans so many rows a step.
    pub(crate) fn in_slices_of(slice: usize) -> Self {
        Self::with_desk(Desk::new(Place::default(), 1).with_slices_of(slice))
    }

    fn with_desk(desk: Desk) -> Self {
        let mut world = Self {
            desk,
            page: Page::default(),
            now: Millis::ZERO,
            runners: BTreeMap::new(),
            runner: None,
            last_runner: 0,
            commands: VecDeque::new(),
            run_commands: VecDeque::new(),
            work: VecDeque::new(),
            reads: VecDeque::new(),
            files: HashMap::new(),
            last_file: 0,
            outputs: HashMap::new(),
            input: 0,
            run: RunId::NONE,
            generation: Generation::default(),
            denied: LocalDenied::default(),
            limits: Limits { retries: 0, timeout_ms: 600_000, ..Limits::default() },
        };
        world.connect_runner();
        world.settle();
        world
    }

    /// A world whose run of `text` has all its first requests in flight.
    pub(crate) fn running(text: &str) -> Self {
        let mut world = Self::new();
        world.set_text(text);
        world.start();
        world.settle();
        world
    }

    /// The same with one request in flight per host.
    pub(crate) fn running_one_by_one(text: &str) -> Self {
        let mut world = Self::new();
        world.limits.per_origin = 1;
        world.set_text(text);
        world.start();
        world.settle();
        world
    }

    /// A world whose run of `text` is done, all answered 200.
    pub(crate) fn finished(text: &str) -> Self {
        let mut world = Self::running(text);
        world.answer_all();
        world
    }

    pub(crate) fn command(&mut self, command: Command) {
        self.commands.push_back((command, Attached::Nothing));
    }

    /// The same, until all that it sets off is over.
    pub(crate) fn settle_command(&mut self, command: Command) {
        self.command(command);
        self.settle();
    }

    pub(crate) fn connect_runner(&mut self) {
        self.last_runner += 1;
        let id = RunnerId(self.last_runner);
        self.runners.insert(id, Runner::default());
        self.runner = Some(id);
        self.commands.push_back((Command::Connect { kind: RunKind::Real }, Attached::Runner(id)));
    }

    /// The runner dies: what was on its way to and from it is lost.
    pub(crate) fn lose_runner(&mut self) {
        if let Some(id) = self.runner.take() {
            self.runners.remove(&id);
            self.command(Command::Disconnect { kind: RunKind::Real });
        }
    }

    pub(crate) fn lose_runner_and_settle(&mut self) {
        self.lose_runner();
        self.settle();
    }

    pub(crate) fn next_input(&mut self) -> u32 {
        self.input += 1;
        self.input
    }

    pub(crate) fn set_text(&mut self, text: &str) {
        let input = self.next_input();
        self.command(Command::SetText { input, text: text.to_owned() });
    }

    pub(crate) fn read_text(&mut self, text: &str) {
        self.set_text(text);
        self.settle();
    }

    fn keep_file(&mut self, content: &[u8]) -> FileHandle {
        self.last_file += 1;
        let id = FileId(self.last_file);
        self.files.insert(id, content.to_vec());
        FileHandle { id, bytes: content.len() as u64 }
    }

    pub(crate) fn add_files(&mut self, files: &[(&str, &str)]) {
        let input = self.next_input();
        let names = files.iter().map(|(name, _)| (*name).to_owned()).collect();
        let handles = files.iter().map(|(_, content)| Some(self.keep_file(content.as_bytes()))).collect();
        self.commands.push_back((Command::AddSources { input, names }, Attached::Files(handles)));
    }

    pub(crate) fn read_files(&mut self, files: &[(&str, &str)]) {
        self.add_files(files);
        self.settle();
    }

    pub(crate) fn import(&mut self, content: &str) {
        let file = self.keep_file(content.as_bytes());
        let name = "results.ndjson".to_owned();
        self.commands.push_back((Command::Import { name }, Attached::Files(vec![Some(file)])));
    }

    pub(crate) fn next_generation(&mut self) -> Generation {
        self.generation = self.generation.next();
        self.generation
    }

    /// Start is pressed, for the input as it is.
    pub(crate) fn start(&mut self) {
        if self.runner.is_none() {
            self.connect_runner();
        }
        self.run = self.run.next();
        let (run, input, generation) = (self.run, self.input, self.next_generation());
        let settings = RunSettings { limits: self.limits, ..RunSettings::default() };
        let denied = self.denied;
        self.command(Command::Start { run, generation, input, kind: RunKind::Real, settings, denied });
    }

    pub(crate) fn run_to_end(&mut self) {
        self.start();
        self.answer_all();
    }

    pub(crate) fn send(&mut self, command: RunCommand) {
        let generation = self.next_generation();
        self.run_commands.push_back((self.run, generation, command));
    }

    /// Sends a command that reaches the runner before all else.
    pub(crate) fn send_at_once(&mut self, command: RunCommand) {
        self.send(command);
        self.deliver_run_command();
    }

    /// Retries, until all that it sets off is over; requests in flight stay so.
    pub(crate) fn settle_retry(&mut self, scope: RetryScope) {
        self.retry(scope);
        self.settle();
    }

    pub(crate) fn retry(&mut self, scope: RetryScope) {
        let (generation, limits) = (self.next_generation(), self.limits);
        self.command(Command::Retry { scope, generation, limits });
    }

    pub(crate) fn export(&mut self, format: Format, scope: ExportScope) {
        self.command(Command::Export { format, scope, secrets: Secrets::Masked });
    }

    pub(crate) fn window(&mut self) {
        self.command(Command::GetWindow { first: 0, count: 500 });
        self.deliver_commands();
    }

    // What the channels do.

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
        self.desk.handle_report(from, report, self.now);
        self.carry_out();
        true
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

    /// Shows the first run that was imported, as the page does.
    pub(crate) fn show_imported(&mut self) {
        if self.page.imports_waiting > 0 {
            self.page.imports_waiting -= 1;
            self.run = self.run.next();
            self.command(Command::Codegen(CodegenCommand::ShowImported { run: Some(self.run) }));
        }
    }

    fn carry_out(&mut self) {
        while let Some(effect) = self.desk.poll_effect() {
            match effect {
                Effect::Publish(event) => self.page.take(*event),
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
                Effect::ForgetRunner(_) | Effect::SaveComparison { .. } => {}
            }
        }
    }
}
