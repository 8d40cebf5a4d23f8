//! How long the desk holds its thread at a time, natively: no browser, the longest of all calls of each kind of work.

use std::fmt::Write as _;
use std::time::Instant;

use volley::desk::{Attached, Desk, Effect, FileHandle, FileId, PIECE_BYTES, Place};
use volley::export::Format;
use volley::ids::{RunId, RunnerId, TargetId};
use volley::protocol::{
    Batch, Command, ExportScope, Generation, LocalDenied, Report, RetryScope, RunKind, RunPhase, RunStatus,
    Work,
};
use volley::result::column::{Column, SortKey};
use volley::result::mask::Secrets;
use volley::result::outcome::{AttemptEnd, BodyEnd, Outcome};
use volley::result::timing::Timing;
use volley::result::verdict::Total;
use volley::settings::{Limits, RunSettings};
use volley::units::{Bytes, Millis};

use super::prelude::*;

const MOST_MS: f64 = 100.0;
const LINES: u32 = 1_000_000;
const HOSTS: u32 = 10_000;
const RUNNER: RunnerId = RunnerId(1);

pub(super) fn measure(_: &Options) -> Vec<Figure> {
    let mut text = String::new();
    for line in 0..LINES {
        // Writing to a string cannot fail.
        let _ = writeln!(text, "https://h{}.example.org/some/path/{line}", line % HOSTS);
    }
    let mut figures = session("a million lines", Some(&text), "");
    figures.extend(session("a pattern of 5,000,000", None, "https://a.example.org/[1-5000000]"));
    figures
}

/// One desk, its file, and the longest call of the kind of work that is measured now.
struct Driver {
    desk: Desk,
    file: Vec<u8>,
    longest_ms: f64,
}

impl Driver {
    fn timed(&mut self, call: Box<dyn FnOnce(&mut Desk)>) {
        let began = Instant::now();
        call(&mut self.desk);
        self.longest_ms = self.longest_ms.max(began.elapsed().as_secs_f64() * 1e3);
        while let Some(effect) = self.desk.poll_effect() {
            match effect {
                Effect::ReadPiece { read, piece, .. } => {
                    let length = usize::try_from(PIECE_BYTES).unwrap_or(usize::MAX);
                    let bytes = self.file.chunks(length).nth(piece as usize).unwrap_or_default().to_vec();
                    self.timed(Box::new(move |desk| desk.handle_piece(read, Ok(bytes), Millis::ZERO)));
                }
                Effect::Post { work, .. } => {
                    if let Work::Retry { run, .. } = *work {
                        let report = Report::Retried { run, is_admitted: true };
                        self.timed(Box::new(move |desk| desk.handle_report(RUNNER, report, Millis::ZERO)));
                    }
                }
                _ => {}
            }
        }
    }

    /// Does this and all work that follows from it; returns the longest call.
    fn work(&mut self, command: Command, attached: Attached) -> f64 {
        self.longest_ms = 0.0;
        self.timed(Box::new(move |desk| desk.handle_command(command, attached, Millis::ZERO)));
        self.finish()
    }

    fn finish(&mut self) -> f64 {
        while self.desk.has_work() {
            self.timed(Box::new(|desk| _ = desk.step(Millis::ZERO)));
        }
        self.longest_ms
    }

    /// Does a command that comes without a file or a runner.
    fn command(&mut self, command: Command) -> f64 {
        self.work(command, Attached::Nothing)
    }

    fn set_text(&mut self, input: u32, text: &str) -> f64 {
        self.command(Command::SetText { input, text: text.to_owned() })
    }

    fn batch(&mut self, outcomes: Vec<Outcome>, phase: RunPhase) -> f64 {
        self.longest_ms = 0.0;
        let status = RunStatus { phase, elapsed: Millis::new(1.0), limit: 48, ..RunStatus::default() };
        let batch = Batch {
            run: RunId(1),
            status,
            outcomes,
            withdrawn: Vec::new(),
            skipped: Vec::new(),
            notices: Vec::new(),
            lanes: Vec::new(),
            unsettled: None,
            held_bytes: None,
        };
        self.timed(Box::new(move |desk| desk.handle_report(RUNNER, Report::Batch(batch), Millis::ZERO)));
        self.timed(Box::new(|desk| desk.handle_tick(Millis::new(1e9))));
        self.finish()
    }
}

fn session(what: &str, file: Option<&str>, text: &str) -> Vec<Figure> {
    let mut driver = Driver {
        desk: Desk::new(Place::default(), 1),
        file: file.unwrap_or_default().into(),
        longest_ms: 0.0,
    };
    let bytes = driver.file.len() as u64;
    driver.work(Command::Connect { kind: RunKind::Real }, Attached::Runner(RUNNER));
    let read = match file {
        Some(_) => driver.work(
            Command::AddSources { input: 1, names: vec!["a.txt".to_owned()] },
            Attached::Files(vec![Some(FileHandle { id: FileId(1), bytes })]),
        ),
        None => driver.set_text(1, text),
    };
    let key = driver.set_text(2, text);
    let by_url = vec![SortKey { column: Column::Url, descending: true }];
    let sort = driver.command(Command::SetOrder { keys: by_url });
    let filter = driver.command(Command::SetFilter { text: "7".to_owned(), totals: Vec::new() });
    driver.command(Command::SetFilter { text: String::new(), totals: Vec::new() });
    let start = driver.command(Command::Start {
        run: RunId(1),
        generation: Generation(1),
        input: 2,
        kind: RunKind::Real,
        settings: RunSettings::default(),
        denied: LocalDenied::default(),
        with_cookies: false,
    });
    let batch =
        (0..100).map(|nth| driver.batch(outcomes(nth * 1_000), RunPhase::Running)).fold(0.0, f64::max);
    let export =
        Command::Export { format: Format::Ndjson, scope: ExportScope::Shown, secrets: Secrets::Masked };
    driver.longest_ms = 0.0;
    driver.timed(Box::new(move |desk| desk.handle_command(export, Attached::Nothing, Millis::ZERO)));
    let during_export = driver.batch(outcomes(100_000), RunPhase::Running);
    let stop = driver.batch(Vec::new(), RunPhase::Stopped);
    let (scope, generation) = (RetryScope::In(Total::Cancelled), Generation(2));
    let retry = driver.command(Command::Retry { scope, generation, limits: Limits::default() });
    let edit = driver.set_text(3, "https://b.example");
    [
        ("read", read),
        ("a key in the text area", key),
        ("sort by URL", sort),
        ("filter", filter),
        ("Start", start),
        ("a batch of 1,000", batch),
        ("a batch while an export is made, and the export", during_export),
        ("Stop", stop),
        ("retry", retry),
        ("a key after a run", edit),
    ]
    .map(|(work, ms)| {
        Figure::new(format!("longest step, {what}: {work}"), ms, "ms").bar(Bar::AtMost(MOST_MS))
    })
    .into()
}

fn outcomes(first: u32) -> Vec<Outcome> {
    let outcome = |target| Outcome {
        is_challenged: false,
        target,
        attempt: 1,
        last: true,
        possibly_browser_queued: false,
        end: AttemptEnd::Answered { status: 200, redirected: false, body: BodyEnd::Whole(Bytes(100)) },
        started: Some(Millis::ZERO),
        error: None,
        timing: Timing { total: Some(Millis::new(f64::from(target.0 % 977))), ..Timing::default() },
        content_type: None,
        protocol: None,
        final_url: None,
        observed: None,
    };
    TargetId(first).take(1_000).map(outcome).collect()
}
