//! One origin's lane: its targets in order, those that are to be asked again, how many are in flight, and its pace.

use super::evidence::{Evidence, Standing};
use super::lane_status::{LaneStatus, Trouble};
use super::pace::{Pace, SlowReason};
use super::plan::Backlog;
use super::stop_loss::Row;
use super::work::{Waiting, Work};
use crate::settings::{BROWSER_CONNECTIONS_PER_ORIGIN, Limits};
use crate::units::Millis;

/// A target that has left its lane to be asked now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Departure {
    /// The target.
    pub(super) waiting: Waiting,
    /// Whether it was among those never started.
    pub(super) is_fresh: bool,
    /// Whether more are in flight in this lane, itself included, than the browser has connections for.
    pub(super) crowded: bool,
}

/// Whether a lane lets targets go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Gate {
    Open,
    /// So many failed in a row that the user is asked.
    Stopped {
        failures: u32,
    },
    /// The user gave it up.
    Skipped,
}

/// What an ended attempt changed in its lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct News {
    /// It has become slow.
    pub(super) slowed: Option<(SlowReason, Millis)>,
    /// It is slow no more.
    pub(super) recovered: bool,
    /// It has stopped, with so many failures in a row.
    pub(super) stopped: Option<u32>,
    /// It was open and is closed now because the server asked for it.
    pub(super) closed: bool,
}

/// The queue of one origin.
///
/// A narrow target leaves only while a connection of the browser is free. From the moment one is due until it has
/// ended, the whole lane keeps to that number: else the others would take every connection before it.
#[derive(Debug)]
pub(super) struct Lane {
    work: Work,
    in_flight: u32,
    narrow_in_flight: u32,
    last_start: Millis,
    /// Only while the lane is slow.
    pace: Option<Box<Pace>>,
    row: Row,
    gate: Gate,
}

impl Lane {
    /// A lane with `pieces` to be started, in this order.
    pub(super) fn new(pieces: Vec<Backlog>) -> Self {
        Self {
            work: Work::of(pieces),
            in_flight: 0,
            narrow_in_flight: 0,
            last_start: Millis::new(f64::NEG_INFINITY),
            pace: None,
            row: Row::default(),
            gate: Gate::Open,
        }
    }

    // What it would do.

    /// From when on its next target may go; `None` while it has none, or no room, or starts nothing.
    pub(super) fn opens(&self, limits: &Limits) -> Option<Millis> {
        if self.gate != Gate::Open || self.in_flight >= self.room(limits) || !self.has_work() {
            return None;
        }
        let (closed_until, spacing) = match &self.pace {
            Some(pace) => (pace.closed_until(), pace.spacing().max(limits.spacing())),
            None => (Millis::ZERO, limits.spacing()),
        };
        Some((self.last_start + spacing).max(closed_until))
    }

    /// Most attempts that may be in flight in it.
    fn room(&self, limits: &Limits) -> u32 {
        let is_narrow = self.narrow_in_flight > 0 || self.work.has_narrow();
        let most = if is_narrow { BROWSER_CONNECTIONS_PER_ORIGIN } else { u32::MAX };
        let pace = self.pace.as_ref().map_or(u32::MAX, |pace| pace.limit());
        limits.per_origin.min(most).min(pace)
    }

    /// Whether a target waits in it.
    pub(super) fn has_work(&self) -> bool {
        !self.work.is_empty()
    }

    /// Whether it starts nothing until the user says what to do.
    pub(super) fn is_stopped(&self) -> bool {
        matches!(self.gate, Gate::Stopped { .. })
    }

    /// Whether the user gave it up.
    pub(super) fn is_skipped(&self) -> bool {
        self.gate == Gate::Skipped
    }

    /// How it stands, when it is in trouble.
    pub(super) fn status(&self, lane: u32, now: Millis) -> Option<LaneStatus> {
        let trouble = match (&self.pace, self.gate) {
            (_, Gate::Stopped { failures }) => Trouble::Stopped { failures },
            (Some(pace), Gate::Open) => Trouble::Slow {
                closed_until: pace.closed_until(),
                limit: pace.limit(),
                spacing: pace.spacing(),
            },
            _ => return None,
        };
        let waiting = self.work.count();
        let left = waiting.saturating_add(self.in_flight);
        let pace = self.pace.as_ref().filter(|_| self.gate == Gate::Open);
        let time_left = pace.and_then(|pace| pace.time_left(left, now));
        Some(LaneStatus { lane, trouble, waiting, in_flight: self.in_flight, time_left })
    }

