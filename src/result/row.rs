//! One row of the table as the page shows it and the exports write it: owned, small, made for a window at a time.

use core::fmt::Write as _;
use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::column::Column;
use super::empty::Empty;
use super::history::Attempt;
use super::mask::{Secrets, mask};
use super::size::NoSize;
use super::table::ResultTable;
use super::timing::Provenance;
use super::verdict::{Total, Verdict};
use crate::input::link::{Asks, LinkPlace};
use crate::input::list::LinkList;
use crate::units::{Bytes, Millis};

/// What the verdict's cell says while there is none.
pub const WAITING: &str = "Waiting";

/// One link with the results of its target. Milliseconds are `None` when they are hidden.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RowView {
    /// The link's number in the list, from 1.
    pub index: u32,
    /// The URL, or the text as given when it cannot be sent.
    pub url: String,
    /// The host with its port; empty when it cannot be sent.
    pub host: String,
    /// The host as people write it, where that differs from how it is sent.
    pub shown_host: Option<String>,
    /// What Volley says of it; `None` while it waits or is in flight.
    pub verdict: Option<Verdict>,
    /// The total it counts in.
    pub total: Option<Total>,
    /// The status, where it could be read.
    pub status: Option<u16>,
    /// From the browser's start to the end of the answer.
    pub total_ms: Option<f32>,
    /// Our own queue.
    pub queue_ms: Option<f32>,
    /// The browser's queue.
    pub browser_queue_ms: Option<f32>,
    /// Following redirects.
    pub redirect_ms: Option<f32>,
    /// Looking up the name.
    pub dns_ms: Option<f32>,
    /// Opening the connection.
    pub connect_ms: Option<f32>,
    /// Agreeing on encryption.
    pub tls_ms: Option<f32>,
    /// Waiting for the server.
    pub wait_ms: Option<f32>,
    /// Reading the body.
    pub download_ms: Option<f32>,
    /// The size of the answer, or why it is not known.
    pub bytes: Result<Bytes, NoSize>,
    /// The content type.
    pub content_type: Option<String>,
    /// The protocol.
    pub protocol: Option<String>,
    /// Attempts that ended.
    pub attempts: Option<u8>,
    /// Whether a redirect was followed; `None` when no answer could be read.
    pub redirected: Option<bool>,
    /// Where a redirect led to.
    pub final_url: Option<String>,
    /// Where the link stands: `name:line:column`, or `line:column` in the text area.
    pub source: String,
    /// Who measured the times.
    pub provenance: Provenance,
}

impl RowView {
    /// The link in `row` (from 0) of `list` with its results in `table`; `None` past the end. `secrets` says whether
    /// secrets in its URLs are masked.
    pub fn of(list: &LinkList, table: &ResultTable, row: u32, secrets: Secrets) -> Option<Self> {
        let asks = list.asks(row)?;
        let mut view = Self::blank(row);
        list.write_url(row, &mut view.url);
        list.write_source(row, &mut view.source);
        match asks {
            Asks::Target(target) => view.fill(list, table, target),
            Asks::Rejected(index) => {
                let reason = list.rejected().get(index as usize)?.reason;
                view.verdict = Some(Verdict::NotSent(reason));
                view.bytes = Err(NoSize::NotAnswered);
            }
        }
        view.total = view.verdict.map(|verdict| verdict.total());
        if secrets == Secrets::Masked {
            view.url = mask(&view.url).into_owned();
            view.final_url = view.final_url.map(|url| mask(&url).into_owned());
        }
        Some(view)
    }

    fn blank(row: u32) -> Self {
        Self {
            index: row.saturating_add(1),
            url: String::new(),
            host: String::new(),
            shown_host: None,
            verdict: None,
            total: None,
            status: None,
            total_ms: None,
            queue_ms: None,
            browser_queue_ms: None,
            redirect_ms: None,
            dns_ms: None,
            connect_ms: None,
            tls_ms: None,
            wait_ms: None,
            download_ms: None,
            bytes: Err(NoSize::NotYet),
            content_type: None,
            protocol: None,
            attempts: None,
            redirected: None,
            final_url: None,
            source: String::new(),
            provenance: Provenance::None,
        }
    }

