//! The state machine: moves targets from their lanes into flight and on to their ends.

use std::collections::{BTreeMap, VecDeque};

use super::action::{AbortReason, Action, AttemptId};
use super::agenda::Agenda;
use super::backoff;
use super::ceiling::Ceiling;
use super::lane::{Departure, Waiting};
use super::lanes::Lanes;
use super::plan::Plan;
use super::progress::{Phase, Progress};
use super::random::Random;
use super::retry::{self, Further};
use crate::result::outcome::AttemptEnd;
use crate::settings::{Limits, Method};
use crate::units::Millis;

/// An attempt that was started and has not ended.
#[derive(Debug)]
struct Flight {
    lane: u32,
    deadline: Millis,
    departure: Departure,
}

/// Decides what a run does next. See the [module](super) for what it promises.
///
/// - **Inputs** tell it what happened: [`handle_end`](Self::handle_end), [`handle_tick`](Self::handle_tick).
/// - **Commands** are the user's: [`pause`](Self::pause), [`resume`](Self::resume), [`stop`](Self::stop),
///   [`set_limits`](Self::set_limits).
/// - **Outputs** say what to do: [`poll_action`](Self::poll_action), [`next_wakeup`](Self::next_wakeup).
/// - **Getters** change nothing: [`progress`](Self::progress), [`phase`](Self::phase), [`limits`](Self::limits).
///
/// The order: after [`new`](Self::new) and after each input or command, call `poll_action` until it returns `None`; then
/// ask `next_wakeup` once and set one timer.
///
/// `now` counts from the run's start. It is taken as it comes and made monotonic: an instant before the latest one seen
/// counts as that one.
#[derive(Debug)]
pub struct Scheduler {
    phase: Phase,
    progress: Progress,
    limits: Limits,
    method: Method,
    ceiling: Ceiling,
    lanes: Lanes,
    flights: BTreeMap<AttemptId, Flight>,
    /// When each attempt in flight is to be aborted; one that was told so is no longer here.
    deadlines: Agenda<()>,
    /// Targets that wait for a further attempt, under the attempt before it, each with its lane.
    backoffs: Agenda<(u32, Waiting)>,
    random: Random,
    /// What is still to be told, before anything new is started.
    pending: VecDeque<Action>,
    next_attempt: AttemptId,
    /// The latest instant seen.
    clock: Millis,
}

impl Scheduler {
    /// A run of `plan` within `limits` (brought into their ranges), about to start, with each target asked by `method`.
    /// `seed` fixes the jitter of the retries.
    pub fn new(plan: Plan, limits: Limits, method: Method, seed: u64) -> Self {
        let limits = limits.clamped();
        let waiting = u32::try_from(plan.targets()).unwrap_or(u32::MAX);
        Self {
            phase: Phase::Running,
            progress: Progress { waiting, ..Progress::default() },
            limits,
            method,
            ceiling: Ceiling::new(limits.concurrency),
            lanes: Lanes::new(plan, limits.per_origin),
            flights: BTreeMap::new(),
            deadlines: Agenda::new(),
            backoffs: Agenda::new(),
            random: Random::new(seed),
            pending: VecDeque::new(),
            next_attempt: AttemptId::default(),
            clock: Millis::ZERO,
        }
    }

    // Inputs.

    /// Takes note that `attempt` has ended: its slot is free, and its target settles or is tried again.
    ///
    /// An attempt that is not in flight (unknown, or reported before) is ignored.
    pub fn handle_end(&mut self, attempt: AttemptId, end: &AttemptEnd, now: Millis) {
        let now = self.advance(now);
        let Some(Flight { lane, deadline, departure }) = self.flights.remove(&attempt) else { return };
        self.deadlines.remove(deadline, attempt);
        self.lanes.end(lane, departure.waiting.tries.narrow);
        self.progress.in_flight -= 1;

        let further = if self.phase == Phase::Stopping {
            None
        } else {
            if *end == AttemptEnd::Refused {
                let notice = self.ceiling.refuse(attempt, self.next_attempt);
                self.pending.extend(notice.map(Action::Notice));
            }
            retry::further(end, departure.crowded, departure.waiting.tries, self.limits.retries)
        };
        match further {
            Some(further) => self.try_again(attempt, lane, departure, further, now),
            None => self.settle(attempt, departure),
        }
    }

    /// Takes note that time has passed: attempts whose deadline has come are to be aborted, and targets whose delay is
    /// over go back to their lanes. To be called when the instant of [`next_wakeup`](Self::next_wakeup) has come;
    /// harmless at any other time.
    pub fn handle_tick(&mut self, now: Millis) {
        let now = self.advance(now);
        while let Some((attempt, ())) = self.deadlines.pop_due(now) {
            self.pending.push_back(Action::Abort { attempt, reason: AbortReason::Deadline });
        }
        while let Some((_, (lane, waiting))) = self.backoffs.pop_due(now) {
            self.lanes.requeue(lane, waiting);
        }
    }

    // Commands.

    /// Starts nothing more until [`resume`](Self::resume). What is in flight goes on, deadlines included. Without
    /// effect unless the phase is `Running`.
    pub fn pause(&mut self, now: Millis) {
        self.advance(now);
        if self.phase == Phase::Running {
            self.phase = Phase::Paused;
        }
    }

    /// Ends a pause. Without effect unless the phase is `Paused`.
    pub fn resume(&mut self, now: Millis) {
        self.advance(now);
        if self.phase == Phase::Paused {
            self.phase = Phase::Running;
        }
    }

