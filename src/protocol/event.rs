//! What the desk sends to the page.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use super::{
    CodeView, CompareEvent, ImportSummary, Inspection, ListId, ReadingView, RunDecision, RunKind, VisitOffer,
    WaitsFor,
};
use crate::ids::{LinkId, Revision, RunId, SourceId};
use crate::result::groups::{TableItem, TableSize};
use crate::result::row::Detail;
use crate::schedule::lane_status::LaneStatus;
use crate::stats::series::Sample;
use crate::stats::summary::Summary;
use crate::units::Millis;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum RunPhase {
    /// Requests are sent, or wait for a slot or for the user's decision on stopped hosts.
    #[default]
    Running,
    /// Nothing new starts; what is in flight runs to its end.
    Paused,
    Done,
    /// The user stopped it, or its time was over.
    Stopped,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunProgress {
    pub run: RunId,
    pub kind: RunKind,
    pub phase: RunPhase,
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
    pub offline: bool,
    /// Whether the run waits for the user's decision on stopped hosts.
    pub awaits_user: bool,
    /// What it has waited for longest, where that is worth a word.
    pub waits_for: Option<WaitsFor>,
    /// The first slow or stopped hosts.
    pub lanes: Vec<LaneView>,
    /// All of them.
    pub troubled: u32,
    /// The run's own decisions, the latest last, at most [`MAX_DECISIONS`].
    pub decisions: Vec<RunDecision>,
}

pub const MAX_DECISIONS: usize = 50;

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

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct TimelineView {
    pub step: Millis,
    pub samples: Vec<Sample>,
    /// At most [`MAX_ANNOTATIONS`].
    pub annotations: Vec<Annotation>,
}

pub const MAX_ANNOTATIONS: usize = 200;

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
    Ready { build: String },
    /// The tools are needed: the page starts them and connects them.
    WantTools,
    /// The input was read further.
    Reading(Box<ReadingView>),
    /// The totals, and the progress of the run if there is one.
    Summary { summary: Summary, progress: Option<RunProgress> },
    /// The table changed. It is `busy` while it is sorted or filtered. `window` holds the items last requested, with the
    /// place of the first: the page requests others if it wants others. `held` is the place of the row that is held
    /// ([`Command::HoldRow`](super::Command::HoldRow)).
    Table {
        list: ListId,
        revision: Revision,
        size: TableSize,
        filter_problems: Vec<String>,
        busy: bool,
        held: Option<(LinkId, u32)>,
        window: Option<(u32, Vec<TableItem>)>,
    },
    /// Answers a [`Command::GetWindow`](super::Command::GetWindow): items of the table, from the one at place `first` on.
    Window {
        list: ListId,
        revision: Revision,
        size: TableSize,
        held: Option<(LinkId, u32)>,
        first: u32,
        items: Vec<TableItem>,
    },
    /// A row's detail; `None` when the link is gone.
    Detail { list: ListId, detail: Option<Box<Detail>> },
    /// Answers a [`Command::Inspect`](super::Command::Inspect).
    Inspected { list: ListId, link: LinkId, inspection: Inspection },
    /// How the run goes.
    Timeline(TimelineView),
    /// Answers a [`Command::GetExcerpt`](super::Command::GetExcerpt).
    Excerpt(ExcerptView),
    /// An export is ready: its `Blob` is attached; secrets are masked in `masked` rows.
    Exported { name: String, masked: u32 },
    /// A tool's script.
    Code(Box<CodeView>),
    /// Progress of an import in words; empty when it is over.
    Importing(String),
    /// A file was imported.
    Imported(ImportSummary),
    /// See [`CompareEvent`].
    Compare(CompareEvent),
    /// Answers a [`Command::OfferVisits`](super::Command::OfferVisits).
    VisitOffer(Box<VisitOffer>),
    /// Something the user may not expect was done.
    Note { message: String, hint: String },
    /// Something could not be done; `hint` says what to do.
    Trouble { message: String, hint: String },
}