    fn fill(&mut self, list: &LinkList, table: &ResultTable, target: u32) {
        let ms = |column| Some(table.number(column, target)).filter(|value| !value.is_nan());
        if let Some(origin) = list.origin(target) {
            origin.host().clone_into(&mut self.host);
            self.shown_host = origin.is_international().then(|| origin.shown_host().to_owned());
        }
        self.verdict = table.verdict(target);
        self.status = table.status(target);
        self.total_ms = ms(Column::TotalMs);
        self.queue_ms = ms(Column::QueueMs);
        self.browser_queue_ms = ms(Column::BrowserQueueMs);
        self.redirect_ms = table.redirect_ms(target);
        self.dns_ms = ms(Column::DnsMs);
        self.connect_ms = ms(Column::ConnectMs);
        self.tls_ms = ms(Column::TlsMs);
        self.wait_ms = ms(Column::WaitMs);
        self.download_ms = ms(Column::DownloadMs);
        self.bytes = table.bytes(target);
        self.content_type = table.content_type(target).map(str::to_owned);
        self.protocol = table.protocol(target).map(str::to_owned);
        self.attempts = table.attempts(target);
        self.redirected = table.redirected(target);
        self.final_url = table.final_url(target).map(str::to_owned);
        self.provenance = table.provenance(target);
    }

    /// The host as people write it.
    pub fn shown_host(&self) -> &str {
        self.shown_host.as_deref().unwrap_or(&self.host)
    }

    /// The URL with its host as people write it.
    pub fn shown_url(&self) -> Cow<'_, str> {
        match &self.shown_host {
            Some(shown) => Cow::Owned(self.url.replacen(&self.host, shown, 1)),
            None => Cow::Borrowed(&self.url),
        }
    }

    /// The milliseconds in `column`; `None` when they are hidden, and for a column of something else.
    pub const fn ms(&self, column: Column) -> Option<f32> {
        match column {
            Column::TotalMs => self.total_ms,
            Column::QueueMs => self.queue_ms,
            Column::BrowserQueueMs => self.browser_queue_ms,
            Column::DnsMs => self.dns_ms,
            Column::ConnectMs => self.connect_ms,
            Column::TlsMs => self.tls_ms,
            Column::WaitMs => self.wait_ms,
            Column::DownloadMs => self.download_ms,
            _ => None,
        }
    }

    /// Whether there is a value in `column`.
    pub fn has(&self, column: Column) -> bool {
        match column {
            Column::Index | Column::Url | Column::Source => true,
            Column::Host => !self.host.is_empty(),
            Column::Verdict => self.verdict.is_some(),
            Column::Status => self.status.is_some(),
            Column::Bytes => self.bytes.is_ok(),
            Column::Type => self.content_type.is_some(),
            Column::Protocol => self.protocol.is_some(),
            Column::Attempts => self.attempts.is_some(),
            Column::Redirected => self.redirected.is_some(),
            Column::FinalUrl => self.final_url.is_some(),
            Column::Provenance => self.provenance != Provenance::None,
            _ => self.ms(column).is_some(),
        }
    }
}

