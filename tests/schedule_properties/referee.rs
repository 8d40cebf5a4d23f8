//! A run loop that watches: it obeys every action and checks each against the rules.

mod ends;

use std::collections::{BTreeSet, HashMap, HashSet};

use volley::ids::{LaneId, TargetId};
use volley::result::outcome::AttemptEnd;
use volley::schedule::RetryRequest;
use volley::schedule::action::{Action, AttemptId, Cause};
use volley::schedule::hold::PauseReason;
use volley::schedule::lane_status::{LaneStatus, Trouble};
use volley::schedule::plan::Plan;
use volley::schedule::progress::Phase;
use volley::schedule::scheduler::Scheduler;
use volley::settings::{Limits, Method, Verb};
use volley::units::Millis;

use crate::anything::{Call, Clock, mix, reply};
use crate::pace::Pace;
use crate::tally::{Flight, LaneTally, end_of_abort, lanes_of};

/// A run and the rules it must keep, seen from outside.
pub(crate) struct Referee {
    scheduler: Scheduler,
    clock: Clock,
    readings: u64,
    now: f64,
    seed: u64,
    method: Method,
    lane_of: HashMap<u32, usize>,
    lanes: Vec<LaneTally>,
    /// The user's, as they are in force.
    limits: Limits,
    in_flight: HashMap<AttemptId, Flight>,
    /// The ordinal of the last attempt of each target that was started.
    ordinals: HashMap<u32, u8>,
    /// Retries of each target since it was last queued.
    retries: HashMap<u32, u8>,
    all_retries: u64,
    /// When attempts were started, on the scheduler's clock.
    pace: Pace,
    /// The latest instant that the scheduler has seen.
    latest: Millis,
    /// The same when the latest call was made.
    called: Millis,
    /// Abandoned attempts that end all the same, and when.
    late: Vec<(f64, AttemptId)>,
    /// The instant before which a target may not be started again.
    due: HashMap<u32, Millis>,
    /// Targets that may only be started where at most six are in flight.
    capped: HashSet<u32>,
    /// Targets that are requested by GET from now on.
    /// By target, what it is requested by from now on.
    verbs: HashMap<u32, Verb>,
    /// Ends that each target owes: one, and one more for each time it was queued again.
    owed: HashMap<u32, u32>,
    queued_again: usize,
    reported: Option<(AttemptId, Flight)>,
    next_attempt: u32,
    is_over: bool,
    never_started: u32,
}

impl Referee {
    pub(crate) fn new(plan: Plan, limits: Limits, method: Method, clock: Clock, seed: u64) -> Self {
        let (lanes, lane_of) = lanes_of(&plan);
        Self {
            scheduler: Scheduler::new(plan, limits, method, seed, Millis::ZERO),
            clock,
            readings: 0,
            now: 0.0,
            seed,
            method,
            owed: lane_of.keys().map(|&target| (target, 1)).collect(),
            lane_of,
            lanes,
            limits: limits.clamped().in_force(),
            in_flight: HashMap::new(),
            ordinals: HashMap::new(),
            retries: HashMap::new(),
            all_retries: 0,
            pace: Pace::new(&limits),
            latest: Millis::ZERO,
            called: Millis::ZERO,
            late: Vec::new(),
            due: HashMap::new(),
            capped: HashSet::new(),
            verbs: HashMap::new(),
            queued_again: 0,
            reported: None,
            next_attempt: 0,
            is_over: false,
            never_started: 0,
        }
    }

    fn read_clock(&mut self) -> Millis {
        self.readings += 1;
        let now = self.clock.read(self.now, self.readings);
        self.latest = self.latest.max(now);
        now
    }

