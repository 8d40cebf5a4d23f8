//! One origin's lane: its targets in order, those due again, how many are in flight, and its throttle.

use super::attempt_sample::{AttemptSample, OutcomeClass};
use super::failure_streak::FailureStreak;
use super::hidden_streak::HiddenStreak;
use super::lane_status::{LaneStatus, Trouble};
use super::plan::Backlog;
use super::throttle::{SlowReason, Throttle};
use super::work::{LaneWork, PendingTarget};
use crate::ids::{LaneId, TargetId};
use crate::settings::{BROWSER_CONNECTIONS_PER_ORIGIN, Limits};
use crate::units::Millis;

/// A target that leaves its lane to be requested now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Dispatch {
    pub(super) pending: PendingTarget,
    /// Whether it was among those never started.
    pub(super) is_first: bool,
    /// Whether more are in flight in this lane, itself included, than the browser has connections for.
    pub(super) over_browser_limit: bool,
}

/// Whether a lane lets targets go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CircuitBreaker {
    /// It does.
    Open,
    /// So many failed in a row that the user has to decide.
    Stopped { failures: u32 },
    /// The user skipped it.
    Skipped,
}

/// What an ended attempt changed in its lane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LaneTransition {
    pub(super) slowed: Option<(SlowReason, Millis)>,
    pub(super) recovered: bool,
    pub(super) stopped: Option<u32>,
    /// It was open and is closed now at the server's request.
    pub(super) closed: bool,
    /// It has shown no answer at all so far, many times.
    pub(super) hides: bool,
}

/// The queue of one origin. A capped target leaves only while a connection of the browser is free; from when one is due
/// until it ends, the whole lane keeps to that number: else others would take every connection first.
#[derive(Debug)]
pub(super) struct Lane {
    pub(super) work: LaneWork,
    in_flight: u32,
    capped_in_flight: u32,
    last_start: Millis,
    /// Only while the lane is slow.
    throttle: Option<Box<Throttle>>,
    streak: FailureStreak,
    hidden: HiddenStreak,
    breaker: CircuitBreaker,
}

impl Lane {
    pub(super) fn new(pieces: Vec<Backlog>) -> Self {
        Self {
            work: LaneWork::of(pieces),
            in_flight: 0,
            capped_in_flight: 0,
            last_start: Millis::new(f64::NEG_INFINITY),
            throttle: None,
            streak: FailureStreak::default(),
            hidden: HiddenStreak::default(),
            breaker: CircuitBreaker::Open,
        }
    }

    // Getters.

    /// From when on its next target may go; `None` while it has none, or no room, or starts nothing.
    pub(super) fn opens(&self, limits: &Limits) -> Option<Millis> {
        if self.breaker != CircuitBreaker::Open || self.in_flight >= self.room(limits) || self.work.is_empty()
        {
            return None;
        }
        let (closed_until, spacing) = match &self.throttle {
            Some(throttle) => (throttle.closed_until(), throttle.spacing().max(limits.spacing())),
            None => (Millis::ZERO, limits.spacing()),
        };
        Some((self.last_start + spacing).max(closed_until))
    }

    /// Most attempts that may be in flight in it.
    fn room(&self, limits: &Limits) -> u32 {
        let is_capped = self.capped_in_flight > 0 || self.work.has_capped();
        let most = if is_capped { BROWSER_CONNECTIONS_PER_ORIGIN } else { u32::MAX };
        let throttle = self.throttle.as_ref().map_or(u32::MAX, |throttle| throttle.limit());
        limits.per_origin.min(most).min(throttle)
    }

    pub(super) fn is_stopped(&self) -> bool {
        matches!(self.breaker, CircuitBreaker::Stopped { .. })
    }

    pub(super) fn is_skipped(&self) -> bool {
        self.breaker == CircuitBreaker::Skipped
    }

    /// Its state when it is in trouble.
    pub(super) fn status(&self, lane: LaneId, now: Millis) -> Option<LaneStatus> {
        let trouble = match (&self.throttle, self.breaker) {
            (_, CircuitBreaker::Stopped { failures }) => Trouble::Stopped { failures },
            (Some(throttle), CircuitBreaker::Open) => Trouble::Slow {
                closed_until: throttle.closed_until(),
                limit: throttle.limit(),
                spacing: throttle.spacing(),
            },
            _ => return None,
        };
        let waiting = self.work.count();
        let left = waiting.saturating_add(self.in_flight);
        let throttle = self.throttle.as_ref().filter(|_| self.breaker == CircuitBreaker::Open);
        let time_left = throttle.and_then(|throttle| throttle.time_left(left, now));
        Some(LaneStatus { lane, trouble, waiting, in_flight: self.in_flight, time_left })
    }

