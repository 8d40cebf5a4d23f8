//! Schedules the trials of an experiment, one after the other: a state machine without I/O.
//!
//! ```text
//! while let Some(next) = trials.poll_trial() {
//!     let trial = run(next);            // trials.handle_hidden(…) whenever the tab is hidden or shown meanwhile
//!     trials.handle_trial(trial);
//! }
//! ```
//!
//! # Contract
//! - Round 0 warms up; then each round tries every variant once, in an order given by seed and round.
//! - A sweep ramps up in round 0: levels rise, and one whose answers take more than [`MAX_P95_RISE`] times as long as at the
//!   first level, or with fewer answers, is tried once more at once. When it does so twice the ramp ends there: levels above it are
//!   never tried, so no server is pressed further than it takes to know.
//! - While the tab is hidden nothing is begun. The round in which it was hidden is tried again, whole; what was measured in
//!   it is kept, marked as not counting. After [`MAX_REPEATS`] of them it is given up: requests must not go on for ever.
//! - [`stop`](Trials::stop) ends it at any moment; what was measured stays.
#![expect(missing_docs, reason = "fields are named for what they hold")]

use std::collections::VecDeque;

use super::experiment::Experiment;
use super::trial::Trial;
use crate::random::Random;

/// A level whose p95 is more than so many times that of the first level ends the ramp.
pub const MAX_P95_RISE: f64 = 2.0;
/// Share of requests without an answer, above that of the first level, that ends the ramp.
pub const MAX_LOSS_RISE: f64 = 0.05;
/// Most rounds repeated because the tab was hidden.
pub const MAX_REPEATS: u32 = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Assignment {
    pub variant: usize,
    /// The round, from 1; 0 warms up.
    pub round: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub struct FinishedTrial {
    pub assignment: Assignment,
    pub trial: Trial,
    pub outcome: TrialOutcome,
    /// Whether the tab was hidden during it; its whole round is void then.
    pub was_hidden: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrialOutcome {
    Counts,
    WarmedUp,
    /// The tab was hidden in its round, which is repeated.
    Hidden,
    Stopped,
}

impl TrialOutcome {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Counts => "counts",
            Self::WarmedUp => "warm-up",
            Self::Hidden => "hidden",
            Self::Stopped => "stopped",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrialStatus {
    /// A trial is running, or the next can begin.
    Running,
    /// Nothing begins until the tab is shown again.
    Hidden,
    Done,
    Stopped,
}

/// Why a sweep's ramp ended before its last level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RampEnd {
    /// Answers took more than [`MAX_P95_RISE`] times as long as at the first level.
    Slower,
    Failing,
}

#[derive(Clone, Debug)]
pub struct Trials {
    session: Option<usize>,
    is_sweep: bool,
    rounds: u32,
    seed: u64,
    round: u32,
    left: VecDeque<usize>,
    current: Option<Assignment>,
    visibility: Visibility,
    ramp: Ramp,
    is_stopped: bool,
    hidden_rounds: u32,
    done: Vec<FinishedTrial>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Visibility {
    is_hidden: bool,
    /// Whether it was hidden during a trial of this round.
    was_hidden: bool,
}

#[derive(Clone, Copy, Debug, Default)]
struct Ramp {
    /// Variants from this index on are not tried.
    end: usize,
    /// The last index that is tried, and why the ramp ends there.
    why: Option<(usize, RampEnd)>,
    /// Whether the last level is being tried a second time.
    is_suspect: bool,
}

impl Trials {
    pub fn of(experiment: &Experiment) -> Self {
        let mut trials = Self {
            session: experiment.variants.iter().position(|variant| variant.is_session),
            is_sweep: experiment.is_sweep(),
            rounds: experiment.rounds,
            seed: experiment.seed,
            round: 0,
            left: VecDeque::new(),
            current: None,
            visibility: Visibility::default(),
            ramp: Ramp { end: experiment.variants.len(), ..Ramp::default() },
            is_stopped: false,
            hidden_rounds: 0,
            done: Vec::new(),
        };
        trials.fill_round();
        trials
    }

    /// Starts the next trial; `None` while one is running, while the tab is hidden, and when all are finished.
    pub fn poll_trial(&mut self) -> Option<Assignment> {
        if self.current.is_some() || self.visibility.is_hidden || self.is_stopped {
            return None;
        }
        if self.left.is_empty() && self.round < self.rounds {
            self.round += 1;
            self.fill_round();
        }
        let variant = self.left.pop_front()?;
        self.current = Some(Assignment { variant, round: self.round });
        self.current
    }

    pub fn current(&self) -> Option<Assignment> {
        self.current
    }

    /// Ends the running trial, if any, with its measurements.
    pub fn handle_trial(&mut self, trial: Trial) {
        let Some(assignment) = self.current.take() else { return };
        let outcome = if self.is_stopped {
            TrialOutcome::Stopped
        } else if self.visibility.was_hidden {
            TrialOutcome::Hidden
        } else if assignment.round == 0 {
            TrialOutcome::WarmedUp
        } else {
            TrialOutcome::Counts
        };
        self.done.push(FinishedTrial { assignment, trial, outcome, was_hidden: self.visibility.was_hidden });
        if outcome == TrialOutcome::Hidden {
            self.void_round(assignment.round);
        } else if self.is_sweep && outcome == TrialOutcome::WarmedUp {
            self.check_ramp(assignment.variant);
        }
    }

    pub fn handle_hidden(&mut self, is_hidden: bool) {
        self.visibility.is_hidden = is_hidden;
        if is_hidden && self.current.is_some() {
            self.visibility.was_hidden = true;
        }
    }

    /// Begins no more trials. The running one is still to be handed to [`handle_trial`](Self::handle_trial).
    pub fn stop(&mut self) {
        self.is_stopped = true;
    }

    pub fn status(&self) -> TrialStatus {
        if self.current.is_some() {
            TrialStatus::Running
        } else if self.is_stopped {
            TrialStatus::Stopped
        } else if self.left.is_empty() && self.round >= self.rounds {
            TrialStatus::Done
        } else if self.visibility.is_hidden {
            TrialStatus::Hidden
        } else {
            TrialStatus::Running
        }
    }

    /// All finished trials, in the order they ran in.
    pub fn done(&self) -> &[FinishedTrial] {
        &self.done
    }

    /// The current round, from 1, and the number of rounds; 0 warms up.
    pub fn round(&self) -> (u32, u32) {
        (self.round, self.rounds)
    }

    pub fn hidden_rounds(&self) -> u32 {
        self.hidden_rounds
    }

    /// Finished trials, and all trials if nothing ends early or is repeated.
    pub fn progress(&self) -> (u32, u32) {
        let a_round = u32::try_from(self.ramp.end).unwrap_or(u32::MAX);
        let all = a_round.saturating_mul(self.rounds.saturating_add(1));
        let left = u32::try_from(self.left.len() + usize::from(self.current.is_some())).unwrap_or(u32::MAX);
        let to_come = a_round.saturating_mul(self.rounds.saturating_sub(self.round)).saturating_add(left);
        (all.saturating_sub(to_come), all)
    }

    /// The index of the last level that is tried, and why, if the ramp ended early.
    pub fn ramp_end(&self) -> Option<(usize, RampEnd)> {
        self.ramp.why
    }

    fn fill_round(&mut self) {
        let mut order: Vec<usize> = (0..self.ramp.end).collect();
        if self.round > 0 {
            Random::new(self.seed ^ (u64::from(self.round) << 32)).shuffle(&mut order);
        } else if let Some(session) = self.session {
            // Its first pass must find no open connections.
            order.retain(|place| *place != session);
            order.insert(0, session);
        }
        self.left = order.into();
        self.visibility.was_hidden = false;
    }

    fn void_round(&mut self, round: u32) {
        for done in &mut self.done {
            if done.assignment.round == round
                && matches!(done.outcome, TrialOutcome::Counts | TrialOutcome::WarmedUp)
            {
                done.outcome = TrialOutcome::Hidden;
            }
        }
        self.ramp.is_suspect = false;
        self.hidden_rounds += 1;
        self.is_stopped |= self.hidden_rounds > MAX_REPEATS;
        self.fill_round();
    }

    fn check_ramp(&mut self, variant: usize) {
        let Some(end) = self.why_ramp_ends(variant) else {
            self.ramp.is_suspect = false;
            return;
        };
        if self.ramp.is_suspect {
            self.left.clear();
            self.ramp.end = variant + 1;
            self.ramp.why = Some((variant, end));
        } else {
            self.left.push_front(variant);
        }
        self.ramp.is_suspect = !self.ramp.is_suspect;
    }

    fn why_ramp_ends(&self, variant: usize) -> Option<RampEnd> {
        if variant == 0 || variant + 1 >= self.ramp.end {
            return None;
        }
        let ramped = |place: usize| {
            let of = |done: &&FinishedTrial| {
                done.assignment.variant == place && done.outcome == TrialOutcome::WarmedUp
            };
            self.done.iter().rev().find(of).map(|done| &done.trial)
        };
        let (first, now) = (ramped(0)?, ramped(variant)?);
        if now.lost_share() > first.lost_share() + MAX_LOSS_RISE && now.lost() > 1 {
            return Some(RampEnd::Failing);
        }
        let (before, after) = (first.quantile(0.95)?, now.quantile(0.95)?);
        (after > MAX_P95_RISE * before).then_some(RampEnd::Slower)
    }
}