    /// Runs for `span` true milliseconds, or until nothing more can happen by itself.
    pub(crate) fn run(&mut self, span: f64) {
        let until = self.now + span;
        let (mut polls, mut steps, mut latest) = (0, 0, self.latest);
        self.drain();
        while !self.scheduler.phase().is_over() {
            let landing = self.in_flight.iter().map(|(&attempt, flight)| (flight.ends, attempt));
            let landing = landing.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let seen = self.read_clock();
            // A timer of a browser takes a millisecond at least.
            let timer = self.scheduler.next_wakeup().map(|at| self.now + at.since(seen).get().max(1.0));
            let next = landing.map(|(ends, _)| ends).into_iter().chain(timer).fold(f64::INFINITY, f64::min);
            if next > until || next.is_infinite() {
                let is_behind = self.scheduler.holds().has(PauseReason::Backlog);
                let waits =
                    is_behind || matches!(self.scheduler.phase(), Phase::Paused | Phase::AwaitingUser);
                assert!(next.is_finite() || waits, "the run hangs");
                break;
            }
            self.now = self.now.max(next);
            match landing.filter(|&(ends, _)| ends <= self.now) {
                Some((_, attempt)) => {
                    let Flight { end, wait, .. } = self.in_flight[&attempt];
                    self.call(Call::End(attempt.0, end, wait));
                }
                None => self.call(Call::Tick),
            }
            while let Some(at) = self.late.iter().position(|&(ends, _)| ends <= self.now) {
                let (_, attempt) = self.late.swap_remove(at);
                self.call(Call::End(attempt.0, AttemptEnd::Refused, None));
            }
            // A clock that counts in steps shows the same instant to many timers.
            (polls, steps) = if self.latest > latest { (0, steps + 1) } else { (polls + 1, steps) };
            latest = self.latest;
            assert!(polls < 10_000 && steps < 100_000, "it polls for ever");
        }
        self.now = self.now.max(if until.is_finite() { until } else { self.now });
    }

    /// Releases what holds the run, runs, and skips lanes that wait for the user.
    pub(crate) fn run_to_the_end(&mut self) {
        for hold in [PauseReason::User, PauseReason::Offline, PauseReason::Backlog] {
            self.call(Call::Release(hold));
        }
        self.run(f64::INFINITY);
        while self.scheduler.phase() == Phase::AwaitingUser {
            let lanes: Vec<LaneId> = self.scheduler.troubled_lanes().map(|status| status.lane).collect();
            assert!(!lanes.is_empty(), "it asks about nothing");
            for lane in lanes {
                self.call(Call::SkipLane(lane));
            }
            self.run(f64::INFINITY);
        }
    }

    pub(crate) fn call(&mut self, call: Call) {
        let now = self.read_clock();
        self.called = self.latest;
        let is_on = matches!(self.scheduler.phase(), Phase::Running | Phase::Paused | Phase::AwaitingUser);
        match call {
            Call::SetLimits(limits) => {
                self.limits = limits.clamped().in_force();
                self.pace.set(&limits, self.called);
            }
            // No attempt could have ended during sleep.
            Call::Interrupt => {
                let aborted = self.in_flight.values_mut().filter_map(|flight| flight.aborted.as_mut());
                aborted.for_each(|aborted| *aborted = self.called);
            }
            Call::SkipLane(lane) if is_on => {
                if let Some(lane) = self.lanes.get_mut(lane.index()) {
                    lane.was_skipped = true;
                }
            }
            Call::End(attempt, end, wait) => {
                let attempt = AttemptId(attempt);
                self.reported =
                    self.in_flight.remove(&attempt).map(|flight| (attempt, Flight { end, wait, ..flight }));
                if let Some((_, flight)) = self.reported {
                    self.lanes[self.lane_of[&flight.target]].in_flight -= 1;
                }
            }
            _ => {}
        }
        if let Call::Retry(seed) = call {
            self.retry(seed, now);
        } else {
            crate::make(&mut self.scheduler, call, now);
        }
        if matches!(call, Call::Release(_)) && self.scheduler.holds().is_empty() {
            self.pace.go_on(self.called);
        }
        self.note_who_could_start();
        self.drain();
        assert!(self.reported.is_none(), "an attempt has ended and nothing was said of it");
        let is_stuck = self.in_flight.values().any(|flight| flight.is_stuck(self.called));
        assert!(!is_stuck || !matches!(call, Call::Tick), "what does not end holds its slot");
    }

