//! A run loop with a clock that jumps from event to event, and a network that is a function.

use std::collections::BTreeMap;

use volley::result::outcome::{AttemptEnd, BodyEnd};
use volley::schedule::action::{AbortReason, Action, AttemptId};
use volley::schedule::hint::ServerHint;
use volley::schedule::hold::PauseReason;
use volley::schedule::notice::Notice;
use volley::schedule::plan::{Backlog, Plan};
use volley::schedule::progress::Phase;
use volley::schedule::scheduler::Scheduler;
use volley::settings::{Limits, Method, Verb};
use volley::units::Millis;

/// How the network treats one attempt.
#[derive(Clone, Copy)]
pub(crate) struct Reply {
    takes: Millis,
    end: AttemptEnd,
    headers: Option<u16>,
    hint: ServerHint,
}

impl Reply {
    /// How long it takes.
    pub(crate) const fn takes(&self) -> Millis {
        self.takes
    }

    /// The same, but at the instant `at`, when it was asked for at `asked`.
    pub(crate) fn landing_at(self, at: Millis, asked: Millis) -> Self {
        Self { takes: at.since(asked), ..self }
    }

    /// The same with a header that asks to be left alone for `wait` milliseconds.
    pub(crate) const fn and_wait(self, wait: f64) -> Self {
        Self { hint: ServerHint { wait: Some(ms(wait)) }, ..self }
    }
}

/// One attempt, as the network sees it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ask {
    pub(crate) target: u32,
    pub(crate) ordinal: u8,
    pub(crate) verb: Verb,
    pub(crate) at: Millis,
    /// Attempts in flight, itself included.
    pub(crate) in_flight: u32,
}

/// `value` milliseconds.
pub(crate) const fn ms(value: f64) -> Millis {
    Millis::new(value)
}

/// The attempt ends in `end` after `takes` milliseconds.
pub(crate) const fn reply(end: AttemptEnd, takes: f64) -> Reply {
    Reply { takes: ms(takes), end, headers: None, hint: ServerHint { wait: None } }
}

/// An answer with `status` after `takes` milliseconds.
pub(crate) const fn answer(status: u16, takes: f64) -> Reply {
    reply(AttemptEnd::Answered { status, redirected: false, body: BodyEnd::Absent }, takes)
}

/// Nothing, until somebody gives up.
pub(crate) const SILENCE: Reply = answer(200, f64::INFINITY);

/// The headers, and then nothing more.
pub(crate) const STALL: Reply = Reply { headers: Some(200), ..SILENCE };

/// A plan of one lane for each of `sizes`; targets are numbered through.
pub(crate) fn plan(sizes: &[u32]) -> Plan {
    let mut first = 0;
    let lane = |&count: &u32| {
        let piece = Backlog::Range { first, count };
        first += count;
        vec![piece]
    };
    Plan { lanes: sizes.iter().map(lane).collect(), ids: Vec::new() }
}

/// Limits with plenty of time, no retries, and no mechanism at work but those of the two numbers.
pub(crate) fn limits(concurrency: u32, per_origin: u32) -> Limits {
    Limits {
        concurrency,
        per_origin,
        timeout_ms: 10_000,
        retries: 0,
        retry_share_percent: 100,
        back_off: false,
        stop_after: None,
        ..Limits::default()
    }
}

/// An attempt's start, as the log has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Started {
    pub(crate) at: Millis,
    pub(crate) target: u32,
    pub(crate) ordinal: u8,
    pub(crate) queued_since: Millis,
}

/// A target's end, as the log has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Settled {
    pub(crate) at: Millis,
    pub(crate) target: u32,
    pub(crate) ordinal: u8,
    pub(crate) possibly_browser_queued: bool,
}

