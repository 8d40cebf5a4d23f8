//! What the desk sends to the runner, and the reports.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use serde::{Deserialize, Serialize};

use super::{Generation, LocalDenied, RunCommand, RunKind, RunPhase};
use crate::ids::{RunId, TargetId};
use crate::input::target::TargetSpan;
use crate::network::Transport;
use crate::request::RequestPayload;
use crate::result::outcome::{AttemptEnd, Outcome};
use crate::schedule::lane_status::LaneStatus;
use crate::schedule::notice::Notice;
use crate::schedule::plan::Backlog;
use crate::schedule::scheduler::{RetryRequest, UnsettledTarget};
use crate::settings::{Limits, RunSettings};
use crate::units::Millis;

/// From the desk to the runner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Work {
    /// Start a run. Transferred: the arena of literal URLs (bytes), their ends and the lanes' targets (both `u32`).
    Start {
        run: RunId,
        generation: Generation,
        kind: RunKind,
        settings: RunSettings,
        payload: RequestPayload,
        denied: LocalDenied,
        /// Whether requests carry the user's cookies, but for those that may act: see [`crate::request::side_effects`].
        with_cookies: bool,
        spans: Vec<TargetSpan>,
        lanes: Vec<Vec<Backlog>>,
        bodies: Bodies,
    },
    /// A command for a run that the desk itself started: a trial of Compare.
    Command { run: RunId, command: RunCommand },
    /// Send a GET outside any run and keep the answer, which carries `inspection` too.
    Inspect { inspection: u32, kind: RunKind, url: String, payload: RequestPayload, timeout_ms: u32 },
    /// Request at most [`TARGETS_A_RETRY`] settled targets again, also of a finished run; see [`Report::Retried`].
    Retry {
        run: RunId,
        generation: Generation,
        limits: Limits,
        targets: Vec<RetryRequest>,
        transport: Transport,
    },
    /// One batch was applied.
    Ack { run: RunId },
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bodies {
    /// Counted and dropped, piece by piece.
    #[default]
    Dropped,
    /// Dropped too, and the bytes held at once are counted.
    Watched,
    /// Held to their end, and counted.
    Held,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RunStatus {
    pub phase: RunPhase,
    /// Attempts handed to the browser that have not ended.
    pub in_flight: u32,
    /// Running time, without pauses.
    pub elapsed: Millis,
    /// Attempts that may be in flight, after refusals and self-tuning.
    pub limit: u32,
    pub offline: bool,
    /// Whether the run waits for the user's decision on stopped lanes.
    pub awaits_user: bool,
    /// Lanes that are slow or stopped.
    pub troubled: u32,
    /// Most attempts that a target gets for failures that may pass.
    pub attempts: u8,
    /// Whether it was stopped, and what was in flight has not ended yet.
    pub is_stopping: bool,
}

/// Most targets of one [`Work::Retry`]: a millisecond or two of work on either side.
pub const TARGETS_A_RETRY: usize = 20_000;
pub const MAX_LANES_REPORTED: usize = 20;
/// Most notices of one batch; a burst beyond it is dropped.
pub const MAX_NOTICES: usize = 100;

/// From the runner to the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Report {
    /// What ended.
    Batch(Batch),
    /// Answers a [`Work::Inspect`].
    Inspected { inspection: u32, seen: Inspection },
    /// Answers a [`Work::Retry`]; if it was not admitted, its targets keep their verdicts.
    Retried { run: RunId, is_admitted: bool },
}

/// An answer that was looked at closely; a run only counts it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    pub end: AttemptEnd,
    /// The network error by its name, where it is known.
    pub error: Option<String>,
    /// The headers that the browser lets a page see.
    pub headers: Vec<(String, String)>,
    /// The first [`PREVIEW_BYTES`] of the body as text; `None` when none could be read.
    pub preview: Option<String>,
    /// Whether the body is longer than the preview.
    pub cut: bool,
}

pub const PREVIEW_BYTES: usize = 4_096;

/// What ended since the batch before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    pub run: RunId,
    pub status: RunStatus,
    pub outcomes: Vec<Outcome>,
    /// Targets that waited for another attempt when the run was stopped.
    pub withdrawn: Vec<TargetId>,
    /// Targets in lanes that were given up.
    pub skipped: Vec<TargetId>,
    /// The scheduler's own decisions, each with its running time.
    pub notices: Vec<(Millis, Notice)>,
    /// The first slow or stopped lanes.
    pub lanes: Vec<LaneStatus>,
    /// What the run waits for, five times a second and at its end; `None` between.
    pub unsettled: Option<Vec<UnsettledTarget>>,
    /// Most body bytes held at once so far; `None` where not counted.
    pub held_bytes: Option<u64>,
}
