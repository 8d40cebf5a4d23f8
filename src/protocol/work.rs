//! What the desk gives the runner to do, and what comes back.

use serde::{Deserialize, Serialize};

use super::{Generation, LocalDenied, RunCommand, RunKind, RunNumber, RunPhase};
use crate::input::target::TargetSpan;
use crate::request::RequestPayload;
use crate::result::outcome::{AttemptEnd, Outcome};
use crate::schedule::lane_status::LaneStatus;
use crate::schedule::notice::Notice;
use crate::schedule::plan::Backlog;
use crate::schedule::scheduler::RetryRequest;
use crate::settings::{Limits, RunSettings};
use crate::units::Millis;

/// From the desk to the runner.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Work {
    /// A run. Beside it, as transferred buffers: the arena of literal URLs (bytes), their ends and the lanes' target
    /// numbers (both `u32`).
    Start {
        /// Its number.
        run: RunNumber,
        /// When it was pressed.
        generation: Generation,
        /// Who answers it.
        kind: RunKind,
        /// What it is done with.
        settings: RunSettings,
        /// What its requests carry.
        payload: RequestPayload,
        /// What of the local network the page may not reach.
        denied: LocalDenied,
        /// The targets' spans.
        spans: Vec<TargetSpan>,
        /// The lanes.
        lanes: Vec<Vec<Backlog>>,
        /// What becomes of bodies while they are read.
        bodies: Bodies,
    },
    /// A command for a run that the desk itself has begun: a trial of Compare.
    Command {
        /// For which run.
        run: RunNumber,
        /// What to do.
        command: RunCommand,
    },
    /// Send one more request, outside any run, and keep what it brings.
    Inspect {
        /// Names this request: its answer carries it.
        inspection: u32,
        /// Who answers it.
        kind: RunKind,
        /// The URL.
        url: String,
        /// The headers it carries; it is a GET without a body.
        payload: RequestPayload,
        /// How long it may take, in milliseconds.
        timeout_ms: u32,
    },
    /// Request targets again that have ended; a run that was over goes on. Answered by [`Report::Retried`].
    Retry {
        /// Of which run.
        run: RunNumber,
        /// When it was pressed.
        generation: Generation,
        /// The limits from now on.
        limits: Limits,
        /// The targets, at most [`TARGETS_A_RETRY`].
        targets: Vec<RetryRequest>,
    },
    /// One batch has been taken in.
    Ack {
        /// Of which run.
        run: RunNumber,
    },
}

/// What becomes of bodies while they are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bodies {
    /// Counted and dropped, piece by piece.
    #[default]
    Dropped,
    /// The same, and what is held at once is counted.
    Watched,
    /// Held to their end, and counted.
    Held,
}

/// Where a run stands, as the runner knows it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct RunStatus {
    /// Whether it runs, is paused or has ended.
    pub phase: RunPhase,
    /// Attempts that have been handed to the browser and not yet ended.
    pub in_flight: u32,
    /// Time since the start, without pauses.
    pub elapsed: Millis,
    /// Attempts that may be in flight, as refusals and self-tuning have left it.
    pub limit: u32,
    /// Whether nothing is started because the machine is offline.
    pub offline: bool,
    /// Whether nothing goes on before the user has said what becomes of the lanes that stopped.
    pub asking: bool,
    /// Lanes that are slow or stopped.
    pub troubled: u32,
}

/// Most targets of one [`Work::Retry`]: a millisecond or two of work on either side.
pub const TARGETS_A_RETRY: usize = 20_000;
/// Most troubled lanes that are told of one by one.
pub const MAX_LANES_REPORTED: usize = 20;
/// Most notices of one batch; those that come after them in a burst are dropped.
pub const MAX_NOTICES: usize = 100;

/// From the runner to the desk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Report {
    /// What ended in the run.
    Batch(Batch),
    /// What a [`Work::Inspect`] brought.
    Inspected {
        /// Which it was.
        inspection: u32,
        /// What was seen.
        seen: Inspection,
    },
    /// Whether a [`Work::Retry`] was taken: the targets of one that was not keep their verdicts.
    Retried {
        /// Of which run.
        run: RunNumber,
        /// Whether its targets are requested again.
        is_admitted: bool,
    },
}

/// What one more request showed: the answer itself, which a run counts and drops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inspection {
    /// How it ended.
    pub end: AttemptEnd,
    /// The headers that the browser lets a page see, by name.
    pub headers: Vec<(String, String)>,
    /// The start of the body as text, at most [`PREVIEW_BYTES`] of it; `None` when none could be read.
    pub preview: Option<String>,
    /// Whether the body goes on after the preview.
    pub cut: bool,
}

/// Most of a body that an inspection shows, in bytes.
pub const PREVIEW_BYTES: usize = 4_096;

/// What ended since the batch before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Batch {
    /// Of which run.
    pub run: RunNumber,
    /// Where the run stands now.
    pub status: RunStatus,
    /// Ended attempts.
    pub outcomes: Vec<Outcome>,
    /// Targets that waited for a further attempt when the run was stopped.
    pub withdrawn: Vec<u32>,
    /// Targets in lanes that were given up.
    pub skipped: Vec<u32>,
    /// What the scheduler decided by itself, each with the running time when it did.
    pub notices: Vec<(Millis, Notice)>,
    /// The first of the lanes that are slow or stopped.
    pub lanes: Vec<LaneStatus>,
    /// Most bytes of bodies that were held at once so far; `None` where they are not watched.
    pub held_bytes: Option<u64>,
}