/// What the cell of `row` in `column` shows: the value as a person reads it; else [`Empty::placeholder`].
pub fn cell_text(column: Column, row: &RowView) -> String {
    if column == Column::Verdict && row.verdict.is_none() {
        return WAITING.to_owned();
    }
    if let Some(empty) = Empty::of(column, row) {
        return empty.placeholder().to_owned();
    }
    let mut text = String::new();
    // Writing to a String cannot fail.
    let _ = match column {
        Column::Index => write!(text, "{}", row.index),
        Column::Url => write!(text, "{}", row.shown_url()),
        Column::Host => write!(text, "{}", row.shown_host()),
        Column::Source => write!(text, "{}", row.source),
        Column::Verdict => row.verdict.map_or(Ok(()), |verdict| write!(text, "{verdict}")),
        Column::Status => row.status.map_or(Ok(()), |status| write!(text, "{status}")),
        Column::Bytes => row.bytes.map_or(Ok(()), |bytes| write!(text, "{bytes}")),
        Column::Type => write!(text, "{}", row.content_type.as_deref().unwrap_or_default()),
        Column::Protocol => write!(text, "{}", row.protocol.as_deref().unwrap_or_default()),
        Column::Attempts => row.attempts.map_or(Ok(()), |attempts| write!(text, "{attempts}")),
        Column::Redirected => write!(text, "{}", if row.redirected == Some(true) { "yes" } else { "no" }),
        Column::FinalUrl => write!(text, "{}", row.final_url.as_deref().unwrap_or_default()),
        Column::Provenance => write!(text, "{}", row.provenance.name()),
        _ => row.ms(column).map_or(Ok(()), |ms| write!(text, "{}", Millis::new(f64::from(ms)))),
    };
    text
}

/// All that is known of one link: its row and every attempt of its target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// The row.
    pub row: RowView,
    /// The attempts that are kept, in the order in which they ended; the last is the one the verdict rests on.
    pub attempts: Vec<Attempt>,
    /// Links that ask for the same target, this one among them; 1 when it cannot be sent.
    pub links: u32,
    /// What more is known of why it cannot be sent; empty otherwise.
    pub explanation: String,
    /// The text that a document gives the link: its words, its column, its place in JSON.
    pub label: Option<String>,
    /// Where it stands.
    pub place: Option<LinkPlace>,
}

