//! What a sweep's trials say: the knee of its levels, and what held the rate back.

use super::experiment::Experiment;
use super::report::{Bound, SweepResult};
use super::trial::{SplitSums, Trial};
use super::trials::{FinishedTrial, TrialOutcome};
use crate::settings::BROWSER_CONNECTIONS_PER_ORIGIN;
use crate::stats::knee::{Rates, knee};

/// What the trials of a sweep have found so far.
pub fn found(experiment: &Experiment, done: &[FinishedTrial]) -> SweepResult {
    let levels: Vec<u32> = experiment.variants.iter().filter_map(|variant| variant.level).collect();
    let rounds = experiment.rounds as usize;
    let mut rates: Vec<Rates> = vec![vec![None; rounds]; levels.len()];
    for done in done.iter().filter(|done| done.outcome == TrialOutcome::Counts) {
        let round = (done.assignment.round as usize).saturating_sub(1);
        if let Some(slot) = rates.get_mut(done.assignment.variant).and_then(|of| of.get_mut(round)) {
            *slot = done.trial.steady_rate;
        }
    }
    let Some(knee) = knee(&rates, experiment.seed) else { return SweepResult::default() };
    let level = |place: usize| levels.get(place).copied();
    let highest = rates.iter().rposition(|rates| rates.iter().any(Option::is_some)).unwrap_or(0);
    SweepResult {
        knee: level(knee.at),
        low: level(knee.low).unwrap_or(1),
        high: level(knee.high).unwrap_or(1),
        bound: if highest == knee.at { Bound::NotReached } else { bound(done, knee.at, highest) },
    }
}

/// What grew between the knee and the highest level, where the rate did not.
fn bound(done: &[FinishedTrial], knee: usize, highest: usize) -> Bound {
    let at = |place: usize| {
        let of = done
            .iter()
            .filter(move |done| done.assignment.variant == place && done.outcome == TrialOutcome::Counts);
        of.map(|done| &done.trial)
    };
    let (knee, highest): (Vec<&Trial>, Vec<&Trial>) = (at(knee).collect(), at(highest).collect());
    let split =
        |trials: &[&Trial]| trials.iter().fold(SplitSums::default(), |sum, trial| sum.and(trial.split));
    let (before, after) = (split(&knee), split(&highest));
    if before.seen == 0 || after.seen == 0 {
        let is_practice = highest.iter().any(|trial| trial.practice);
        return if is_practice { Bound::Practice } else { Bound::Hidden };
    }
    let each = |sum: f64, of: SplitSums| sum / f64::from(of.seen);
    let grew = |of: fn(SplitSums) -> f64| each(of(after), after) - each(of(before), before);
    let queue = grew(|split| split.browser_queue);
    let wait = grew(|split| split.wait + split.download);
    let half = (mean(&highest) - mean(&knee)) / 2.0;
    if queue >= wait && queue > half {
        Bound::Browser
    } else if wait > half {
        Bound::Server
    } else {
        Bound::Machine
    }
}

/// How long an answer took on average, in milliseconds.
fn mean(trials: &[&Trial]) -> f64 {
    let (sum, count) = trials.iter().fold((0.0, 0.0), |(sum, count), trial| {
        (sum + trial.times.iter().sum::<f64>(), count + f64::from(trial.answered))
    });
    if count > 0.0 { sum / count } else { 0.0 }
}

impl SweepResult {
    /// The level to use: the smallest that cannot be told from the knee, at which requests wait least.
    pub fn best(self) -> Option<u32> {
        self.knee.map(|knee| self.low.min(knee).max(1))
    }

    /// What to do, in a sentence or two; empty while nothing was found.
    pub fn advice(self) -> String {
        let Some(best) = self.best() else { return String::new() };
        let levels = if self.high > best { format!("{best} to {}", self.high) } else { best.to_string() };
        format!("Best: {levels} at a time. {}", self.bound_in_words())
    }

    /// What held the rate back, as a sentence; empty while there is no knee.
    pub const fn bound_in_words(&self) -> &'static str {
        match self.bound {
            Bound::Unknown => "",
            Bound::NotReached => "The rate still rose at the highest level tried: try more.",
            Bound::Browser => {
                "More only queues in the browser, which opens 6 connections to an HTTP/1.1 host."
            }
            Bound::Server => "More only waits for the server, or on the way to it.",
            Bound::Machine => {
                "More gains nothing: this machine or its network is the limit, neither the browser’s queue nor the server."
            }
            Bound::Hidden if matches!(self.knee, Some(BROWSER_CONNECTIONS_PER_ORIGIN)) => {
                "Why more gains nothing is hidden: the site does not allow timing. Browsers open 6 connections to an HTTP/1.1 \
                 host."
            }
            Bound::Hidden => {
                "Why more gains nothing is hidden: the site does not allow timing (Timing-Allow-Origin)."
            }
            Bound::Practice => "More only waits for the practice server, or for this machine, which runs it.",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_result_has_a_level_to_use_all_the_same() {
        let of = |knee, low| SweepResult { knee: Some(knee), low, high: 24, bound: Bound::Server }.best();
        assert_eq!([of(0, 6), of(0, 0), of(12, 0), of(12, 6), of(12, 24)], [1, 1, 1, 6, 12].map(Some));
    }
}
