//! Rows as a file has them → links with their results, in batches.

use super::ImportFormat;
use super::batch::{ImportBatch, ImportEnd, ImportProblem, ImportedLink, ImportedResult};
use super::row::{ImportedRow, verdict};
use super::run::MAX_PROBLEMS;
use crate::compare::row::ResultRow;
use crate::export::hidden::reason_of;
use crate::ids::TargetId;
use crate::input::list::MAX_LINKS;
use crate::network::{MAX_HOPS, NetworkErrorKind, hops_in, is_whole};
use crate::result::column::Column;
use crate::result::empty::Empty;
use crate::result::mask::mask;
use crate::result::outcome::{AttemptEnd, BodyEnd, Evidence, Outcome};
use crate::result::timing::{Provenance, Timing};
use crate::result::verdict::Verdict;
use crate::units::{Bytes, Millis};

#[derive(Debug, Default)]
pub(super) struct RowCollector {
    batch: ImportBatch,
    /// Rows so far that are links, and problems so far that are told.
    rows: u32,
    told: usize,
    tool: Option<String>,
    ended_ms: Option<f64>,
    is_full: bool,
    counts_pauses: bool,
    body_cap: Option<u32>,
}

impl RowCollector {
    pub(super) fn took(&mut self, ms: f64) {
        self.ended_ms = Some(ms);
    }

    /// Adds a place that could not be read.
    pub(super) fn problem(&mut self, line: u32, column: u32, message: impl Into<String>) {
        if self.told >= MAX_PROBLEMS {
            self.batch.more_problems = self.batch.more_problems.saturating_add(1);
            return;
        }
        self.told += 1;
        let before = u32::try_from(self.batch.links.len()).unwrap_or(u32::MAX);
        self.batch.problems.push((before, ImportProblem { line, column, message: message.into() }));
    }

    /// Adds a value that is not what its column wants.
    pub(super) fn value_problem(
        &mut self,
        (line, column): (u32, u32),
        name: &str,
        value: &str,
        wanted: &str,
    ) {
        let value = short(&mask(value));
        self.problem(line, column, format!("{name} is {value}, and should be {wanted}: it is left empty"));
    }

    pub(super) fn add(&mut self, row: &ImportedRow, line: u32, column: u32) {
        let Some(url) = row.url.as_deref() else {
            return self.problem(line, column, "a row without a URL: it is left out");
        };
        if self.rows >= MAX_LINKS {
            if !core::mem::replace(&mut self.is_full, true) {
                self.problem(line, column, "more than 5,000,000 rows: those from here on are left out");
            }
            return;
        }
        self.rows += 1;
        let result = match self.end_of(row, line, column) {
            AttemptEnd::NotSent(reason) => ImportedResult::NotSent(reason),
            end => {
                let said = row.verdict.as_deref().and_then(|words| verdict(words, row.status.is_some()));
                let is_doubtful = said.is_some_and(|said| said.is_doubtful());
                ImportedResult::Ended(Box::new(outcome(row, (end, is_doubtful))))
            }
        };
        self.batch.links.push(ImportedLink { url: url.to_owned(), line, column, result });
        let at = row.ms(Column::QueueMs).zip(row.ms(Column::TotalMs)).map(|(queue, total)| queue + total);
        // The wait of a row with several attempts began in the middle of the run.
        let ended = row.ended_ms.or(at.filter(|_| !is_further(row)));
        self.counts_pauses |= row.ended_ms.is_none() && ended.is_some();
        self.ended_ms = [self.ended_ms, ended].into_iter().flatten().reduce(f64::max);
        if self.tool.is_none() {
            self.tool = row.tool.as_deref().map(short);
        }
    }

    /// What came since the last batch.
    pub(super) fn take_batch(&mut self) -> ImportBatch {
        core::mem::take(&mut self.batch)
    }

    /// What is known at the end; `row` are the figures of a format that has no rows.
    pub(super) fn end(&self, kind: ImportFormat, row: Option<ResultRow>) -> ImportEnd {
        let Self { tool, ended_ms, counts_pauses, .. } = self;
        ImportEnd { kind, row, tool: tool.clone(), ended_ms: *ended_ms, counts_pauses: *counts_pauses }
    }

