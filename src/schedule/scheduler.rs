//! The state machine: moves targets from their lanes into flight and on to their ends.

mod commands;
mod interruptions;
mod leftovers;
mod notices;
mod unsettled;

pub use commands::RetryRequest;
use interruptions::Stuck;
pub use unsettled::{MAX_BACKOFFS_NAMED, UnsettledTarget};

use std::collections::VecDeque;

use super::action::{AbortReason, Action, AttemptId, Cause};
use super::arrivals::Arrivals;
use super::attempt_sample::{self, AttemptSample, OutcomeClass};
use super::backoff;
use super::backoffs::Backoffs;
use super::budget::{Budget, Grant};
use super::concurrency_limit::ConcurrencyLimit;
use super::flights::{Flight, Flights};
use super::hint::ServerHint;
use super::hold::PauseReasons;
use super::lane::Dispatch;
use super::lane_status::LaneStatus;
use super::lanes::Lanes;
use super::notice::Notice;
use super::plan::Plan;
use super::progress::{Phase, TargetCounts};
use super::rate_limiter::RateLimiter;
use super::retry::{self, RetryDecision};
use super::stopwatch::Stopwatch;
use super::work::PendingTarget;
use crate::random::Random;
use crate::result::outcome::AttemptEnd;
use crate::settings::{Limits, Method, Strategy, Verb};
use crate::units::Millis;

/// The stage of the run, whether or not it is held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Life {
    Running,
    Stopping,
    Done,
    Stopped,
}

/// Decides what a run does next. See the [module](super) for its contract.
///
/// - **Inputs** tell it what happened: [`handle_end`](Self::handle_end), [`handle_tick`](Self::handle_tick),
///   [`interrupt`](Self::interrupt), [`suspect_sleep`](Self::suspect_sleep).
/// - **Commands** are the user's: [`pause`](Self::pause), [`resume`](Self::resume), [`recall`](Self::recall),
///   [`stop`](Self::stop), [`set_limits`](Self::set_limits), [`retry`](Self::retry),
///   [`resume_lane`](Self::resume_lane), [`skip_lane`](Self::skip_lane); and the driver's:
///   [`hold`](Self::hold), [`release`](Self::release).
/// - **Outputs** say what to do: [`poll_action`](Self::poll_action), [`next_wakeup`](Self::next_wakeup).
/// - **Getters** change nothing: [`progress`](Self::progress), [`phase`](Self::phase), [`holds`](Self::holds),
///   [`limits`](Self::limits), [`troubled_lanes`](Self::troubled_lanes), [`targets_of`](Self::targets_of),
///   [`unsettled`](Self::unsettled).
///
/// After [`new`](Self::new) and each input or command, call `poll_action` until it returns `None`, then `next_wakeup`
/// once, and set one timer. `now` counts from the run's start; an instant before the latest one seen counts as that
/// one.
#[derive(Debug)]
pub struct Scheduler {
    life: Life,
    holds: PauseReasons,
    progress: TargetCounts,
    limits: Limits,
    method: Method,
    concurrency_limit: ConcurrencyLimit,
    rate_limiter: RateLimiter,
    /// Only where starts wait for no answer.
    arrivals: Option<Arrivals>,
    budget: Budget,
    stopwatch: Stopwatch,
    lanes: Lanes,
    flights: Flights,
    backoffs: Backoffs,
    random: Random,
    stuck: Stuck,
    /// Actions to return before anything new is started.
    pending: VecDeque<Action>,
    next_attempt: AttemptId,
    /// The latest instant seen.
    clock: Millis,
}

