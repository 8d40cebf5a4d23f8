//! One row of the table as the page shows it and the exports write it: owned, small, built for a window at a time.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::column::{Column, Stored};
use super::empty::Empty;
use super::history::Attempt;
use super::mask::{Secrets, mask};
use super::size::NoSize;
use super::table::ResultTable;
use super::timing::{Measure, Provenance};
use super::verdict::{Total, Verdict};
use super::waiting::RowWait;
use crate::ids::{LinkId, RowNumber, TargetId};
use crate::input::link::{LinkKind, LinkPlace};
use crate::input::list::LinkList;
use crate::units::Bytes;

/// The verdict's cell while there is no verdict.
pub const WAITING: &str = "Waiting";

/// One link with the results of its target, as `COLUMNS` reads it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(missing_docs, reason = "most fields are columns")]
pub struct RowView {
    pub number: RowNumber,
    /// The URL, or the text as given when it cannot be sent.
    pub url: String,
    /// The host with its port; empty when it cannot be sent.
    pub host: String,
    /// The host with its international letters, where it has some.
    pub shown_host: Option<String>,
    /// `None` while it waits or is in flight.
    pub verdict: Option<Verdict>,
    /// What it waits for; `None` where it has a verdict, and in exports.
    pub waiting: Option<RowWait>,
    pub total: Option<Total>,
    pub status: Option<u16>,
    /// Milliseconds by [`Measure`]; `None` where they are hidden.
    pub measures: [Option<f32>; Measure::COUNT],
    pub bytes: Result<Bytes, NoSize>,
    pub content_type: Option<String>,
    pub protocol: Option<String>,
    pub attempts: Option<u8>,
    /// `None` when no answer could be read.
    pub redirected: Option<bool>,
    pub final_url: Option<String>,
    /// Where the link is: `name:line:column`, or `line:column` in the text area.
    pub source: String,
    /// The same as a place that can be shown.
    pub place: Option<LinkPlace>,
    /// The text that a document gives the link: its words, its column, its place in JSON.
    pub label: Option<String>,
    pub provenance: Provenance,
    pub error: Option<String>,
    /// The redirects that were followed, a line each as [`hops_in`](crate::network::hops_in) reads them.
    pub hops: Option<String>,
    pub hop_count: Option<u32>,
    pub server_ip: Option<String>,
    /// Whether every redirect on the way was permanent, and what stands at its end works.
    pub has_moved_for_good: bool,
    pub url_is_masked: bool,
    pub final_url_is_masked: bool,
}

impl RowView {
    /// The link in `row` (from 0) of `list` with its results; `None` past the end. `secrets`: whether URLs are masked.
    pub fn of(list: &LinkList, table: &ResultTable, row: LinkId, secrets: Secrets) -> Option<Self> {
        let mut view = match list.kind(row)? {
            LinkKind::Target(target) => Self::of_target(list, table, target),
            LinkKind::Rejected(index) => Self {
                verdict: Some(Verdict::NotSent(list.rejected().get(index as usize)?.reason)),
                bytes: Err(NoSize::NotAnswered),
                // Past the end nothing is known.
                ..Self::of_target(list, table, TargetId(u32::MAX))
            },
        };
        view.number = row.number();
        list.write_url(row, &mut view.url);
        list.write_source(row, &mut view.source);
        view.place = list.place(row);
        view.label = list.label(row).map(str::to_owned);
        view.total = view.verdict.map(|verdict| verdict.total());
        if secrets == Secrets::Masked {
            view.url_is_masked = hide(&mut view.url);
            view.final_url_is_masked = view.final_url.as_mut().is_some_and(hide);
            view.error.as_mut().map(hide);
            view.hops.as_mut().map(hide);
            view.label.as_mut().map(hide);
        }
        Some(view)
    }

