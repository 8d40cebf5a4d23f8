//! Rows → a list with its results, and the figures over them.

use url::{Position as Part, Url};

use super::figures::EndCounts;
use super::row::{ImportedRow, verdict};
use super::{ImportFormat, ImportResult, Problems};
use crate::compare::row::{Estimate, ResultRow, RowProvenance};
use crate::export::hidden::reason_of;
use crate::ids::{SourceId, TargetId};
use crate::input::link::Position;
use crate::input::list::{LinkList, MAX_LINKS};
use crate::input::not_sent::NotSent;
use crate::network::{MAX_HOPS, NetworkErrorKind, hops_in, is_whole};
use crate::result::column::Column;
use crate::result::empty::Empty;
use crate::result::mask::mask;
use crate::result::outcome::{AttemptEnd, BodyEnd, Evidence, Outcome};
use crate::result::table::ResultTable;
use crate::result::timing::{Provenance, Timing};
use crate::result::verdict::Verdict;
use crate::stats::summary::Spread;
use crate::units::{Bytes, Millis};

/// Remark on an export of Volley: its rows say when each request was sent, on a clock that runs on through pauses.
const PAUSES: &str = "The time is that from the start to the last end that its rows tell, pauses and all.";

#[derive(Debug)]
pub(super) struct RunBuilder {
    list: LinkList,
    table: ResultTable,
    source: Option<SourceId>,
    pub(super) problems: Problems,
    figures: EndCounts,
    tool: Option<String>,
    /// When the last row with a known end ended, in milliseconds since the start.
    ended_ms: Option<f64>,
    is_full: bool,
    is_practice: bool,
    /// Whether the time of the run is taken from when its requests were sent, pauses and all.
    counts_pauses: bool,
    /// The most of a body that was read, where rows say so.
    body_cap: Option<u32>,
}

impl RunBuilder {
    pub(super) fn new(name: &str) -> Self {
        let mut list = LinkList::default();
        let source = list.begin_source(name);
        let table = ResultTable::new(&list, None);
        Self {
            list,
            table,
            source,
            problems: Problems::default(),
            figures: EndCounts::default(),
            tool: None,
            ended_ms: None,
            is_full: false,
            is_practice: false,
            counts_pauses: false,
            body_cap: None,
        }
    }

    pub(super) fn took(&mut self, ms: f64) {
        self.ended_ms = Some(ms);
    }

    pub(super) fn add(&mut self, row: &ImportedRow, line: u32, column: u32) {
        let Some(source) = self.source else { return };
        let place = Position { source, line, column };
        let Some(url) = row.url.as_deref() else {
            return self.problems.add(line, column, "a row without a URL: it is left out");
        };
        if self.list.links() >= MAX_LINKS {
            if !core::mem::replace(&mut self.is_full, true) {
                self.problems.add(line, column, "more than 5,000,000 rows: those from here on are left out");
            }
            return;
        }
        let end = self.end_of(row, line, column);
        if let AttemptEnd::NotSent(reason) = end {
            self.list.reject(place, reason, url, "");
        } else {
            self.add_url(row, end, place, url);
        }
        self.table.grow(&self.list);
        let at = row.ms(Column::QueueMs).zip(row.ms(Column::TotalMs)).map(|(queue, total)| queue + total);
        // The wait of a row with several attempts began in the middle of the run.
        let ended = row.ended_ms.or(at.filter(|_| !is_further(row)));
        self.counts_pauses |= row.ended_ms.is_none() && ended.is_some();
        self.ended_ms = [self.ended_ms, ended].into_iter().flatten().reduce(f64::max);
        if self.tool.is_none() {
            self.tool = row.tool.as_deref().map(short);
        }
    }

    fn add_url(&mut self, row: &ImportedRow, end: AttemptEnd, place: Position, url: &str) {
        if let Some((origin, url)) = origin(url) {
            return self.add_target(row, end, place, &origin, &url);
        }
        self.list.reject(place, NotSent::NotAUrl, url, "");
        self.problems.add(
            place.line,
            place.column,
            format!("no URL that can be requested: {}", short(&mask(url))),
        );
    }