impl Scheduler {
    /// Creates a run of `plan` within `limits` (clamped), with each target requested by `method`.
    /// `seed` fixes the jitter of the retries. Its running time begins `now`.
    pub fn new(plan: Plan, limits: Limits, method: Method, seed: u64, now: Millis) -> Self {
        let limits = limits.clamped().in_force();
        let waiting = u32::try_from(plan.targets()).unwrap_or(u32::MAX);
        Self {
            life: Life::Running,
            holds: PauseReasons::default(),
            progress: TargetCounts { waiting, ..TargetCounts::default() },
            limits,
            method,
            concurrency_limit: ConcurrencyLimit::new(&limits),
            rate_limiter: RateLimiter::default(),
            arrivals: (limits.strategy == Strategy::Arrivals).then(|| Arrivals::from(now)),
            budget: Budget::default(),
            stopwatch: Stopwatch::start(now),
            lanes: Lanes::new(plan, limits),
            flights: Flights::default(),
            backoffs: Backoffs::default(),
            random: Random::new(seed),
            stuck: Stuck::default(),
            pending: VecDeque::new(),
            next_attempt: AttemptId::default(),
            clock: now,
        }
    }

    // Inputs.

    /// Records that `attempt` has ended: its slot is free, its target settles or gets a further attempt. `hint` is what
    /// the answer's headers said of when to try again. An attempt that is not in flight is ignored.
    pub fn handle_end(&mut self, attempt: AttemptId, end: &AttemptEnd, hint: ServerHint, now: Millis) {
        let now = self.advance(now);
        let Some(flight) = self.flights.end(attempt) else { return };
        let in_flight = self.progress.in_flight;
        self.progress.in_flight -= 1;

        if *end == AttemptEnd::Refused && flight.recall.is_none() && self.life == Life::Running {
            let notice = self.concurrency_limit.refuse(attempt, self.next_attempt, now);
            self.notify(notice);
        }
        let decision = self.decision(end, &flight);
        let cause = decision.map(|decision| decision.cause);
        let outcome_class =
            if self.life == Life::Running { OutcomeClass::of(end, cause) } else { OutcomeClass::Neutral };
        let has_come_to_its_end = !matches!(cause, Some(Cause::Paused | Cause::Interrupted | Cause::Refused));
        if has_come_to_its_end && self.life == Life::Running {
            let notice =
                self.concurrency_limit.handle_end(outcome_class != OutcomeClass::Failed, in_flight, now);
            self.notify(notice);
        }

        let wait = attempt_sample::granted(hint).filter(|_| self.life == Life::Running);
        let slow = attempt_sample::slow_reason(end).filter(|_| outcome_class == OutcomeClass::Failed);
        let history = flight.dispatch.pending.history;
        let (next, is_first, span) = (self.next_attempt, history.is_unfailed(), now.since(flight.started));
        let is_seen = history.verb(self.method) != Verb::Probe && cause != Some(Cause::FallbackToGet);
        let sight = is_seen.then_some(*end);
        let sample = AttemptSample { attempt, next, outcome_class, slow, is_first, wait, span, sight };
        let transition = self.lanes.end(flight.lane, history.capped, &sample, now);
        self.notify_of_lane(flight.lane, transition, hint, wait);

        match decision {
            Some(decision) => self.retry_later(attempt, &flight, decision, wait, now),
            None => self.settle(attempt, flight.dispatch),
        }
    }

    /// Records that time has passed: attempts past their deadline are aborted, aborted ones that do not end are abandoned,
    /// targets whose delay is over go back to their lanes, timed lanes become ready, and a run whose time is up stops. Call
    /// it when the instant of [`next_wakeup`](Self::next_wakeup) has come; harmless at any other time.
    pub fn handle_tick(&mut self, now: Millis) {
        let now = self.advance(now);
        self.abandon_stuck(now);
        while let Some(attempt) = self.flights.pop_overdue(now) {
            self.pending.push_back(Action::Abort { attempt, reason: AbortReason::Deadline });
        }
        // While it stops, those that wait are withdrawn from where they are.
        while self.life == Life::Running
            && let Some((lane, pending)) = self.backoffs.pop_due(now)
        {
            self.lanes.requeue(lane, pending, now);
        }
        self.lanes.tick(now);
        if self.time_is_up_at().is_some_and(|at| at <= now) {
            self.notify(Some(Notice::TimeIsUp));
            self.stop(now);
        }
    }