    // Moving targets.

    /// Takes the next target to start, if there is one and it may. `ids` is what [`Backlog::Ids`] points into.
    pub(super) fn start(&mut self, limits: &Limits, ids: &[TargetId], now: Millis) -> Option<Dispatch> {
        if self.opens(limits)? > now {
            return None;
        }
        let (pending, is_first) = self.work.take_next(ids)?;
        self.last_start = now;
        self.in_flight += 1;
        self.capped_in_flight += u32::from(pending.history.capped);
        Some(Dispatch {
            pending,
            is_first,
            over_browser_limit: self.in_flight > BROWSER_CONNECTIONS_PER_ORIGIN,
        })
    }

    /// Frees the slot of an attempt that has ended.
    pub(super) fn end(&mut self, capped: bool) {
        self.in_flight -= 1;
        self.capped_in_flight -= u32::from(capped);
    }

    // Adapting.

    /// Adapts to the end of an attempt, whose slot is free by now.
    pub(super) fn adapt_to(
        &mut self,
        sample: &AttemptSample,
        limits: &Limits,
        now: Millis,
    ) -> LaneTransition {
        let hides = sample.sight.is_some_and(|end| self.hidden.take(&end));
        let mut transition = LaneTransition { hides, ..LaneTransition::default() };
        let is_burst = match sample.outcome_class {
            OutcomeClass::Good => {
                self.streak.clear();
                false
            }
            OutcomeClass::Neutral => false,
            OutcomeClass::Failed => sample.is_first && self.streak.fail(),
        };
        if limits.back_off {
            let burst = is_burst.then_some(SlowReason::Trouble);
            self.adapt(sample, sample.slow.or(burst), limits, now, &mut transition);
        }
        let is_failure = sample.outcome_class == OutcomeClass::Failed;
        if is_failure && self.breaker == CircuitBreaker::Open && self.streak.is_full(limits.stop_after) {
            let failures = self.streak.failures();
            self.breaker = CircuitBreaker::Stopped { failures };
            transition.stopped = Some(failures);
        }
        transition
    }

    fn adapt(
        &mut self,
        sample: &AttemptSample,
        slow: Option<SlowReason>,
        limits: &Limits,
        now: Millis,
        transition: &mut LaneTransition,
    ) {
        let was_slow = self.throttle.is_some();
        let reason = slow.or(sample.wait.map(|_| SlowReason::RetryAfter));
        if reason.is_some() {
            self.throttle.get_or_insert_with(|| Box::new(Throttle::new(limits.per_origin, sample.span, now)));
        }
        let Some(throttle) = &mut self.throttle else { return };
        transition.closed = sample.wait.is_some() && throttle.closed_until() <= now;
        if sample.outcome_class == OutcomeClass::Good {
            throttle.succeed(sample.span, now);
        }
        match (slow, sample.wait) {
            (Some(reason), wait) => {
                let ids = (sample.attempt, sample.next);
                throttle.slow_down(ids, reason, self.in_flight + 1, wait, now);
            }
            (None, Some(wait)) => throttle.close(now + wait),
            (None, None) => {}
        }
        if throttle.has_recovered(limits.per_origin, now) {
            self.throttle = None;
            transition.recovered = was_slow;
        } else if !was_slow {
            transition.slowed = reason.map(|reason| (reason, throttle.closed_until()));
        }
    }

    // Commands.

    /// Opens it with a clean slate; returns whether it was shut.
    pub(super) fn reopen(&mut self) -> bool {
        self.streak.clear();
        core::mem::replace(&mut self.breaker, CircuitBreaker::Open) != CircuitBreaker::Open
    }

    pub(super) fn skip(&mut self) {
        self.breaker = CircuitBreaker::Skipped;
    }

    pub(super) fn obey(&mut self, limits: &Limits) {
        if !limits.back_off {
            self.throttle = None;
        }
        if let CircuitBreaker::Stopped { failures } = self.breaker
            && limits.stop_after.is_none_or(|most| failures < most)
        {
            self.breaker = CircuitBreaker::Open;
        }
    }

    pub(super) fn reopen_if_stopped(&mut self) {
        if self.is_stopped() {
            self.reopen();
        }
    }
}