    fn end_of(&mut self, row: &ImportedRow, line: u32, column: u32) -> AttemptEnd {
        let said = row.verdict.as_deref();
        let known = said.and_then(|words| verdict(words, row.status.is_some()));
        if let (Some(words), None) = (said, known) {
            let words = format!("no verdict of Volley's: {}; the status counts", short(&mask(words)));
            self.problem(line, column, words);
        }
        let body = self.body_of(row);
        let answered = |status, redirected| AttemptEnd::Answered { status, redirected, body };
        // A tool that names the error knows what became of the link; a page never does.
        let unanswered = match row.error.as_deref() {
            Some(name) => AttemptEnd::NetworkError(NetworkErrorKind::of_name(name)),
            None => AttemptEnd::NoVisibleAnswer,
        };
        match known {
            Some(Verdict::Http { status, redirected }) => {
                answered(status, redirected || row.redirected == Some(true))
            }
            Some(Verdict::CutShort { status }) => {
                AttemptEnd::Answered { status, redirected: false, body: BodyEnd::CutShort }
            }
            Some(Verdict::TimedOut { after_ms, .. }) => AttemptEnd::TimedOut { status: row.status, after_ms },
            Some(Verdict::NoVisibleAnswer) => unanswered,
            Some(Verdict::Interrupted) => AttemptEnd::Cancelled,
            Some(Verdict::NotSent(reason)) => AttemptEnd::NotSent(reason),
            Some(Verdict::NetworkError(kind)) => AttemptEnd::NetworkError(kind),
            Some(plain) => {
                let end = Verdict::PLAIN.into_iter().find(|(of, _)| *of == plain);
                end.map_or(unanswered, |(_, end)| end)
            }
            None => match row.status {
                Some(status) => answered(status, row.redirected == Some(true)),
                // A verdict in other words, and no status: something was seen of it, but no answer.
                None if said.is_some() => unanswered,
                None => {
                    let words = "a row without verdict and status: it counts as cancelled".to_owned();
                    self.problem(line, column, words);
                    AttemptEnd::Cancelled
                }
            },
        }
    }

    /// The size of an answer, or why the row has none.
    fn body_of(&mut self, row: &ImportedRow) -> BodyEnd {
        if let Some(bytes) = row.bytes {
            return BodyEnd::Whole(Bytes(bytes));
        }
        let why = row.hidden.as_deref().and_then(|text| reason_of(text, Column::Bytes.name()));
        let Some(why) = why else { return BodyEnd::Unreported };
        if why == Empty::NoBody.to_string() {
            return BodyEnd::Absent;
        }
        let cap = why.strip_prefix("over ").and_then(|rest| rest.strip_suffix(" bytes")?.parse().ok());
        match cap {
            // All of a run have the same.
            Some(cap) if *self.body_cap.get_or_insert(cap) == cap => {
                self.batch.body_cap = Some(cap);
                BodyEnd::OverCap
            }
            _ => BodyEnd::Unreported,
        }
    }
}

/// Whether the row is of a further attempt, whose wait began somewhere in the run.
fn is_further(row: &ImportedRow) -> bool {
    row.attempts.is_some_and(|attempts| attempts > 1)
}

fn outcome(row: &ImportedRow, (end, possibly_browser_queued): (AttemptEnd, bool)) -> Outcome {
    let ms = |column| row.ms(column).map(Millis::new);
    let text = |text: &Option<String>| text.as_deref().map(Box::from);
    let provenance = match row.provenance.as_deref() {
        Some("browser") => Provenance::Browser,
        Some("practice") => Provenance::Practice,
        Some("extension") if row.tool.is_none() => Provenance::Extension,
        Some("visit") if row.tool.is_none() => Provenance::Visit,
        Some("clock") if row.tool.is_none() => Provenance::Clock,
        // What was sent was measured by somebody, or nobody: not by this page.
        _ if !matches!(end, AttemptEnd::Cancelled | AttemptEnd::Refused) || row.tool.is_some() => {
            Provenance::Tool
        }
        _ => Provenance::None,
    };
    Outcome {
        is_challenged: false,
        // The list says which.
        target: TargetId(0),
        attempt: row.attempts.unwrap_or(1),
        last: true,
        possibly_browser_queued,
        end,
        // The first attempt waits from the run's start on.
        started: ms(Column::QueueMs).filter(|_| !is_further(row)),
        timing: Timing {
            provenance,
            queue: ms(Column::QueueMs),
            total: ms(Column::TotalMs),
            browser_queue: ms(Column::BrowserQueueMs),
            redirect: None,
            dns: ms(Column::DnsMs),
            connect: ms(Column::ConnectMs),
            tls: ms(Column::TlsMs),
            wait: ms(Column::WaitMs),
            download: ms(Column::DownloadMs),
        },
        content_type: text(&row.content_type),
        protocol: text(&row.protocol),
        final_url: text(&row.final_url),
        error: text(&row.error),
        observed: evidence(row).map(Box::new),
    }
}

/// What an extension observed, as an export of Volley says it.
fn evidence(row: &ImportedRow) -> Option<Evidence> {
    let chain = row.chain.as_deref().unwrap_or_default().replace(" → ", "\n");
    let hops: Vec<_> = hops_in(&chain).take(MAX_HOPS).collect();
    let server_ip = row.server_ip.as_deref().map(Box::from);
    let is_whole = is_whole(&chain);
    (!hops.is_empty() || server_ip.is_some()).then_some(Evidence { hops, is_whole, server_ip })
}

pub(super) fn short(text: &str) -> String {
    const CHARS: usize = 80;
    match text.char_indices().nth(CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