/// A scheduler, its network and all that has happened.
pub(crate) struct World {
    pub(crate) scheduler: Scheduler,
    pub(crate) log: Vec<(Millis, Action)>,
    /// How long an abort takes to end its attempt; for ever, and it goes on as if it had not been told.
    pub(crate) abort_takes: Millis,
    network: Box<dyn FnMut(Ask) -> Reply>,
    now: Millis,
    in_flight: BTreeMap<AttemptId, (Millis, Reply)>,
    /// When answers came that were no failure.
    good: Vec<Millis>,
}

impl World {
    /// A run of `plan`, where `network` answers attempt `ordinal` of `target`.
    pub(crate) fn new(
        plan: Plan,
        limits: Limits,
        mut network: impl FnMut(u32, u8) -> Reply + 'static,
    ) -> Self {
        Self::facing(plan, limits, Method::Get, move |ask| network(ask.target, ask.ordinal))
    }

    /// A run of `plan` that asks by `method`, where `network` answers each attempt.
    pub(crate) fn facing(
        plan: Plan,
        limits: Limits,
        method: Method,
        network: impl FnMut(Ask) -> Reply + 'static,
    ) -> Self {
        Self {
            scheduler: Scheduler::new(plan, limits, method, 42, Millis::ZERO),
            log: Vec::new(),
            abort_takes: Millis::ZERO,
            network: Box::new(network),
            now: Millis::ZERO,
            in_flight: BTreeMap::new(),
            good: Vec::new(),
        }
    }

    /// Runs until nothing more can happen by itself; returns when that was.
    pub(crate) fn run(&mut self) -> Millis {
        while self.step(ms(f64::INFINITY)) {}
        self.now
    }

    /// Runs until the instant `at`.
    pub(crate) fn run_until(&mut self, at: f64) {
        while self.step(ms(at)) {}
        self.now = ms(at);
    }

    /// Gives a command, at this instant.
    pub(crate) fn command(&mut self, command: impl FnOnce(&mut Scheduler, Millis)) {
        command(&mut self.scheduler, self.now);
        self.drain();
    }

    /// Lets time pass in which nobody looks: the machine sleeps until `at`.
    pub(crate) fn wake_at(&mut self, at: f64) {
        self.now = ms(at);
    }

    /// Number of good answers after the instant `at`.
    pub(crate) fn good_after(&self, at: f64) -> f64 {
        f64::from(self.good.iter().filter(|&&then| then > ms(at)).fold(0_u32, |count, _| count + 1))
    }

    /// Every start, in order.
    pub(crate) fn starts(&self) -> Vec<Started> {
        let start = |&(at, action): &(Millis, Action)| match action {
            Action::Start { target, ordinal, queued_since, .. } => {
                Some(Started { at, target, ordinal, queued_since })
            }
            _ => None,
        };
        self.log.iter().filter_map(start).collect()
    }

    /// The instants at which `target` was started.
    pub(crate) fn starts_of(&self, target: u32) -> Vec<Millis> {
        self.starts().iter().filter(|start| start.target == target).map(|start| start.at).collect()
    }

    /// Every target that settled, in order.
    pub(crate) fn settled(&self) -> Vec<Settled> {
        let settled = |&(at, action): &(Millis, Action)| match action {
            Action::Settle { target, ordinal, possibly_browser_queued, .. } => {
                Some(Settled { at, target, ordinal, possibly_browser_queued })
            }
            _ => None,
        };
        self.log.iter().filter_map(settled).collect()
    }

    /// What the user was told, in order.
    pub(crate) fn notices(&self) -> Vec<Notice> {
        let notice = |&(_, action): &(Millis, Action)| match action {
            Action::Notice(notice) => Some(notice),
            _ => None,
        };
        self.log.iter().filter_map(notice).collect()
    }

    /// The actions that `select` picks, with their instants.
    pub(crate) fn actions(&self, select: impl Fn(&Action) -> bool) -> Vec<(Millis, Action)> {
        self.log.iter().copied().filter(|(_, action)| select(action)).collect()
    }