    // Outputs.

    /// The next thing to do, or `None` when there is nothing until the next input or command.
    pub fn poll_action(&mut self, now: Millis) -> Option<Action> {
        let now = self.advance(now);
        while let Some(action) = self.pending.pop_front() {
            // When several inputs come before a drain, an attempt may have ended since its abort was decided.
            if !matches!(action, Action::Abort { attempt, .. } if !self.flights.has(attempt)) {
                return Some(action);
            }
        }
        self.next_leftover().or_else(|| self.start_next(now)).or_else(|| self.finish(now))
    }

    /// When to call [`handle_tick`](Self::handle_tick) next, at once if that has passed; `None` when time alone changes
    /// nothing. While paused or stopping only attempts in flight count. May change with every input, command and
    /// `Start`.
    pub fn next_wakeup(&self) -> Option<Millis> {
        let deadline = self.flights.next_deadline();
        if self.life != Life::Running || !self.holds.is_empty() {
            return deadline;
        }
        let has_room = self.progress.in_flight < self.concurrency_limit.limit();
        let lane = if has_room { self.lanes.next_timed() } else { None };
        let rate = if has_room && self.lanes.has_ready() { self.rate_opens() } else { None };
        let due = [deadline, self.backoffs.next(), lane, rate, self.time_is_up_at()];
        due.into_iter().flatten().min()
    }

    // Getters.

    /// How many targets are where.
    pub fn progress(&self) -> TargetCounts {
        self.progress
    }

    /// What it is doing.
    pub fn phase(&self) -> Phase {
        match self.life {
            Life::Running if !self.holds.is_empty() => Phase::Paused,
            Life::Running if self.is_at_rest() && self.lanes.wait_for_the_user() => Phase::AwaitingUser,
            Life::Running => Phase::Running,
            Life::Stopping => Phase::Stopping,
            Life::Done => Phase::Done,
            Life::Stopped => Phase::Stopped,
        }
    }

    /// The running time at `now`, without pauses, sleep and offline times; it stops once the last target has ended.
    pub fn running_time(&self, now: Millis) -> Millis {
        self.stopwatch.read(now)
    }

    /// Why nothing is started, where it is held.
    pub fn holds(&self) -> PauseReasons {
        self.holds
    }

    /// The limits in force: the user's, with the global one as refusals and self-tuning have left it.
    pub fn limits(&self) -> Limits {
        Limits { concurrency: self.concurrency_limit.limit(), ..self.limits }
    }

    /// The state of slow and stopped lanes, in order.
    pub fn troubled_lanes(&self) -> impl Iterator<Item = LaneStatus> {
        self.lanes.troubled(self.clock)
    }

    // Steps.

    /// `now` on a clock that never goes back.
    fn advance(&mut self, now: Millis) -> Millis {
        self.clock = self.clock.max(now);
        self.clock
    }

    /// When the running time is over; `None` while it is stopped or has no end.
    fn time_is_up_at(&self) -> Option<Millis> {
        let budget = self.limits.time_budget().filter(|_| self.life == Life::Running)?;
        self.stopwatch.reaches(budget)
    }

    /// When the rate allows the next start, if it does not now.
    fn rate_opens(&self) -> Option<Millis> {
        let rate = self.limits.rate?;
        let opens = self.arrivals.map_or_else(|| self.rate_limiter.opens(rate), Arrivals::next);
        Some(opens).filter(|&at| at > self.clock)
    }