impl Detail {
    /// The link in `row` (from 0) of `list`, and all that `table` knows of it; `None` past the end.
    pub fn of(list: &LinkList, table: &ResultTable, row: u32, secrets: Secrets) -> Option<Self> {
        let view = RowView::of(list, table, row, secrets)?;
        let label = list.label(row).map(str::to_owned);
        let place = list.place(row);
        Some(match list.asks(row)? {
            Asks::Target(target) => {
                let mut attempts = table.history(target).to_vec();
                attempts.extend(table.last_attempt(target));
                Self {
                    row: view,
                    attempts,
                    links: table.links_of(target),
                    explanation: String::new(),
                    label,
                    place,
                }
            }
            Asks::Rejected(index) => {
                let detail = list.rejected().get(index as usize).map_or("", |rejected| &rejected.detail);
                Self {
                    row: view,
                    attempts: Vec::new(),
                    links: 1,
                    explanation: detail.to_owned(),
                    label,
                    place,
                }
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::link::Position;
    use crate::result::not_sent::NotSent;
    use crate::result::outcome::{AttemptEnd, BodyEnd, Outcome};
    use crate::result::timing::Timing;

    fn outcome(attempt: u8, last: bool, end: AttemptEnd) -> Outcome {
        let total = Some(Millis::new(412.4));
        Outcome {
            target: 0,
            attempt,
            last,
            maybe_queued: false,
            end,
            started: Millis::new(7.0),
            timing: Timing { provenance: Provenance::Clock, total, ..Timing::default() },
            content_type: None,
            protocol: None,
            final_url: None,
        }
    }

    fn list() -> LinkList {
        let mut list = LinkList::default();
        let source = list.begin_source("a.md").expect("room for a source");
        let target = list.add_target("https://a.test/?token=1", "https://a.test").expect("room for a target");
        list.add_link(Position { source, line: 3, column: 5 }, target);
        list.add_link(Position { source, line: 4, column: 5 }, target);
        list.reject(
            Position { source, line: 5, column: 1 },
            NotSent::Scheme,
            "mailto:me",
            "not a web address",
        );
        list
    }

    fn cells(row: &RowView, columns: &[Column]) -> Vec<String> {
        columns.iter().map(|&column| cell_text(column, row)).collect()
    }

    #[test]
    fn a_cell_shows_its_value_or_why_there_is_none() {
        use Column::{Bytes, DnsMs, FinalUrl, Host, Redirected, Source, Status, TotalMs, Type, Url, Verdict};
        let list = list();
        let mut table = ResultTable::new(&list, Some(65_536));
        let row = |table: &ResultTable, row| RowView::of(&list, table, row, Secrets::Masked).expect("a row");
        let waiting = cells(&row(&table, 0), &[Url, Host, Verdict, Status, TotalMs, Bytes, Source]);
        assert_eq!(waiting, ["https://a.test/?token=***", "a.test", WAITING, "", "", "", "a.md:3:5"]);

        table.apply(&outcome(
            1,
            true,
            AttemptEnd::Answered { status: 200, redirected: false, body: BodyEnd::OverCap },
        ));
        let answered =
            cells(&row(&table, 1), &[Verdict, Status, TotalMs, Bytes, DnsMs, Type, Redirected, FinalUrl]);
        assert_eq!(answered, ["HTTP 200", "200", "412 ms", "hidden", "hidden", "–", "no", "–"]);

        let rejected = cells(&row(&table, 2), &[Url, Host, Verdict, Status, DnsMs]);
        assert_eq!(rejected, ["mailto:me", "–", "Not sent: not http or https", "–", "–"]);
        assert_eq!(RowView::of(&list, &table, 3, Secrets::Masked), None);
    }

    #[test]
    fn a_detail_holds_every_attempt_and_the_reason() {
        let list = list();
        let mut table = ResultTable::new(&list, None);
        table.apply(&outcome(1, false, AttemptEnd::NoVisibleAnswer));
        let timed_out = AttemptEnd::TimedOut { status: Some(200), after_ms: 3_000 };
        table.apply(&outcome(2, true, timed_out));
        let detail = Detail::of(&list, &table, 0, Secrets::Masked).expect("a row");
        let ends: Vec<String> = detail.attempts.iter().map(|attempt| attempt.end.to_string()).collect();
        assert_eq!(ends, ["No visible answer", "Timed out after 3000 ms"]);
        assert_eq!((detail.links, detail.row.status, detail.row.attempts), (2, Some(200), Some(2)));
        assert_eq!(detail.place, Some(LinkPlace { source: Some(0), line: 3, column: 5 }));
        let rejected = Detail::of(&list, &table, 2, Secrets::Masked).expect("a row");
        assert_eq!((rejected.attempts.len(), rejected.explanation.as_str()), (0, "not a web address"));
    }

    #[test]
    fn a_link_of_the_text_area_has_a_place_and_no_source() {
        let mut list = LinkList::default();
        let source = list.begin_source("").expect("room for a source");
        list.reject(Position { source, line: 2, column: 1 }, NotSent::Scheme, "mailto:me", "");
        let detail = Detail::of(&list, &ResultTable::new(&list, None), 0, Secrets::Masked).expect("a row");
        assert_eq!(detail.place, Some(LinkPlace { source: None, line: 2, column: 1 }));
    }

    #[test]
    fn a_target_that_waited_when_the_run_was_stopped_is_cancelled_and_keeps_its_attempts() {
        let list = list();
        let mut table = ResultTable::new(&list, None);
        table.apply(&outcome(1, false, AttemptEnd::NoVisibleAnswer));
        table.withdraw(0);
        let detail = Detail::of(&list, &table, 0, Secrets::Masked).expect("a row");
        assert_eq!(detail.row.verdict, Some(Verdict::Cancelled));
        assert_eq!(detail.attempts.len(), 1);
        assert_eq!(table.tally().of(Total::Cancelled), 2);
    }
}
