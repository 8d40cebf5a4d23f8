//! The messages between page, desk and runner. A feature that crosses threads starts here.
//!
//! | message | from → to | attached (transferred or cloned) |
//! | --- | --- | --- |
//! | [`Command`] | page → desk | [`Command::Connect`], [`CompareCommand::Connect`], [`Command::ConnectTools`]: the port to it; [`Command::AddSources`]: a `Blob` each; [`Command::Import`]: a `Blob` |
//! | [`Event`] | desk → page | [`Event::Exported`]: a `Blob` |
//! | [`Work`] | desk → runner | [`Work::Start`]: arena, ends, lane ids; others: nothing |
//! | [`Report`] | runner → desk | nothing |
//! | [`ToolsWork`] | desk → tools | [`ToolsWork::Script`]: arena, ends, picked targets |
//! | [`ToolsReport`] | tools → desk | [`ToolsReport::FilePiece`]: bytes |
//! | [`ToolsControl`], [`ToolsNotice`] | page → tools, tools → page | [`ToolsControl::Connect`]: a port |
//! | [`Control`] | page → runner | [`Control::Connect`], [`Control::Observe`]: a port |
//! | [`RunnerNotice`] | runner → page | nothing |
//!
//! Each worker first posts `Ready` with its build; until then the page queues. A message is postcard bytes, with large
//! values attached. Every Work, Control and Batch carries its run's number: a Control for a run whose Work has not arrived
//! is kept and applied when it does, and one for an ended run is dropped. The user's commands carry a [`Generation`] too:
//! the newest wins, whatever arrives last.
//!
//! The page's own decisions are here too, where native tests reach them: [`Consent`] to what is sent, the [`Outbox`] of a
//! worker, how long the list is kept ([`Secrecy`]), and what is where there is no room ([`NotKept`]).

mod access;
mod codegen;
mod command;
mod compare;
mod compare_consent;
mod consent;
mod control;
mod cost;
mod decisions;
mod early_commands;
mod event;
mod generation;
mod kept_list;
mod local_network;
mod outbox;
mod page_copy;
mod proposal;
mod reading;
mod storage;
mod tools;
mod trouble;
mod visits;
mod waits_for;
mod work;

pub use access::{ACCESS_WAIT_MS, Access, AccessState};
pub use codegen::{CodeScope, CodeView, CodegenCommand, ImportSummary, MergeEnd, Written};
pub use command::{Command, ExportScope, RetryScope};
pub use compare::{CompareCommand, CompareEvent, ExperimentPlan};
pub use compare_consent::{CompareConsent, is_click_meant};
pub use consent::{Consent, ConsentStep};
pub use control::{Control, RunCommand, RunnerNotice};
pub use cost::{ASK_OVER_TARGETS, ASK_OVER_TARGETS_AT_A_HOST};
pub use decisions::{RunDecision, sentence};
pub use early_commands::EarlyCommands;
pub use event::{
    Annotation, Event, ExcerptView, LaneView, MAX_ANNOTATIONS, MAX_DECISIONS, RunPhase, RunProgress,
    TimelineView,
};
pub use generation::{Generation, NewestCommands, Overtaken};
pub use kept_list::{KnownSecrecy, Secrecy, keep_list, list_from_json, list_to_json};
pub use local_network::{LocalDenied, LocalTargets};
pub use outbox::{MAX_QUEUED, Message, Outbox, Topic};
pub use page_copy::{PageCopy, source_name, unread_tab};
pub use proposal::Proposal;
pub use reading::{ProblemView, ReadingChoice, ReadingView, SOURCES_PER_PAGE, SourceView};
pub use storage::{KeptThing, NotKept, Span, TextStore, keep, keep_comparisons, recall, set_aside_in_words};
pub use tools::{
    ExperimentSample, PlanWork, ScriptWanted, ToolsControl, ToolsNotice, ToolsReport, ToolsWork,
};
pub use trouble::describe_trouble;
pub use visits::{MOST_NAMED, VisitOffer};
pub use waits_for::{WaitsFor, short_address};
pub use work::{
    Batch, Bodies, Inspection, MAX_LANES_REPORTED, MAX_NOTICES, PREVIEW_BYTES, Report, RunStatus,
    TARGETS_A_RETRY, Work,
};

/// Who answers a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum RunKind {
    /// The sites that the links name.
    #[default]
    Real,
    /// The practice server, a service worker of the page's own, on which every target lies.
    Practice,
}

/// Names the list on screen. Each new list gets the next number, so that no row is mistaken for one of another list.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct ListId(pub u32);

/// The build, which all parts must share: a hash of the sources and of what builds them.
pub const BUILD: &str = env!("VOLLEY_BUILD");

/// Unacknowledged batches above which the runner starts nothing new.
pub const MAX_UNACKNOWLEDGED_BATCHES: u32 = 8;
