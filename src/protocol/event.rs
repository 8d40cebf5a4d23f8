//! What the desk tells the page.

use serde::{Deserialize, Serialize};

use super::{Inspection, Reading, RunKind, RunNumber};
use crate::result::row::{Detail, RowView};
use crate::stats::summary::Summary;
use crate::units::Millis;

/// Whether a run is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunPhase {
    /// Requests are being sent.
    #[default]
    Running,
    /// Nothing new is started; what is in flight goes on to its end.
    Paused,
    /// Every target has its verdict.
    Done,
    /// The user stopped it.
    Stopped,
}

/// Where a run stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Progress {
    /// Which run.
    pub run: RunNumber,
    /// Who answers it.
    pub kind: RunKind,
    /// Whether it is on.
    pub phase: RunPhase,
    /// Attempts in flight.
    pub in_flight: u32,
    /// Time since the start, without pauses.
    pub elapsed: Millis,
    /// Answers a second: over the last seconds while it runs, else over all of it; `None` while nothing ends.
    pub rate: Option<f64>,
    /// What the rest will take at that rate.
    pub left: Option<Millis>,
    /// The limit after the browser refused, when it did.
    pub refused_limit: Option<u32>,
}

/// Lines of a source, as they are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Excerpt {
    /// Which source, its number in the reading.
    pub source: u16,
    /// The first of the lines, from 1.
    pub first: u32,
    /// The lines, each cut after 2,000 characters; none past the end.
    pub lines: Vec<String>,
    /// Whether there are more after them.
    pub more: bool,
}

/// From the desk to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The desk listens.
    Ready {
        /// Its build.
        build: String,
    },
    /// The reading moved.
    Reading(Reading),
    /// The totals moved, and with a run its progress.
    Summary {
        /// The totals and quantiles.
        summary: Summary,
        /// Where the run stands; `None` before the first.
        progress: Option<Progress>,
    },
    /// The table changed: what is on screen is to be asked for again.
    Table {
        /// Counts the changes.
        revision: u32,
        /// Rows shown.
        shown: u32,
        /// Problems of the filter box's text.
        filter_problems: Vec<String>,
        /// Whether an order or a filter is still being made.
        busy: bool,
    },
    /// Rows of the table.
    Window {
        /// The revision they are of.
        revision: u32,
        /// Rows shown in all.
        shown: u32,
        /// The first of them, from 0.
        first: u32,
        /// The rows.
        rows: Vec<RowView>,
    },
    /// A row's detail; `None` when there is no such link any more.
    Detail(Option<Box<Detail>>),
    /// What a [`Command::Inspect`](super::Command::Inspect) brought.
    Inspected {
        /// For which link, from 0.
        link: u32,
        /// What was seen.
        inspection: Inspection,
    },
    /// Lines of a source.
    Excerpt(Excerpt),
    /// An export is made: its `Blob` comes beside this message.
    Exported {
        /// The file's name.
        name: String,
    },
    /// Something could not be done; what, and what to do.
    Trouble {
        /// What.
        message: String,
        /// What to do.
        hint: String,
    },
}