    /// Queues some targets again that have ended.
    fn retry(&mut self, seed: u64, now: Millis) {
        if self.scheduler.phase() == Phase::Stopping {
            return;
        }
        let ended: BTreeSet<u32> =
            self.owed.iter().filter(|&(_, &owed)| owed == 0).map(|(&target, _)| target).collect();
        let mut again = Vec::new();
        for target in ended.into_iter().filter(|&target| mix(seed ^ u64::from(target)).is_multiple_of(3)) {
            let lane = LaneId(u32::try_from(self.lane_of[&target]).expect("plans are small"));
            let started = self.ordinals.get(&target).copied().unwrap_or(0);
            again.push(RetryRequest { lane, target: TargetId(target), started, verb: None });
            self.owed.insert(target, 1);
            self.due.remove(&target);
            self.capped.remove(&target);
            self.verbs.remove(&target);
            self.retries.remove(&target);
            self.is_over = false;
        }
        self.queued_again += again.len();
        self.scheduler.retry(again, now);
    }

    fn drain(&mut self) {
        loop {
            let now = self.read_clock();
            let Some(action) = self.scheduler.poll_action(now) else { break };
            assert!(!self.is_over, "{action:?} after the end");
            self.obey(action);
        }
        let progress = self.scheduler.progress();
        assert_eq!(progress.targets() as usize, self.lane_of.len() + self.queued_again);
        assert_eq!(progress.in_flight as usize, self.in_flight.len());
        let phase = self.scheduler.phase();
        assert_eq!(phase.is_over(), self.is_over);
        let has_room = progress.in_flight < self.scheduler.limits().concurrency;
        if phase == Phase::Running && has_room && self.pace.allows(&self.limits, self.latest) {
            let troubled = self.troubled();
            let is_idle = |(at, lane): (usize, &LaneTally)| {
                !troubled.contains(&at) && lane.could_start(&self.limits, self.latest)
            };
            let idle = self.lanes.iter().enumerate().position(is_idle);
            assert_eq!(idle, None, "a lane has work and room and is left idle");
        }
    }

    fn obey(&mut self, action: Action) {
        match action {
            Action::Start { attempt, target, ordinal, verb, queued_since } => {
                self.start(attempt, target.0, ordinal, verb);
                self.pace.start(&self.limits, queued_since, self.latest);
            }
            Action::Abort { attempt, reason } => {
                let flight = self.in_flight.get_mut(&attempt).expect("only what is in flight is aborted");
                flight.abort(reason, self.seed ^ u64::from(attempt.0), self.now, self.called);
            }
            Action::Abandon { attempt, reason } => {
                let flight = self.in_flight.remove(&attempt).expect("only what is in flight is abandoned");
                assert!(flight.is_stuck(self.called), "abandoned too early");
                assert!(self.reported.is_none());
                self.late.push((flight.ends, attempt));
                self.lanes[self.lane_of[&flight.target]].in_flight -= 1;
                self.reported = Some((attempt, Flight { end: end_of_abort(reason), ..flight }));
            }
            Action::Settle { attempt, target, ordinal, possibly_browser_queued } => {
                let flight = self.take_reported(attempt, target.0, ordinal, possibly_browser_queued);
                let timed_out = matches!(flight.end, AttemptEnd::TimedOut { status: None, .. });
                let is_given_up = self.scheduler.phase() == Phase::Stopping
                    || self.lanes[self.lane_of[&target.0]].was_skipped;
                assert!(!timed_out || !possibly_browser_queued || is_given_up || !self.limits.second_tries);
                self.end(target.0);
            }
            Action::Retry { attempt, target, ordinal, possibly_browser_queued, cause, at } => {
                self.due.insert(target.0, at);
                self.take_reported(attempt, target.0, ordinal, possibly_browser_queued);
                assert!(
                    self.limits.second_tries
                        || matches!(cause, Cause::Transient | Cause::FallbackToGet | Cause::Probe)
                );
                match cause {
                    Cause::SuspectTimeout => drop(self.capped.insert(target.0)),
                    Cause::FallbackToGet => {
                        assert_eq!(self.verbs.insert(target.0, Verb::Get), None, "GET follows HEAD once");
                    }
                    Cause::Probe => {
                        assert!(self.limits.probe);
                        assert_ne!(self.verbs.insert(target.0, Verb::Probe), Some(Verb::Probe), "one probe");
                    }
                    Cause::Transient => self.count_retry(target.0),
                    Cause::Refused | Cause::Paused | Cause::Interrupted => {}
                }
            }
            Action::Withdraw { target, ordinal } => {
                assert_eq!(self.ordinals.get(&target.0).copied().unwrap_or(0), ordinal);
                self.end(target.0);
            }
            Action::Skip { targets, ordinal } => {
                for target in self.scheduler.targets_of(targets).collect::<Vec<_>>() {
                    self.skip(target.0, ordinal);
                }
            }
            Action::Notice(_) => {}
            Action::Finished { never_started } => {
                self.is_over = true;
                self.never_started += never_started;
                for lane in &mut self.lanes {
                    lane.unstarted = 0;
                }
            }
        }
    }

