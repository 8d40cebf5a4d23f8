//! Everything the three parts say to each other. A feature that crosses threads starts here.
//!
//! | message | from → to | beside it (transferred or cloned) |
//! | --- | --- | --- |
//! | [`Command`] | page → desk | [`Command::Connect`], [`CompareCommand::Connect`]: the port to a runner; [`Command::AddSources`]: a `Blob` each; [`Command::Import`]: a `Blob` |
//! | [`Event`] | desk → page | [`Event::Exported`]: a `Blob` |
//! | [`Work`] | desk → runner | [`Work::Start`]: arena, ends, lane ids; others: nothing |
//! | [`Report`] | runner → desk | nothing |
//! | [`Control`] | page → runner | [`Control::Connect`]: a port |
//! | [`RunnerNotice`] | runner → page | nothing |
//!
//! Each worker first posts its `Ready` with its build; until then the page queues. A message is postcard bytes, with
//! large things beside it. Every Work, Control and Batch carries its run's number: a Control for a run whose Work has
//! not come yet is kept and applied when it comes, and one for an ended run is dropped. What the user pressed carries a
//! [`Generation`] too: what was pressed last holds, whatever came last.
//!
//! What the page decides before it says anything is here too, where it can be tested: [`Consent`] to what is sent, the
//! [`Outbox`] of a worker, and for how long the list is kept ([`Secrecy`]).

mod codegen;
mod command;
mod compare;
mod consent;
mod control;
mod cost;
mod event;
mod generation;
mod kept_list;
mod local_network;
mod news;
mod outbox;
mod proposal;
mod reading;
mod run_kind;
mod trouble;
mod work;

pub use codegen::{CodeView, CodegenCommand, ImportSummary};
pub use command::{Command, ExportScope, RetryScope};
pub use compare::{CompareCommand, CompareEvent, ExperimentPlan};
pub use consent::{Consent, ConsentStep};
pub use control::{Control, RunCommand, RunnerNotice};
pub use cost::{ASK_OVER_TARGETS, ASK_OVER_TARGETS_AT_A_HOST};
pub use event::{
    Annotation, Event, ExcerptView, LaneView, MARKS_KEPT, NEWS_KEPT, RunPhase, RunProgress, TimelineView,
};
pub use generation::{Generation, NewestCommands, Overtaken};
pub use kept_list::{KnownSecrecy, Secrecy, Span, TextStore, keep, keep_list, list_from_json, list_to_json};
pub use local_network::{LocalDenied, LocalTargets};
pub use news::{News, sentence};
pub use outbox::{MOST_WAITING, Message, Outbox, Topic};
pub use proposal::Proposal;
pub use reading::{ProblemView, ReadingChoice, ReadingView, SOURCES_TOLD, SourceView};
pub use run_kind::RunKind;
pub use trouble::standing;
pub use work::{
    Batch, Bodies, Inspection, LANES_TOLD, NOTICES_TOLD, PREVIEW_BYTES, Report, RunStatus, TARGETS_A_RETRY,
    Work,
};

/// The number of one run, from 1, given by the page.
pub type RunNumber = u32;

/// Names the list whose rows are on screen. Each list that takes their place gets the next number, so that nothing that
/// is said of a row is taken for a row of another list.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct ListId(pub u32);

/// The build that all three parts must be of: a hash of the sources.
pub const BUILD: &str = env!("VOLLEY_BUILD");

/// Most batches that the runner sends without an acknowledgement before it starts nothing new.
pub const MAX_UNACKNOWLEDGED_BATCHES: u32 = 8;
