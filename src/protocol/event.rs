//! What the desk tells the page.

use serde::{Deserialize, Serialize};

use super::{
    CodeView, CompareEvent, ImportSummary, Inspection, ListId, News, ReadingView, RunKind, RunNumber,
};
use crate::result::row::{Detail, RowView};
use crate::schedule::lane_status::LaneStatus;
use crate::stats::series::Sample;
use crate::stats::summary::Summary;
use crate::units::Millis;

/// Whether a run is on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunPhase {
    /// Requests are being sent, or wait for their turn or for the user's word on hosts that stopped.
    #[default]
    Running,
    /// Nothing new is started; what is in flight goes on to its end.
    Paused,
    /// Every target has its verdict.
    Done,
    /// The user stopped it, or its time was over.
    Stopped,
}

/// Where a run stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunProgress {
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
    /// How much of that time what was retried last has taken, of a run that had ended; `None` where nothing was.
    pub retrying: Option<Millis>,
    /// Answers a second: over the last seconds while it runs, else over all of it; `None` while nothing ends.
    pub rate: Option<f64>,
    /// What the rest will take at that rate.
    pub left: Option<Millis>,
    /// Attempts that may be in flight, as refusals and self-tuning have left it.
    pub limit: u32,
    /// Whether nothing is started because the machine is offline.
    pub offline: bool,
    /// Whether nothing goes on before the user has said what becomes of the hosts that stopped.
    pub asking: bool,
    /// The first of the hosts that are slow or stopped.
    pub lanes: Vec<LaneView>,
    /// How many there are.
    pub troubled: u32,
    /// What the run decided by itself, the latest last, at most [`MAX_NEWS`].
    pub news: Vec<News>,
}

/// Most pieces of news of a run that are kept.
pub const MAX_NEWS: usize = 50;

/// A host that is slow or stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LaneView {
    /// Its host.
    pub host: String,
    /// How it stands.
    pub status: LaneStatus,
}

/// Something that stands at an instant of a run's picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Annotation {
    /// A knob was turned; which and how.
    Knob {
        /// The running time.
        at: Millis,
        /// In words: `in flight 4 → 40`.
        text: String,
    },
    /// The tab was hidden.
    Hidden {
        /// From this running time on.
        from: Millis,
        /// Until then; `None` while it still is.
        to: Option<Millis>,
    },
}

/// How a run went over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimelineView {
    /// How long a step is.
    pub step: Millis,
    /// The steps, from the run's start on.
    pub samples: Vec<Sample>,
    /// What was done to it, at most [`MAX_ANNOTATIONS`].
    pub annotations: Vec<Annotation>,
}

/// Most annotations of a run that are kept.
pub const MAX_ANNOTATIONS: usize = 200;

/// Lines of a source, as they are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcerptView {
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
    Reading(Box<ReadingView>),
    /// The totals moved, and with a run its progress.
    Summary {
        /// The totals and quantiles.
        summary: Summary,
        /// Where the run stands; `None` before the first.
        progress: Option<RunProgress>,
    },
    /// The table changed: what is on screen is to be asked for again.
    Table {
        /// Which list is on screen.
        list: ListId,
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
        /// Which list they are of.
        list: ListId,
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
    Detail {
        /// Which list the row is of.
        list: ListId,
        /// The detail.
        detail: Option<Box<Detail>>,
    },
    /// What a [`Command::Inspect`](super::Command::Inspect) brought.
    Inspected {
        /// Which list the link is of.
        list: ListId,
        /// For which link, from 0.
        link: u32,
        /// What was seen.
        inspection: Inspection,
    },
    /// How the run went so far.
    Timeline(TimelineView),
    /// Lines of a source.
    Excerpt(ExcerptView),
    /// An export is made: its `Blob` comes beside this message.
    Exported {
        /// The file's name.
        name: String,
        /// Rows of it in which a secret of an address is masked.
        masked: u32,
    },
    /// A script.
    Code(Box<CodeView>),
    /// How far a file with results is read, in words; empty when it is read.
    Importing(String),
    /// Results came back.
    Imported(ImportSummary),
    /// Something of Compare.
    Compare(CompareEvent),
    /// Something was done that the user may not expect; what, and what follows.
    Note {
        /// What.
        message: String,
        /// What follows.
        hint: String,
    },
    /// Something could not be done; what, and what to do.
    Trouble {
        /// What.
        message: String,
        /// What to do.
        hint: String,
    },
}