    fn start(&mut self, attempt: AttemptId, target: u32, ordinal: u8, verb: Verb) {
        assert_eq!(self.scheduler.phase(), Phase::Running);
        assert_eq!(attempt.0, self.next_attempt, "attempts are numbered through");
        self.next_attempt += 1;
        assert!(self.owed[&target] > 0);
        assert!(self.due.get(&target).is_none_or(|&at| at <= self.latest), "too early");
        let before = self.ordinals.insert(target, ordinal);
        assert_eq!(ordinal, before.unwrap_or(0) + 1);
        let expected = self.verbs.get(&target).copied().unwrap_or_else(|| self.method.first());
        assert_eq!(verb, expected);

        let number = self.lane_of[&target];
        let is_stopped = |trouble| matches!(trouble, Trouble::Stopped { .. });
        let is_it = |status: LaneStatus| status.lane.index() == number && is_stopped(status.trouble);
        assert!(!self.scheduler.troubled_lanes().any(is_it), "its lane has stopped");
        let lane = &mut self.lanes[number];
        let spacing = self.limits.spacing();
        assert!(lane.last_start.is_none_or(|at| at + spacing <= self.latest), "too close to the one before");
        lane.last_start = Some(self.latest);
        lane.in_flight += 1;
        lane.unstarted -= u32::from(before.is_none() && lane.unstarted > 0);
        let over_limit = lane.in_flight > 6;
        assert!(lane.in_flight <= self.limits.per_origin);
        assert!(!over_limit || !self.capped.contains(&target), "a capped attempt in a crowd");

        let (takes, end, wait) = reply(self.seed, target, ordinal);
        let flight = Flight { target, ends: self.now + takes, end, wait, over_limit, aborted: None };
        self.in_flight.insert(attempt, flight);
        assert!(self.in_flight.len() <= self.scheduler.limits().concurrency as usize);
        assert!(self.in_flight.len() <= self.limits.concurrency as usize);

        for other in &mut self.lanes {
            other.passed_over += 1;
        }
        self.lanes[number].passed_over = 0;
        self.note_who_could_start();
        assert!(self.lanes.iter().all(|lane| lane.passed_over < self.lanes.len()), "a lane starves");
    }

    fn take_reported(
        &mut self,
        attempt: AttemptId,
        target: u32,
        ordinal: u8,
        possibly_browser_queued: bool,
    ) -> Flight {
        let (reported, flight) = self.reported.take().expect("something has ended");
        assert_eq!((reported, flight.target, flight.over_limit), (attempt, target, possibly_browser_queued));
        assert_eq!(self.ordinals.get(&target), Some(&ordinal));
        flight
    }

    /// Whether one more start keeps to the rate, seen from all starts there were.
    fn troubled(&self) -> HashSet<usize> {
        self.scheduler.troubled_lanes().map(|status| status.lane.index()).collect()
    }

    /// A lane that could not start has not been passed over.
    fn note_who_could_start(&mut self) {
        let troubled = self.troubled();
        for number in 0..self.lanes.len() {
            if troubled.contains(&number) || !self.lanes[number].could_start(&self.limits, self.latest) {
                self.lanes[number].passed_over = 0;
            }
        }
    }
}
