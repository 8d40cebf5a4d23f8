//! Page, desk, tools and runners, and the channels between them.

mod channels;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use volley::desk::{
    Attached, Desk, FileHandle, FileId, OutputId, Place, ReadId, TargetBuffers, ToolsAttachment,
};
use volley::export::Format;
use volley::ids::{RunId, RunnerId};
use volley::protocol::{
    Command, ExportScope, Generation, LocalDenied, RetryScope, RunCommand, RunKind, ToolsWork, Work, Written,
};
use volley::result::mask::Secrets;
use volley::settings::{Limits, RunSettings};
use volley::tools::Tools;
use volley::units::Millis;

use crate::page::Page;
use crate::runner::Runner;

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
    /// The tools, once they are connected, and what is on its way to them.
    pub(crate) tools: Option<Tools>,
    pub(crate) tools_work: VecDeque<(ToolsWork, ToolsAttachment)>,
    /// The runners of comparisons, which report to them.
    tools_runners: HashSet<RunnerId>,
    /// The most that was on its way to them at once.
    pub(crate) most_tools_work: usize,
    /// How often the page was asked for them.
    pub(crate) tools_wanted: u32,
    /// Whether the page takes its time to start them.
    pub(crate) holds_tools: bool,
    /// Whether the page cannot start them.
    pub(crate) has_no_tools: bool,
    /// Pieces that are being read.
    pub(crate) reads: VecDeque<(ReadId, FileHandle, u32)>,
    files: HashMap<FileId, Vec<u8>>,
    last_file: u32,
    pub(crate) outputs: HashMap<OutputId, Vec<u8>>,
    pub(crate) input: u32,
    pub(crate) run: RunId,
    pub(crate) generation: Generation,
    /// What the user denied to reach before Start.
    pub(crate) denied: LocalDenied,
    pub(crate) with_cookies: bool,
    /// When imported files are written, since the start of the last run.
    pub(crate) written: Option<Millis>,
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
        let mut world = Self::without_runner(desk);
        world.connect_runner();
        world.settle();
        world
    }

    /// A page that has started its desk, and no runner yet.
    pub(crate) fn before_the_runner() -> Self {
        Self::without_runner(Desk::new(Place::default(), 1))
    }

    fn without_runner(desk: Desk) -> Self {
        Self {
            desk,
            page: Page::default(),
            now: Millis::ZERO,
            runners: BTreeMap::new(),
            runner: None,
            last_runner: 0,
            commands: VecDeque::new(),
            run_commands: VecDeque::new(),
            work: VecDeque::new(),
            tools: None,
            tools_work: VecDeque::new(),
            tools_runners: HashSet::new(),
            most_tools_work: 0,
            tools_wanted: 0,
            holds_tools: false,
            has_no_tools: false,
            reads: VecDeque::new(),
            files: HashMap::new(),
            last_file: 0,
            outputs: HashMap::new(),
            input: 0,
            run: RunId::NONE,
            generation: Generation::default(),
            denied: LocalDenied::default(),
            with_cookies: false,
            written: None,
            limits: Limits { retries: 0, timeout_ms: 600_000, ..Limits::default() },
        }
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

    /// The page starts the tools, or finds that it cannot.
    fn want_tools(&mut self) {
        self.tools_wanted += 1;
        if !self.holds_tools {
            self.release_tools();
        }
    }

    /// The same, at last.
    pub(crate) fn release_tools(&mut self) {
        if self.has_no_tools {
            self.command(Command::DisconnectTools);
        } else {
            self.tools = Some(Tools::default());
            self.command(Command::ConnectTools);
        }
    }

    /// The tools die: what was on its way to and from them is lost.
    pub(crate) fn lose_tools(&mut self) {
        self.tools = None;
        self.tools_work.clear();
        self.command(Command::DisconnectTools);
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
        let written = self.written.map(|after_start| Written { run: self.run, after_start });
        self.commands.push_back((Command::Import { name, written }, Attached::Files(vec![Some(file)])));
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
        self.start_ahead_of_runner();
    }

    /// The same where a runner is to be connected after it.
    pub(crate) fn start_ahead_of_runner(&mut self) {
        self.run = self.run.next();
        let (run, input, generation) = (self.run, self.input, self.next_generation());
        let settings = RunSettings { limits: self.limits, ..RunSettings::default() };
        let denied = self.denied;
        let (kind, with_cookies) = (RunKind::Real, self.with_cookies);
        self.command(Command::Start { run, generation, input, kind, settings, denied, with_cookies });
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
}