    fn of_target(list: &LinkList, table: &ResultTable, target: TargetId) -> Self {
        let origin = list.origin(target);
        let international = origin.filter(|origin| origin.is_international());
        Self {
            number: RowNumber(0),
            url: String::new(),
            host: origin.map_or_else(String::new, |origin| origin.host().to_owned()),
            shown_host: international.map(|origin| origin.shown_host().to_owned()),
            verdict: table.verdict(target),
            waiting: None,
            total: None,
            status: table.status(target),
            measures: table.measures(target),
            bytes: table.bytes(target),
            content_type: table.content_type(target).map(str::to_owned),
            protocol: table.protocol(target).map(str::to_owned),
            attempts: table.attempts(target),
            redirected: table.redirected(target),
            final_url: table.final_url(target).map(str::to_owned),
            source: String::new(),
            place: None,
            label: None,
            provenance: table.provenance(target),
            error: table.error(target).map(str::to_owned),
            hops: table.hops(target).map(str::to_owned),
            hop_count: table.hop_count(target),
            server_ip: table.server_ip(target).map(str::to_owned),
            has_moved_for_good: table.has_moved_for_good(target),
            url_is_masked: false,
            final_url_is_masked: false,
        }
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

    /// A duration in milliseconds; `None` when it is hidden.
    pub const fn measured(&self, measure: Measure) -> Option<f32> {
        self.measures[measure as usize]
    }

    /// The milliseconds in `column`; `None` when they are hidden, and for a column of something else.
    pub const fn ms(&self, column: Column) -> Option<f32> {
        match column.spec().stored {
            Stored::Millis(measure) => self.measured(measure),
            _ => None,
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

/// What the cell of `row` in `column` shows: the value, or [`Empty::placeholder`].
pub fn cell_text(column: Column, row: &RowView) -> String {
    match (column, column.value(row)) {
        (Column::Url, _) => row.shown_url().into_owned(),
        (Column::Host, Some(_)) => row.shown_host().to_owned(),
        (Column::Verdict, Some(value)) if row.provenance == Provenance::Visit => {
            format!("{value}, by a visit")
        }
        (_, Some(value)) => value.to_string(),
        (Column::Verdict, None) => {
            row.waiting.map_or_else(|| WAITING.to_owned(), |waiting| waiting.to_string())
        }
        (_, None) => Empty::of(column, row).map_or_else(String::new, |empty| empty.placeholder().to_owned()),
    }
}

/// All that is known of one link: its row and every attempt of its target.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Detail {
    /// Its row.
    pub row: RowView,
    /// The attempts that are kept, in the order in which they ended; the last gave the verdict.
    pub attempts: Vec<Attempt>,
    /// Links to the same target, this one included; 1 when it cannot be sent.
    pub links: u32,
    /// Details of why it cannot be sent; empty otherwise.
    pub explanation: String,
    /// Whether the run had too many attempts to keep; otherwise missing ones were never reported.
    pub dropped_attempts: bool,
    /// The tool whose answer was merged into it last.
    pub tool: Option<String>,
}

impl Detail {
    /// The link in `row` (from 0) of `list`, and all that `table` knows of it; `None` past the end.
    pub fn of(list: &LinkList, table: &ResultTable, row: LinkId, secrets: Secrets) -> Option<Self> {
        let view = RowView::of(list, table, row, secrets)?;
        let hidden = |text: &str| match secrets {
            Secrets::Masked => mask(text).into_owned(),
            Secrets::Shown => text.to_owned(),
        };
        let dropped_attempts = table.attempts_not_kept() > 0;
        let mut tool = None;
        let (attempts, links, explanation) = match list.kind(row)? {
            LinkKind::Target(target) => {
                tool = table.tool(target).map(str::to_owned);
                let attempts = table.history(target).iter().cloned().chain(table.last_attempt(target));
                (attempts.collect(), table.links_of(target), String::new())
            }
            LinkKind::Rejected(index) => {
                let detail = list.rejected().get(index as usize).map_or("", |rejected| &rejected.detail);
                (Vec::new(), 1, hidden(detail))
            }
        };
        Some(Self { row: view, attempts, links, explanation, dropped_attempts, tool })
    }
}

#[cfg(test)]
mod tests;