    fn start_next(&mut self, now: Millis) -> Option<Action> {
        let is_free = self.life == Life::Running && self.holds.is_empty();
        if !is_free
            || self.progress.in_flight >= self.concurrency_limit.limit()
            || self.rate_opens().is_some()
        {
            return None;
        }
        self.lanes.tick(now);
        let (lane, mut dispatch) = self.lanes.start_next(now)?;
        let count =
            if dispatch.is_first { &mut self.progress.waiting } else { &mut self.progress.backing_off };
        *count -= 1;
        self.progress.in_flight += 1;
        self.rate_limiter.record(now);
        self.budget.deposit();
        if let Some((arrivals, rate)) = self.arrivals.as_mut().zip(self.limits.rate) {
            dispatch.pending.since = arrivals.take(dispatch.pending.since, rate);
        }

        let PendingTarget { target, since: queued_since, ref mut history } = dispatch.pending;
        history.started = history.started.saturating_add(1);
        let (ordinal, verb) = (history.started, history.verb(self.method));
        let attempt = self.next_attempt;
        self.next_attempt = attempt.next();
        let deadline = now + self.limits.timeout();
        self.flights
            .begin(attempt, Flight { lane, started: now, deadline, dispatch, recall: None, abort: None });
        Some(Action::Start { attempt, target, ordinal, verb, queued_since })
    }

    /// The further attempt that follows one that ended in `end`, if the run grants it.
    fn decision(&mut self, end: &AttemptEnd, flight: &Flight) -> Option<RetryDecision> {
        if self.life != Life::Running {
            return None;
        }
        let Dispatch { pending: PendingTarget { history, .. }, over_browser_limit, .. } = flight.dispatch;
        let again = flight.recall.filter(|_| self.limits.second_tries);
        let again = again.and_then(|cause| retry::after_recall(end, cause, history));
        if again.is_some() {
            return again;
        }
        let decision = retry::decision(end, over_browser_limit, history, self.method, &self.limits)
            .filter(|_| !self.lanes.is_skipped(flight.lane))?;
        if decision.cause != Cause::Transient {
            return Some(decision);
        }
        let grant = self.budget.withdraw(self.limits.retry_share_percent);
        self.notify((grant == Grant::NoMore).then_some(Notice::RetriesSpent));
        (grant == Grant::Yes).then_some(decision)
    }

    fn settle(&mut self, attempt: AttemptId, dispatch: Dispatch) {
        self.progress.settled += 1;
        self.pending.push_back(Action::Settle {
            attempt,
            target: dispatch.pending.target,
            ordinal: dispatch.pending.history.started,
            possibly_browser_queued: dispatch.over_browser_limit,
        });
    }

    fn retry_later(
        &mut self,
        attempt: AttemptId,
        flight: &Flight,
        decision: RetryDecision,
        wait: Option<Millis>,
        now: Millis,
    ) {
        let Dispatch { pending, over_browser_limit, .. } = flight.dispatch;
        let pending = PendingTarget { since: now, history: decision.history, ..pending };
        let mut delay = backoff::delay(decision.backoff, &mut self.random);
        if decision.cause == Cause::Transient {
            delay = delay.max(wait.unwrap_or(Millis::ZERO));
        }
        let at = now + delay;
        self.progress.backing_off += 1;
        if at > now {
            self.backoffs.insert(at, attempt, flight.lane, pending);
        } else {
            self.lanes.requeue(flight.lane, pending, now);
        }
        self.pending.push_back(Action::Retry {
            attempt,
            target: pending.target,
            ordinal: pending.history.started,
            possibly_browser_queued: over_browser_limit,
            cause: decision.cause,
            at,
        });
    }

    /// Whether nothing is in flight and time alone changes nothing.
    fn is_at_rest(&self) -> bool {
        self.progress.in_flight == 0 && self.backoffs.next().is_none() && self.lanes.are_at_rest()
    }

    /// The last action, once nothing is left to start or to wait for.
    fn finish(&mut self, now: Millis) -> Option<Action> {
        if self.progress.in_flight > 0 || self.progress.backing_off > 0 {
            return None;
        }
        self.life = match self.life {
            Life::Running if self.lanes.are_at_rest() && !self.lanes.wait_for_the_user() => Life::Done,
            Life::Stopping => Life::Stopped,
            _ => return None,
        };
        self.end_of_life(now);
        let never_started = core::mem::take(&mut self.progress.waiting);
        self.progress.withdrawn += never_started;
        Some(Action::Finished { never_started })
    }
}
