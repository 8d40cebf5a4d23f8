//! What the desk sends to the page.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use super::{CodeView, CompareEvent, ImportSummary, Inspection, ListId, News, ReadingView, RunKind};
use crate::ids::{LinkId, Revision, RunId, SourceId};
use crate::result::row::{Detail, RowView};
use crate::schedule::lane_status::LaneStatus;
use crate::stats::series::Sample;
use crate::stats::summary::Summary;
use crate::units::Millis;

/// The phase of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunPhase {
    /// Requests are sent, or wait for a slot or for the user's decision on stopped hosts.
    #[default]
    Running,
    /// Nothing new starts; what is in flight runs to its end.
    Paused,
    /// Every target has its verdict.
    Done,
    /// The user stopped it, or its time was over.
    Stopped,
}

/// A run's progress.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunProgress {
    pub run: RunId,
    pub kind: RunKind,
    pub phase: RunPhase,
    /// Attempts in flight.
    pub in_flight: u32,
    /// Running time, without pauses.
    pub elapsed: Millis,
    /// Of a finished run: how much of that time the last retry took.
    pub retrying: Option<Millis>,
    /// Answers a second: over the last seconds while it runs, else over all of it.
    pub rate: Option<f64>,
    /// Time left at that rate.
    pub left: Option<Millis>,
    /// Attempts that may be in flight, after refusals and self-tuning.
    pub limit: u32,
    /// Whether the run waits because the machine is offline.
    pub offline: bool,
    /// Whether the run waits for the user's decision on stopped hosts.
    pub asking: bool,
    /// The first slow or stopped hosts.
    pub lanes: Vec<LaneView>,
    /// All of them.
    pub troubled: u32,
    /// The run's own decisions, the latest last, at most [`MAX_NEWS`].
    pub news: Vec<News>,
}

/// Most news kept of a run.
pub const MAX_NEWS: usize = 50;

/// A host that is slow or stopped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LaneView {
    pub host: String,
    pub status: LaneStatus,
}

/// Something drawn at an instant of a run's timeline, in running time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Annotation {
    /// A setting was changed: `in flight 4 → 40`.
    Knob { at: Millis, text: String },
    /// The tab was hidden; `to` is `None` while it still is.
    Hidden { from: Millis, to: Option<Millis> },
}

/// How a run went over time.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimelineView {
    /// Length of a sample.
    pub step: Millis,
    /// From the run's start on.
    pub samples: Vec<Sample>,
    /// At most [`MAX_ANNOTATIONS`].
    pub annotations: Vec<Annotation>,
}

/// Most annotations kept of a run.
pub const MAX_ANNOTATIONS: usize = 200;

/// Lines of a source on screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExcerptView {
    pub source: SourceId,
    /// The first line, from 1.
    pub first: u32,
    /// Each cut after 2,000 characters; none past the end.
    pub lines: Vec<String>,
    pub more: bool,
}

/// From the desk to the page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Event {
    /// The desk listens.
    Ready {
        build: String,
    },
    Reading(Box<ReadingView>),
    /// The totals, and the progress of the run if there is one.
    Summary {
        summary: Summary,
        progress: Option<RunProgress>,
    },
    /// The table changed: the page requests its rows again.
    Table {
        list: ListId,
        revision: Revision,
        shown: u32,
        filter_problems: Vec<String>,
        /// Whether sorting or filtering is still under way.
        busy: bool,
    },
    /// Rows of the table, from row `first` of `shown` on.
    Window {
        list: ListId,
        revision: Revision,
        shown: u32,
        first: u32,
        rows: Vec<RowView>,
    },
    /// A row's detail; `None` when the link is gone.
    Detail {
        list: ListId,
        detail: Option<Box<Detail>>,
    },
    /// Answers a [`Command::Inspect`](super::Command::Inspect).
    Inspected {
        list: ListId,
        link: LinkId,
        inspection: Inspection,
    },
    Timeline(TimelineView),
    Excerpt(ExcerptView),
    /// An export is ready: its `Blob` is attached.
    Exported {
        name: String,
        /// Rows in which a secret is masked.
        masked: u32,
    },
    Code(Box<CodeView>),
    /// Progress of an import in words; empty when it is over.
    Importing(String),
    Imported(ImportSummary),
    Compare(CompareEvent),
    /// Something the user may not expect was done.
    Note {
        message: String,
        hint: String,
    },
    /// Something could not be done; `hint` says what to do.
    Trouble {
        message: String,
        hint: String,
    },
}
