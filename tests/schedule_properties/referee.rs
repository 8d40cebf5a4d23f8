//! A run loop that watches: it obeys every action and checks each against the rules.

use std::collections::{HashMap, HashSet};

use volley::result::outcome::AttemptEnd;
use volley::schedule::action::{Action, AttemptId};
use volley::schedule::hint::ServerHint;
use volley::schedule::plan::{Backlog, Plan};
use volley::schedule::progress::Phase;
use volley::schedule::scheduler::Scheduler;
use volley::settings::{Limits, Method};
use volley::units::Millis;

use crate::anything::{Call, Clock, reply};

/// A run and the rules it must keep, seen from outside.
pub(crate) struct Referee {
    scheduler: Scheduler,
    clock: Clock,
    readings: u64,
    now: f64,
    seed: u64,
    lane_of: HashMap<u32, usize>,
    lanes: Vec<LaneTally>,
    per_origin: u32,
    in_flight: HashMap<AttemptId, Flight>,
    /// The ordinal of the last attempt of each target that was started.
    ordinals: HashMap<u32, u8>,
    /// The latest instant that the scheduler has seen.
    latest: Millis,
    /// The instant before which a target may not be started again.
    due: HashMap<u32, Millis>,
    /// Targets that may only be started where at most six are in flight.
    narrow: HashSet<u32>,
    ended: HashSet<u32>,
    reported: Option<(AttemptId, Flight)>,
    next_attempt: u32,
    never_started: Option<u32>,
}

#[derive(Clone, Copy)]
struct Flight {
    target: u32,
    ends: f64,
    end: AttemptEnd,
    crowded: bool,
    aborted: bool,
}

#[derive(Clone, Copy, Default)]
struct LaneTally {
    unstarted: u32,
    in_flight: u32,
    /// Starts of other lanes since this one could start.
    passed_over: usize,
}

impl Referee {
    /// A run of `plan` that has not begun.
    pub(crate) fn new(plan: Plan, limits: Limits, clock: Clock, seed: u64) -> Self {
        let mut lane_of = HashMap::new();
        let mut lanes = vec![LaneTally::default(); plan.lanes.len()];
        for (number, pieces) in plan.lanes.iter().enumerate() {
            for piece in pieces {
                let targets: Vec<u32> = match *piece {
                    Backlog::Range { first, count } => (first..first + count).collect(),
                    Backlog::Ids { start, count } => {
                        plan.ids[start as usize..(start + count) as usize].to_vec()
                    }
                };
                lanes[number].unstarted += u32::try_from(targets.len()).expect("plans are small");
                lane_of.extend(targets.iter().map(|&target| (target, number)));
            }
        }
        Self {
            scheduler: Scheduler::new(plan, limits, Method::Get, seed),
            clock,
            readings: 0,
            now: 0.0,
            seed,
            lane_of,
            lanes,
            per_origin: limits.clamped().per_origin,
            in_flight: HashMap::new(),
            ordinals: HashMap::new(),
            latest: Millis::ZERO,
            due: HashMap::new(),
            narrow: HashSet::new(),
            ended: HashSet::new(),
            reported: None,
            next_attempt: 0,
            never_started: None,
        }
    }

    fn read_clock(&mut self) -> Millis {
        self.readings += 1;
        self.clock.read(self.now, self.readings)
    }

    /// Runs for `span` true milliseconds, or to the end of the run.
    pub(crate) fn run(&mut self, span: f64) {
        let until = self.now + span;
        let mut events = 0;
        self.drain();
        while !self.scheduler.phase().is_over() {
            let landing = self.in_flight.iter().map(|(&attempt, flight)| (flight.ends, attempt));
            let landing = landing.min_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
            let seen = self.read_clock();
            // A timer of a browser takes a millisecond at least.
            let timer = self.scheduler.next_wakeup().map(|at| self.now + at.since(seen).get().max(1.0));
            let next = landing.map(|(ends, _)| ends).into_iter().chain(timer).fold(f64::INFINITY, f64::min);
            if next > until {
                assert!(next.is_finite() || self.scheduler.phase() == Phase::Paused, "the run hangs");
                break;
            }
            self.now = self.now.max(next);
            match landing.filter(|&(ends, _)| ends <= self.now) {
                Some((_, attempt)) => {
                    let end = self.in_flight[&attempt].end;
                    self.call(Call::End(attempt.0, end));
                }
                None => self.call(Call::Tick),
            }
            events += 1;
            assert!(events < 100_000, "it polls for ever");
        }
        self.now = self.now.max(if until.is_finite() { until } else { self.now });
    }

    /// Makes a call, and obeys.
    pub(crate) fn call(&mut self, call: Call) {
        let now = self.read_clock();
        self.latest = self.latest.max(now);
        match call {
            Call::Pause => self.scheduler.pause(now),
            Call::Resume => self.scheduler.resume(now),
            Call::Stop => self.scheduler.stop(now),
            Call::Tick => self.scheduler.handle_tick(now),
            Call::SetLimits(limits) => {
                self.scheduler.set_limits(limits, now);
                self.per_origin = limits.clamped().per_origin;
                self.note_who_could_start();
            }
            Call::End(attempt, end) => {
                let attempt = AttemptId(attempt);
                self.reported =
                    self.in_flight.remove(&attempt).map(|flight| (attempt, Flight { end, ..flight }));
                if let Some((_, flight)) = self.reported {
                    self.lanes[self.lane_of[&flight.target]].in_flight -= 1;
                }
                self.scheduler.handle_end(attempt, &end, ServerHint::default(), now);
                self.note_who_could_start();
            }
        }
        self.drain();
        assert!(self.reported.is_none(), "an attempt has ended and nothing was said of it");
    }

