//! What the page asks of the desk.

use serde::{Deserialize, Serialize};

use super::{
    CodegenCommand, CompareCommand, Generation, ListId, LocalDenied, ReadingChoice, RunKind, RunNumber,
};
use crate::export::Format;
use crate::input::detect::Form;
use crate::request::Write;
use crate::result::column::SortKey;
use crate::result::mask::Secrets;
use crate::result::verdict::Total;
use crate::settings::{Limits, RunSettings};

/// Which rows an export holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExportScope {
    /// The rows shown: the filter's, in the order on screen.
    Shown,
    /// All rows, in the order of the list.
    All,
}

/// Which links are retried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RetryScope {
    /// Those whose verdict counts in this total.
    In(Total),
    /// Those that timed out.
    TimedOut,
    /// Those that were answered 429.
    RateLimited,
    /// The rows shown.
    Shown,
    /// This one.
    Link {
        /// Which list the row is of.
        list: ListId,
        /// The link, from 0.
        link: u32,
    },
}

/// From the page to the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Command {
    /// The port to a runner comes beside this message, in the place of an earlier one's.
    Connect {
        /// Which runs it is for.
        kind: RunKind,
    },
    /// The runner for such runs is gone, or cannot be had: its run ends. A practice run that waits for it is given to the
    /// runner for real runs, which says of each link why it is not sent.
    Disconnect {
        /// Which runs it was for.
        kind: RunKind,
    },
    /// What the text area holds now. `input` counts changes of the input, so that a reading names what it read.
    SetText {
        /// Which change this is.
        input: u32,
        /// The text.
        text: String,
    },
    /// Sources to read: their `Blob`s come beside this message, in the order of the names.
    AddSources {
        /// Which change this is.
        input: u32,
        /// Their names.
        names: Vec<String>,
    },
    /// A source is read as this form from now on.
    SetSourceForm {
        /// Which change this is.
        input: u32,
        /// Its number in the reading.
        source: u16,
        /// The form, or `None` to find out.
        form: Option<Form>,
    },
    /// Tell of the sources from this one on.
    ShowSources {
        /// Its number in the reading.
        first: u16,
    },
    /// All sources go.
    RemoveSources {
        /// Which change this is.
        input: u32,
    },
    /// A source goes.
    RemoveSource {
        /// Which change this is.
        input: u32,
        /// Its number in the reading.
        source: u16,
    },
    /// How lists are read from now on.
    SetReading {
        /// Which change this is.
        input: u32,
        /// How.
        choice: ReadingChoice,
    },
    /// Read no further: the source that is being read ends where it is, and those after it are not read.
    CancelReading {
        /// Which change this is.
        input: u32,
    },
    /// Read a source to its end after all.
    ReadWhole {
        /// Which change this is.
        input: u32,
        /// Its number in the reading.
        source: u16,
    },
    /// Send some lines of a source.
    GetExcerpt {
        /// Its number in the reading.
        source: u16,
        /// The first line wanted, from 1.
        line: u32,
        /// The line and column that are looked for, from 1.
        target: (u32, u32),
    },
    /// Run the list.
    Start {
        /// The run's number.
        run: RunNumber,
        /// When it was pressed.
        generation: Generation,
        /// Which change of the input it is of: nothing is sent where the desk has another by then.
        input: u32,
        /// Who answers it: the runner for such runs gets it.
        kind: RunKind,
        /// What it is done with.
        settings: RunSettings,
        /// What of the local network the page may not reach.
        denied: LocalDenied,
    },
    /// What the requests of runs carry from now on.
    SetPayload {
        /// Headers, as the user writes them.
        headers: String,
        /// A method that may change data, and a body.
        write: Option<Write>,
    },
    /// Retry links of the last run, into the same rows.
    Retry {
        /// Which.
        scope: RetryScope,
        /// When it was pressed.
        generation: Generation,
        /// The limits from now on.
        limits: Limits,
    },
    /// The user turned a knob of the run that is on; in words.
    KnobTurned {
        /// What: `in flight 4 → 40`.
        text: String,
    },
    /// The tab is hidden, or is seen again.
    TabHidden {
        /// Whether it is hidden.
        hidden: bool,
    },
    /// Order the table; no key is the list's own order.
    SetOrder {
        /// The keys, the first counts most.
        keys: Vec<SortKey>,
    },
    /// Filter the table.
    SetFilter {
        /// What the filter box holds.
        text: String,
        /// Which totals are shown; empty is all.
        totals: Vec<Total>,
    },
    /// Send the rows `first..first + count` of the table.
    GetWindow {
        /// The first row shown, from 0.
        first: u32,
        /// Number of rows, at most 500.
        count: u32,
    },
    /// Send the detail of the link in this row of the list.
    GetDetail {
        /// Which list the row is of.
        list: ListId,
        /// The link, from 0.
        link: u32,
    },
    /// Ask the link in this row of the list once more and show what comes back.
    Inspect {
        /// Which list the row is of.
        list: ListId,
        /// The link, from 0.
        link: u32,
        /// How long it may take, in milliseconds.
        timeout_ms: u32,
    },
    /// Write the list as code.
    Codegen(CodegenCommand),
    /// Read results that are brought back: the file's `Blob` comes beside this message.
    Import {
        /// Its name.
        name: String,
    },
    /// Something for Compare.
    Compare(CompareCommand),
    /// Make an export.
    Export {
        /// Its format.
        format: Format,
        /// Which rows.
        scope: ExportScope,
        /// Whether secrets in addresses are masked.
        secrets: Secrets,
    },
}