    fn add_target(&mut self, row: &ImportedRow, end: AttemptEnd, place: Position, origin: &str, url: &Url) {
        let Some(target) = self.list.add_target(&url[..Part::AfterQuery], origin) else { return };
        self.list.add_link(place, target);
        if let Some(fragment) = url.fragment() {
            self.list.add_fragment(fragment);
        }
        self.table.grow(&self.list);
        let said = row.verdict.as_deref().and_then(|words| verdict(words, row.status.is_some()));
        let outcome = outcome(row, (end, said.is_some_and(|said| said.is_doubtful())), target);
        self.figures.count(&outcome);
        self.is_practice |= outcome.timing.provenance == Provenance::Practice;
        self.table.apply(&outcome);
    }

    fn end_of(&mut self, row: &ImportedRow, line: u32, column: u32) -> AttemptEnd {
        let said = row.verdict.as_deref();
        let known = said.and_then(|words| verdict(words, row.status.is_some()));
        if let (Some(words), None) = (said, known) {
            self.problems.add(
                line,
                column,
                format!("no verdict of Volley's: {}; the status counts", short(&mask(words))),
            );
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
                    self.problems.add(line, column, words);
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
                self.table.set_body_cap(cap);
                BodyEnd::OverCap
            }
            _ => BodyEnd::Unreported,
        }
    }

    pub(super) fn finish(self, kind: ImportFormat, name: &str) -> ImportResult {
        let spread = Spread::of(&self.table);
        let tool = self.tool.unwrap_or_else(|| match kind {
            ImportFormat::Lychee => "lychee".to_owned(),
            _ => name.to_owned(),
        });
        let mut row = ResultRow {
            name: tool.clone(),
            provenance: if self.is_practice { RowProvenance::Practice } else { RowProvenance::Tool(tool) },
            rounds: 1,
            p50: spread.p50,
            p95: spread.p95,
            p99: spread.p99,
            ..ResultRow::default()
        };
        self.figures.fill(&mut row);
        if let Some(total) = self.ended_ms.filter(|ms| *ms > 0.0) {
            row.total = Some(Estimate::single(total));
            row.rate = Some(Estimate::single(f64::from(row.answered) * 1_000.0 / total));
            if self.counts_pauses {
                PAUSES.clone_into(&mut row.remark);
            }
        }
        ImportResult { kind, row, run: Some((self.list, self.table)), problems: self.problems }
    }
}

/// Whether the row is of a further attempt, whose wait began somewhere in the run.
fn is_further(row: &ImportedRow) -> bool {
    row.attempts.is_some_and(|attempts| attempts > 1)
}

fn outcome(
    row: &ImportedRow,
    (end, possibly_browser_queued): (AttemptEnd, bool),
    target: TargetId,
) -> Outcome {
    let ms = |column| row.ms(column).map(Millis::new);
    let text = |text: &Option<String>| text.as_deref().map(Box::from);
    let provenance = match row.provenance.as_deref() {
        Some("browser") => Provenance::Browser,
        Some("practice") => Provenance::Practice,
        Some("extension") if row.tool.is_none() => Provenance::Extension,
        Some("clock") if row.tool.is_none() => Provenance::Clock,
        // What was sent was measured by somebody, or nobody: not by this page.
        _ if !matches!(end, AttemptEnd::Cancelled | AttemptEnd::Refused) || row.tool.is_some() => {
            Provenance::Tool
        }
        _ => Provenance::None,
    };
    Outcome {
        target,
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

/// The origin of `url` and the URL itself; `None` where it cannot be requested.
fn origin(url: &str) -> Option<(String, Url)> {
    let url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let host = url[Part::BeforeHost..Part::BeforePath].trim_end_matches('/');
    (!host.is_empty()).then(|| (format!("{}://{host}", url.scheme()), url.clone()))
}

pub(super) fn short(text: &str) -> String {
    const CHARS: usize = 80;
    match text.char_indices().nth(CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