    fn drain(&mut self) {
        loop {
            let now = self.read_clock();
            self.latest = self.latest.max(now);
            let Some(action) = self.scheduler.poll_action(now) else { break };
            assert_eq!(self.never_started, None, "{action:?} after the end");
            self.obey(action);
        }
        let progress = self.scheduler.progress();
        assert_eq!(progress.targets() as usize, self.lane_of.len());
        assert_eq!(progress.in_flight as usize, self.in_flight.len());
        let phase = self.scheduler.phase();
        assert_eq!(phase.is_over(), self.never_started.is_some());
        if phase == Phase::Running && progress.in_flight < self.scheduler.limits().concurrency {
            let idle = self.lanes.iter().position(|lane| self.could_start(lane));
            assert_eq!(idle, None, "a lane has work and room and is left idle");
        }
    }

    fn obey(&mut self, action: Action) {
        match action {
            Action::Start { attempt, target, ordinal, .. } => self.start(attempt, target, ordinal),
            Action::Abort { attempt, .. } => {
                let flight = self.in_flight.get_mut(&attempt).expect("only what is in flight is aborted");
                assert!(!core::mem::replace(&mut flight.aborted, true), "aborted twice");
                flight.ends = flight.ends.min(self.now + 5.0);
                flight.end = match self.scheduler.phase() {
                    Phase::Stopping => AttemptEnd::Cancelled,
                    _ => AttemptEnd::TimedOut { status: None, after_ms: 1 },
                };
            }
            Action::Settle { attempt, target, ordinal, maybe_queued } => {
                let flight = self.take_reported(attempt, target, ordinal, maybe_queued);
                let timed_out = matches!(flight.end, AttemptEnd::TimedOut { status: None, .. });
                assert!(!timed_out || !maybe_queued || self.scheduler.phase() == Phase::Stopping);
                assert!(self.ended.insert(target), "target {target} ended twice");
            }
            Action::Retry { attempt, target, ordinal, maybe_queued, at, .. } => {
                self.due.insert(target, at);
                let flight = self.take_reported(attempt, target, ordinal, maybe_queued);
                if maybe_queued && matches!(flight.end, AttemptEnd::TimedOut { status: None, .. }) {
                    self.narrow.insert(target);
                }
            }
            Action::Withdraw { target, ordinal } => {
                assert_eq!(self.ordinals.get(&target), Some(&ordinal));
                assert!(self.ended.insert(target), "target {target} ended twice");
            }
            Action::Skip { .. } | Action::Notice(_) => {}
            Action::Finished { never_started } => self.never_started = Some(never_started),
        }
    }

    fn start(&mut self, attempt: AttemptId, target: u32, ordinal: u8) {
        assert_eq!(self.scheduler.phase(), Phase::Running);
        assert_eq!(attempt.0, self.next_attempt, "attempts are numbered through");
        self.next_attempt += 1;
        assert!(!self.ended.contains(&target));
        assert!(self.due.get(&target).is_none_or(|&at| at <= self.latest), "too early");
        assert_eq!(ordinal, self.ordinals.insert(target, ordinal).unwrap_or(0) + 1);

        let number = self.lane_of[&target];
        let lane = &mut self.lanes[number];
        lane.in_flight += 1;
        lane.unstarted -= u32::from(ordinal == 1);
        let crowded = lane.in_flight > 6;
        assert!(lane.in_flight <= self.per_origin);
        assert!(!crowded || !self.narrow.contains(&target), "a narrow attempt in a crowd");

        let (takes, end) = reply(self.seed, target, ordinal);
        let flight = Flight { target, ends: self.now + takes, end, crowded, aborted: false };
        self.in_flight.insert(attempt, flight);
        assert!(self.in_flight.len() <= self.scheduler.limits().concurrency as usize);

        for other in &mut self.lanes {
            other.passed_over += 1;
        }
        self.lanes[number].passed_over = 0;
        self.note_who_could_start();
        assert!(self.lanes.iter().all(|lane| lane.passed_over < self.lanes.len()), "a lane starves");
    }

    fn take_reported(&mut self, attempt: AttemptId, target: u32, ordinal: u8, maybe_queued: bool) -> Flight {
        let (reported, flight) = self.reported.take().expect("something has ended");
        assert_eq!((reported, flight.target, flight.crowded), (attempt, target, maybe_queued));
        assert_eq!(self.ordinals.get(&target), Some(&ordinal));
        flight
    }

    /// A lane that could not start has not been passed over.
    fn note_who_could_start(&mut self) {
        for number in 0..self.lanes.len() {
            if !self.could_start(&self.lanes[number]) {
                self.lanes[number].passed_over = 0;
            }
        }
    }

    fn could_start(&self, lane: &LaneTally) -> bool {
        lane.unstarted > 0 && lane.in_flight < self.per_origin.min(6)
    }

    /// Checks that the run is over and that every target ended exactly once.
    pub(crate) fn check_end(&self) {
        let never_started = self.never_started.expect("it has ended") as usize;
        assert_eq!(self.ended.len() + never_started, self.lane_of.len());
        assert_eq!(self.ordinals.len(), self.ended.len());
        assert!(self.ordinals.values().all(|&ordinal| ordinal <= 1 + 10 + 1 + 3));
        assert_eq!(self.scheduler.next_wakeup(), None);
    }
}