    /// Ends the run early, for good: nothing is started or tried again.
    ///
    /// The next drain brings an `Abort` for every attempt in flight that was not told so before, and a `Withdraw` for
    /// every target between two attempts. Attempts in flight settle as they end, whatever they end in; after the last
    /// of them comes `Finished`, with the number of those never started. Without effect once stopped or done.
    pub fn stop(&mut self, now: Millis) {
        self.advance(now);
        if !matches!(self.phase, Phase::Running | Phase::Paused) {
            return;
        }
        self.phase = Phase::Stopping;
        while let Some((attempt, ())) = self.deadlines.pop() {
            self.pending.push_back(Action::Abort { attempt, reason: AbortReason::Stopped });
        }
        let backing_off = core::iter::from_fn(|| self.backoffs.pop()).map(|(_, (_, waiting))| waiting);
        let withdrawn = backing_off
            .chain(self.lanes.drain_due())
            .map(|waiting| Action::Withdraw { target: waiting.target, ordinal: waiting.tries.started });
        self.pending.extend(withdrawn);
        self.progress.withdrawn = core::mem::take(&mut self.progress.backing_off);
    }

    /// Puts other limits in force (brought into their ranges). What is in flight stays so and keeps its deadline; the
    /// number of retries counts for all decisions to come. Also undoes what refusals took from the global limit.
    ///
    /// Looks at every lane once.
    pub fn set_limits(&mut self, limits: Limits, now: Millis) {
        self.advance(now);
        self.limits = limits.clamped();
        self.ceiling.set(self.limits.concurrency);
        self.lanes.set_per_origin(self.limits.per_origin);
    }

    // Outputs.

    /// The next thing to do, or `None` when there is nothing until the next input or command.
    pub fn poll_action(&mut self, now: Millis) -> Option<Action> {
        let now = self.advance(now);
        while let Some(action) = self.pending.pop_front() {
            // When several inputs come before a drain, an attempt may have ended since its abort was decided.
            if !matches!(action, Action::Abort { attempt, .. } if !self.flights.contains_key(&attempt)) {
                return Some(action);
            }
        }
        let start = if self.phase == Phase::Running { self.start_next(now) } else { None };
        start.or_else(|| self.finish())
    }

    /// When to call [`handle_tick`](Self::handle_tick) next; an instant that has passed means at once. `None` when
    /// time alone brings nothing. While paused, only deadlines count.
    ///
    /// May change with every input, every command and every `poll_action` that returns a `Start`.
    pub fn next_wakeup(&self) -> Option<Millis> {
        let deadline = self.deadlines.next();
        let backoff = if self.phase == Phase::Running { self.backoffs.next() } else { None };
        deadline.into_iter().chain(backoff).min()
    }

    // Getters.

    /// How many targets are where.
    pub fn progress(&self) -> Progress {
        self.progress
    }

    /// What it is about.
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The limits in force: the user's, with the global one as refusals have left it.
    pub fn limits(&self) -> Limits {
        Limits { concurrency: self.ceiling.limit(), ..self.limits }
    }

    // Steps.

    /// `now` on a clock that never goes back.
    fn advance(&mut self, now: Millis) -> Millis {
        self.clock = self.clock.max(now);
        self.clock
    }

    fn start_next(&mut self, now: Millis) -> Option<Action> {
        if self.progress.in_flight >= self.ceiling.limit() {
            return None;
        }
        let (lane, mut departure) = self.lanes.start_next()?;
        let waiting = &mut departure.waiting;
        match waiting.tries.started {
            0 => self.progress.waiting -= 1,
            _ => self.progress.backing_off -= 1,
        }
        self.progress.in_flight += 1;

        waiting.tries.started += 1;
        let (target, ordinal, queued_since) = (waiting.target, waiting.tries.started, waiting.since);
        let attempt = self.next_attempt;
        self.next_attempt = attempt.next();
        let deadline = now + self.limits.timeout();
        self.deadlines.insert(deadline, attempt, ());
        self.flights.insert(attempt, Flight { lane, deadline, departure });
        Some(Action::Start { attempt, target, ordinal, verb: self.method.first(), queued_since })
    }

    fn settle(&mut self, attempt: AttemptId, departure: Departure) {
        self.progress.settled += 1;
        self.pending.push_back(Action::Settle {
            attempt,
            target: departure.waiting.target,
            ordinal: departure.waiting.tries.started,
            maybe_queued: departure.crowded,
        });
    }

    fn try_again(
        &mut self,
        attempt: AttemptId,
        lane: u32,
        departure: Departure,
        further: Further,
        now: Millis,
    ) {
        let waiting = Waiting { since: now, tries: further.tries, ..departure.waiting };
        let at = now + backoff::delay(further.backoff, &mut self.random);
        self.progress.backing_off += 1;
        if at > now {
            self.backoffs.insert(at, attempt, (lane, waiting));
        } else {
            self.lanes.requeue(lane, waiting);
        }
        self.pending.push_back(Action::Retry {
            attempt,
            target: waiting.target,
            ordinal: waiting.tries.started,
            maybe_queued: departure.crowded,
            at,
        });
    }

    /// The last action, once nothing is left to start or to wait for.
    fn finish(&mut self) -> Option<Action> {
        if self.progress.in_flight > 0 || self.progress.backing_off > 0 {
            return None;
        }
        self.phase = match self.phase {
            Phase::Running | Phase::Paused if self.lanes.are_idle() => Phase::Done,
            Phase::Stopping => Phase::Stopped,
            _ => return None,
        };
        Some(Action::Finished { never_started: self.progress.waiting })
    }
}