    /// The most attempts ever in flight at once among targets that `select` picks.
    pub(crate) fn peak(&self, select: impl Fn(u32) -> bool) -> usize {
        self.levels(select).map(|(_, level)| level).max().unwrap_or(0)
    }

    /// How many attempts were in flight when the instant `at` was over.
    pub(crate) fn in_flight_at(&self, at: Millis) -> usize {
        self.levels(|_| true).take_while(|&(then, _)| then <= at).last().map_or(0, |(_, level)| level)
    }

    /// How many attempts were in flight among targets that `select` picks, after each action.
    fn levels(&self, select: impl Fn(u32) -> bool) -> impl Iterator<Item = (Millis, usize)> {
        self.log.iter().scan(0, move |level, &(at, action)| {
            match action {
                Action::Start { target, .. } if select(target) => *level += 1,
                Action::Settle { target, .. } | Action::Retry { target, .. } if select(target) => *level -= 1,
                _ => {}
            }
            Some((at, *level))
        })
    }

    /// Goes on to the next event by `until` and lets it happen; `false` when there is none.
    fn step(&mut self, until: Millis) -> bool {
        self.drain();
        let landing = self.in_flight.iter().map(|(&attempt, &(at, _))| (at, attempt)).min();
        let wakeup = self.scheduler.next_wakeup();
        let next = landing.map(|(at, _)| at).into_iter().chain(wakeup).min();
        let Some(next) = next.filter(|&at| at <= until && at < ms(f64::INFINITY)) else {
            let is_behind = self.scheduler.holds().has(PauseReason::Backlog);
            let waits = is_behind || matches!(self.scheduler.phase(), Phase::Paused | Phase::AwaitingUser);
            assert!(next.is_some() || waits || self.scheduler.phase().is_over(), "the run hangs");
            return false;
        };
        self.now = self.now.max(next);
        if let Some((_, attempt)) = landing.filter(|&(at, _)| at <= self.now) {
            let (_, reply) = self.in_flight.remove(&attempt).expect("it is in flight");
            if matches!(reply.end, AttemptEnd::Answered { .. }) && !reply.end.is_failure() {
                self.good.push(self.now);
            }
            self.scheduler.handle_end(attempt, &reply.end, reply.hint, self.now);
        } else {
            self.scheduler.handle_tick(self.now);
            let passed = self.scheduler.next_wakeup().is_some_and(|at| at <= self.now);
            assert!(!passed, "a wake-up in vain");
        }
        self.drain();
        true
    }

    fn drain(&mut self) {
        while let Some(action) = self.scheduler.poll_action(self.now) {
            self.log.push((self.now, action));
            match action {
                Action::Start { attempt, target, ordinal, verb, .. } => {
                    let in_flight = u32::try_from(self.in_flight.len()).unwrap_or(u32::MAX) + 1;
                    let ask = Ask { target, ordinal, verb, at: self.now, in_flight };
                    let reply = (self.network)(ask);
                    self.in_flight.insert(attempt, (self.now + reply.takes, reply));
                }
                Action::Abort { attempt, reason } => self.abort(attempt, reason),
                Action::Abandon { attempt, .. } => {
                    // One that still ends by itself does so, and nobody may care.
                    let (at, _) = self.in_flight[&attempt];
                    if at == ms(f64::INFINITY) {
                        self.in_flight.remove(&attempt);
                    }
                }
                _ => {}
            }
        }
    }

    fn abort(&mut self, attempt: AttemptId, reason: AbortReason) {
        let (at, reply) = self.in_flight.get_mut(&attempt).expect("only what is in flight is aborted");
        let over = self.now + self.abort_takes;
        // The answer may be faster than the abort.
        if over < *at {
            *at = over;
            reply.end = match reason {
                AbortReason::Deadline => AttemptEnd::TimedOut { status: reply.headers, after_ms: 10_000 },
                AbortReason::Stopped | AbortReason::Recalled => AttemptEnd::Cancelled,
            };
        }
    }
}