    // What moves.

    /// Lets the next target go, if there is one and it may. `ids` is what [`Backlog::Ids`] points into.
    pub(super) fn start(&mut self, limits: &Limits, ids: &[u32], now: Millis) -> Option<Departure> {
        if self.opens(limits)? > now {
            return None;
        }
        let (waiting, is_fresh) = self.work.take_next(ids)?;
        self.last_start = now;
        self.in_flight += 1;
        self.narrow_in_flight += u32::from(waiting.tries.narrow);
        Some(Departure { waiting, is_fresh, crowded: self.in_flight > BROWSER_CONNECTIONS_PER_ORIGIN })
    }

    /// Takes the next of those that are due again out.
    pub(super) fn take_again(&mut self) -> Option<Waiting> {
        self.work.take_again()
    }

    /// Takes all that waits out.
    pub(super) fn take_work(&mut self) -> Work {
        core::mem::take(&mut self.work)
    }

    /// Frees the slot of an attempt that has ended.
    pub(super) fn end(&mut self, narrow: bool) {
        self.in_flight -= 1;
        self.narrow_in_flight -= u32::from(narrow);
    }

    /// Takes back a target that is due again.
    pub(super) fn requeue(&mut self, waiting: Waiting) {
        self.work.requeue(waiting);
    }

    // What it learns.

    /// Takes in what the end of an attempt says of the server; its slot is free by now.
    pub(super) fn judge(&mut self, evidence: &Evidence, limits: &Limits, now: Millis) -> News {
        let mut news = News::default();
        let is_burst = match evidence.standing {
            Standing::Good => {
                self.row.clear();
                false
            }
            Standing::Neutral => false,
            Standing::Failed => evidence.is_first && self.row.fail(),
        };
        if limits.back_off {
            let burst = is_burst.then_some(SlowReason::Trouble);
            self.adapt(evidence, evidence.slow.or(burst), limits, now, &mut news);
        }
        let is_failure = evidence.standing == Standing::Failed;
        if is_failure && self.gate == Gate::Open && self.row.is_full(limits.stop_after) {
            let failures = self.row.failures();
            self.gate = Gate::Stopped { failures };
            news.stopped = Some(failures);
        }
        news
    }

    fn adapt(
        &mut self,
        evidence: &Evidence,
        slow: Option<SlowReason>,
        limits: &Limits,
        now: Millis,
        news: &mut News,
    ) {
        let was_slow = self.pace.is_some();
        let reason = slow.or(evidence.wait.map(|_| SlowReason::Told));
        if reason.is_some() {
            self.pace.get_or_insert_with(|| Box::new(Pace::new(limits.per_origin, evidence.span, now)));
        }
        let Some(pace) = &mut self.pace else { return };
        news.closed = evidence.wait.is_some() && pace.closed_until() <= now;
        if evidence.standing == Standing::Good {
            pace.succeed(evidence.span, now);
        }
        match (slow, evidence.wait) {
            (Some(reason), wait) => {
                let ids = (evidence.attempt, evidence.next);
                pace.slow_down(ids, reason, self.in_flight + 1, wait, now);
            }
            (None, Some(wait)) => pace.close(now + wait),
            (None, None) => {}
        }
        if pace.has_recovered(limits.per_origin, now) {
            self.pace = None;
            news.recovered = was_slow;
        } else if !was_slow {
            news.slowed = reason.map(|reason| (reason, pace.closed_until()));
        }
    }

    // What the user says.

    /// Opens it with a clean slate; returns whether it was shut.
    pub(super) fn reopen(&mut self) -> bool {
        self.row.clear();
        core::mem::replace(&mut self.gate, Gate::Open) != Gate::Open
    }

    /// Gives it up: it starts nothing more.
    pub(super) fn skip(&mut self) {
        self.gate = Gate::Skipped;
    }

    /// Takes in that other limits are in force.
    pub(super) fn obey(&mut self, limits: &Limits) {
        if !limits.back_off {
            self.pace = None;
        }
        if let Gate::Stopped { failures } = self.gate
            && limits.stop_after.is_none_or(|most| failures < most)
        {
            self.gate = Gate::Open;
        }
    }

    /// Opens it with a clean slate if it has stopped.
    pub(super) fn reopen_if_stopped(&mut self) {
        if self.is_stopped() {
            self.reopen();
        }
    }

    /// Forgets what was never started.
    pub(super) fn forget_unstarted(&mut self) {
        self.work.forget_unstarted();
    }
}
