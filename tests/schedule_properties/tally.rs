//! What the referee keeps of an attempt and of a lane.

use std::collections::HashMap;

use volley::ids::TargetId;
use volley::result::outcome::AttemptEnd;
use volley::schedule::action::AbortReason;
use volley::schedule::plan::{Backlog, Plan};
use volley::settings::Limits;
use volley::units::Millis;

use crate::anything::mix;

/// How long an attempt may take to end once it was aborted.
const END_WITHIN: Millis = Millis::new(5_000.0);

/// An attempt in flight: what will become of it.
#[derive(Clone, Copy)]
pub(crate) struct Flight {
    pub(crate) target: u32,
    pub(crate) ends: f64,
    pub(crate) end: AttemptEnd,
    pub(crate) wait: Option<f64>,
    pub(crate) over_limit: bool,
    /// When it was aborted, on the scheduler's clock.
    pub(crate) aborted: Option<Millis>,
}

impl Flight {
    /// Aborts it at `now`, which is `aborted` on the scheduler's clock: mostly it ends, but now and then the browser
    /// does not hear, or only long after.
    pub(crate) fn abort(&mut self, reason: AbortReason, bits: u64, now: f64, aborted: Millis) {
        assert!(self.aborted.replace(aborted).is_none(), "aborted twice");
        match mix(bits) % 12 {
            0 => {}
            1 => self.ends = now + 8_000.0,
            _ => {
                self.ends = self.ends.min(now + 5.0);
                self.end = end_of_abort(reason);
            }
        }
    }

    /// Whether it has to be abandoned at `now`, on the scheduler's clock.
    pub(crate) fn is_stuck(&self, now: Millis) -> bool {
        self.aborted.is_some_and(|aborted| aborted + END_WITHIN <= now)
    }
}

pub(crate) fn end_of_abort(reason: AbortReason) -> AttemptEnd {
    match reason {
        AbortReason::Deadline => AttemptEnd::TimedOut { status: None, after_ms: 1 },
        AbortReason::Stopped | AbortReason::Recalled => AttemptEnd::Cancelled,
    }
}

/// A lane as it must be.
#[derive(Clone, Copy, Default)]
pub(crate) struct LaneTally {
    pub(crate) unstarted: u32,
    pub(crate) in_flight: u32,
    pub(crate) last_start: Option<Millis>,
    pub(crate) was_skipped: bool,
    /// Starts of other lanes since this one could start.
    pub(crate) passed_over: usize,
}

impl LaneTally {
    /// Whether nothing keeps it from a start at `now`.
    pub(crate) fn could_start(&self, limits: &Limits, now: Millis) -> bool {
        let is_spaced = self.last_start.is_none_or(|at| at + limits.spacing() <= now);
        let has_room = self.in_flight < limits.per_origin.min(6);
        self.unstarted > 0 && has_room && is_spaced && !self.was_skipped
    }
}

/// The lanes of `plan`, and the lane of each target.
pub(crate) fn lanes_of(plan: &Plan) -> (Vec<LaneTally>, HashMap<u32, usize>) {
    let mut lane_of = HashMap::new();
    let mut lanes = vec![LaneTally::default(); plan.lanes.len()];
    for (number, pieces) in plan.lanes.iter().enumerate() {
        for piece in pieces {
            let targets: Vec<TargetId> = match *piece {
                Backlog::Range { first, count } => first.take(count).collect(),
                Backlog::Ids { start, count } => plan.ids[start as usize..(start + count) as usize].to_vec(),
            };
            lanes[number].unstarted += u32::try_from(targets.len()).expect("plans are small");
            lane_of.extend(targets.iter().map(|target| (target.0, number)));
        }
    }
    (lanes, lane_of)
}
