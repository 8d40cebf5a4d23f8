//! Everything the three parts say to each other. A feature that crosses threads starts here.
//!
//! | message | from → to | beside it (transferred or cloned) |
//! | --- | --- | --- |
//! | [`Command`] | page → desk | [`Command::Connect`], [`CompareCommand::Connect`]: the port to a runner; [`Command::AddSources`]: a `Blob` each; [`Command::Import`]: a `Blob` |
//! | [`Event`] | desk → page | [`Event::Exported`]: a `Blob` |
//! | [`Work`] | desk → runner | [`Work::Start`]: arena, ends, lane ids; others: nothing |
//! | [`Report`] | runner → desk | nothing |
//! | [`Control`] | page → runner | [`Control::Connect`]: a port |
//! | [`Notice`] | runner → page | nothing |
//!
//! Each worker first posts its `Ready` with its build; until then the page queues. A message is postcard bytes, with
//! large things beside it. Every Work, Control and Batch carries its run's number: a Control for a run whose Work has
//! not come yet is kept and applied when it comes, and one for an ended run is dropped.

mod command;
mod compare;
mod control;
mod cost;
mod event;
mod local_network;
mod news;
mod reading;
mod run_kind;
mod take_away;
mod trouble;
mod work;

pub use command::{Command, ExportScope, Which};
pub use compare::{CompareCommand, CompareEvent, Plan};
pub use control::{Control, Notice, Order};
pub use cost::{ASK_OVER_TARGETS, ASK_OVER_TARGETS_AT_A_HOST};
pub use event::{Event, Excerpt, LaneView, MARKS_KEPT, Mark, NEWS_KEPT, Progress, RunPhase, Story};
pub use local_network::{LocalDenied, LocalTargets};
pub use news::{News, sentence};
pub use reading::{Problem, Reading, ReadingChoice, SOURCES_TOLD, SourceView};
pub use run_kind::RunKind;
pub use take_away::{CodeView, Imported, TakeAwayCommand};
pub use trouble::standing;
pub use work::{Batch, Bodies, Inspection, LANES_TOLD, NOTICES_TOLD, PREVIEW_BYTES, Report, RunStatus, Work};

/// The number of one run, from 1, given by the page.
pub type RunNumber = u32;

/// The build that all three parts must be of: a hash of the sources.
pub const BUILD: &str = env!("VOLLEY_BUILD");

/// Most batches that the runner sends without an acknowledgement before it starts nothing new.
pub const MAX_UNACKNOWLEDGED_BATCHES: u32 = 8;
