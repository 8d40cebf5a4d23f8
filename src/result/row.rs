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
use crate::input::link::{LinkKind, LinkPlace};
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
    /// The network error by its name, where it is known.
    pub error: Option<String>,
    /// Whether secrets in the URL are masked.
    pub url_is_masked: bool,
    /// Whether secrets in the final URL are masked.
    pub final_url_is_masked: bool,
}

impl RowView {
    /// The link in `row` (from 0) of `list` with its results in `table`; `None` past the end. `secrets` says whether
    /// secrets in its URLs are masked.
    pub fn of(list: &LinkList, table: &ResultTable, row: u32, secrets: Secrets) -> Option<Self> {
        let asks = list.kind(row)?;
        let mut view = Self::blank(row);
        list.write_url(row, &mut view.url);
        list.write_source(row, &mut view.source);
        match asks {
            LinkKind::Target(target) => view.fill(list, table, target),
            LinkKind::Rejected(index) => {
                let reason = list.rejected().get(index as usize)?.reason;
                view.verdict = Some(Verdict::NotSent(reason));
                view.bytes = Err(NoSize::NotAnswered);
            }
        }
        view.total = view.verdict.map(|verdict| verdict.total());
        if secrets == Secrets::Masked {
            view.url_is_masked = hide(&mut view.url);
            view.final_url_is_masked = view.final_url.as_mut().is_some_and(hide);
            view.error.as_mut().map(hide);
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
            error: None,
            url_is_masked: false,
            final_url_is_masked: false,
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
        self.error = table.error(target).map(str::to_owned);
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

    /// Whether anything in it is masked.
    pub const fn is_masked(&self) -> bool {
        self.url_is_masked || self.final_url_is_masked
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
            Column::Error => self.error.is_some(),
            _ => self.ms(column).is_some(),
        }
    }
}

/// Masks the secrets of `text`; whether it had any.
fn hide(text: &mut String) -> bool {
    let masked = match mask(text) {
        Cow::Owned(masked) => masked,
        Cow::Borrowed(_) => return false,
    };
    *text = masked;
    true
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
        Column::Error => write!(text, "{}", row.error.as_deref().unwrap_or_default()),
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
    /// Whether attempts of the run were dropped because there were too many; else those that are lacking were never told.
    pub dropped_attempts: bool,
}

impl Detail {
    /// The link in `row` (from 0) of `list`, and all that `table` knows of it; `None` past the end.
    pub fn of(list: &LinkList, table: &ResultTable, row: u32, secrets: Secrets) -> Option<Self> {
        let view = RowView::of(list, table, row, secrets)?;
        let hidden = |text: &str| match secrets {
            Secrets::Masked => mask(text).into_owned(),
            Secrets::Shown => text.to_owned(),
        };
        let label = list.label(row).map(hidden);
        let dropped_attempts = table.attempts_not_kept() > 0;
        let place = list.place(row);
        Some(match list.kind(row)? {
            LinkKind::Target(target) => {
                let mut attempts = table.history(target).to_vec();
                attempts.extend(table.last_attempt(target));
                Self {
                    row: view,
                    attempts,
                    links: table.links_of(target),
                    explanation: String::new(),
                    label,
                    place,
                    dropped_attempts,
                }
            }
            LinkKind::Rejected(index) => {
                let detail = list.rejected().get(index as usize).map_or("", |rejected| &rejected.detail);
                Self {
                    row: view,
                    attempts: Vec::new(),
                    links: 1,
                    explanation: hidden(detail),
                    label,
                    place,
                    dropped_attempts,
                }
            }
        })
    }
}

#[cfg(test)]
mod tests;
