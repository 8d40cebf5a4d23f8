//! What the page sends to the desk.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use super::{
    CodegenCommand, CompareCommand, Generation, ListId, LocalDenied, ReadingChoice, RunKind, Written,
};
use crate::export::Format;
use crate::ids::{LinkId, RunId, SourceId};
use crate::input::detect::Form;
use crate::network::Transport;
use crate::request::Write;
use crate::result::column::{Column, SortKey};
use crate::result::groups::{GroupId, Grouping};
use crate::result::mask::Secrets;
use crate::result::verdict::Total;
use crate::settings::{Limits, RunSettings};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportScope {
    /// The rows that pass the filter, in the order on screen.
    Shown,
    /// All rows, in list order.
    All,
    /// Those that are not verified, in list order.
    Unverified,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RetryScope {
    /// Links whose verdict counts in this total.
    In(Total),
    /// Links that timed out.
    TimedOut,
    /// Links answered with 429.
    RateLimited,
    /// The rows that pass the filter.
    Shown,
    /// The rows of a group that pass the filter.
    Group { list: ListId, group: GroupId },
    /// One link, by its index.
    Link { list: ListId, link: LinkId },
    /// Links answered by what sites turn scripts away with: 403, 429, 503, 999, or a challenge.
    TurnedAway,
    /// Those without a visible answer that were not probed: they are.
    Unprobed,
    /// What the [`VisitOffer`](super::VisitOffer) of this number offers.
    Offered(u32),
}

/// From the page to the desk. `input` numbers the changes of the input, so that a reading names the change it read;
/// `source` is an index in that reading, `link` one in its list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// Use the runner whose port is attached for runs of this kind, instead of any earlier one.
    Connect { kind: RunKind },
    /// The runner of this kind is gone or cannot be had: its run ends. A practice run that still waits for it goes to the
    /// runner for real runs, which gives each link the reason it is not sent.
    Disconnect { kind: RunKind },
    /// Use the tools whose port is attached.
    ConnectTools,
    /// The tools are gone or cannot be had: what they were doing ends.
    DisconnectTools,
    /// The text of the text area.
    SetText { input: u32, text: String },
    /// Read these sources; a `Blob` for each name is attached.
    AddSources { input: u32, names: Vec<String> },
    /// Read a source in this form; `None` detects it.
    SetSourceForm { input: u32, source: SourceId, form: Option<Form> },
    /// List the sources from this one on.
    ShowSources { first: SourceId },
    /// Remove all sources.
    RemoveSources { input: u32 },
    /// Remove one source.
    RemoveSource { input: u32, source: SourceId },
    /// How the lists are read from now on.
    SetReading { input: u32, choice: ReadingChoice },
    /// Cut the current source off and skip those after it.
    CancelReading { input: u32 },
    /// Read a source that was cut off to its end.
    ReadWhole { input: u32, source: SourceId },
    /// Send lines of a source from `line` on; `target` is the line and column to keep in view. All count from 1.
    GetExcerpt { source: SourceId, line: u32, target: (u32, u32) },
    /// Run the list as of `input`; nothing is sent if the desk has another by then.
    Start {
        run: RunId,
        generation: Generation,
        input: u32,
        kind: RunKind,
        settings: RunSettings,
        denied: LocalDenied,
        with_cookies: bool,
    },
    /// Set the headers, as the user wrote them, and the method and body of all later runs.
    SetPayload { headers: String, write: Option<Write> },
    /// Retry links of the last run, into the same rows.
    Retry { scope: RetryScope, generation: Generation, limits: Limits },
    /// Say what of the last run would be visited so; nothing is sent before the user confirms it by a
    /// [`Retry`](Self::Retry) of [`RetryScope::Offered`].
    OfferVisits { scope: RetryScope, transport: Transport },
    /// Annotate the run's timeline with a changed setting: `in flight 4 → 40`; `per_host` is the limit per host from now on,
    /// `None` where that is as it was.
    KnobTurned { text: String, per_host: Option<u32> },
    /// The tab was hidden or shown.
    TabHidden { hidden: bool },
    /// Sort the table, first key first; no keys mean list order.
    SetOrder { keys: Vec<SortKey> },
    /// Filter the table; no totals mean all.
    SetFilter { text: String, totals: Vec<Total> },
    /// Group the table's rows; the problems are always grouped by kind.
    SetGrouping { by: Grouping },
    /// Fold or unfold a group of the list on screen, or all of them.
    Fold { list: ListId, group: Option<GroupId>, is_folded: bool },
    /// Say with each window where the row of this link has come to, and move the window with it; `None` holds none.
    HoldRow { list: ListId, link: Option<LinkId> },
    /// Send `count` items of the table, at most 500.
    GetWindow { first: u32, count: u32 },
    /// Send all that is known of a link.
    GetDetail { list: ListId, link: LinkId },
    /// Request one link once more and show the answer.
    Inspect { list: ListId, link: LinkId, timeout_ms: u32 },
    /// See [`CodegenCommand`].
    Codegen(CodegenCommand),
    /// Import results from the attached `Blob`; `written` is `None` without a run of our own.
    Import { name: String, written: Option<Written> },
    /// See [`CompareCommand`].
    Compare(CompareCommand),
    /// Write `columns` of the rows among the items from the `first` on into a file to be copied, at most
    /// [`MAX_COPIED`](crate::export::MAX_COPIED) rows.
    CopyRows { format: Format, first: u32, count: u32, columns: Vec<Column> },
    /// Write rows into a file.
    Export { format: Format, scope: ExportScope, secrets: Secrets },
}

impl Command {
    /// Whether the desk hands it to the runner for real runs. Start does for practice too: where there is no practice
    /// server, that runner gives each link the reason it is not sent. A retry goes to the runner that has the run, or to none.
    pub const fn needs_runner(&self) -> bool {
        matches!(self, Self::Start { .. } | Self::Inspect { .. })
    }
}
