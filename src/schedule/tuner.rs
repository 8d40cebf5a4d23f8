//! Self-tuning: how many in flight pay, found from completions a second while the run is on.

mod epoch;

use epoch::Epoch;

use super::notice::{LevelChange, LevelReason};
use crate::units::Millis;

/// Where a run begins: enough for the browser's six connections to one origin, little enough for any server.
const FIRST_LEVEL: u32 = 8;
/// Gain of a doubling that another one follows.
const DOUBLING_PAYS: f64 = 1.25;
/// A small step is an eighth of the level.
const STEP: u32 = 8;
/// Rounds of an epoch while the level doubles, where half as much or twice as much is the question.
const CLIMBING_ROUNDS: u32 = 6;
/// Rounds of an epoch while it walks in small steps: attempts that end together count as one round more or less.
const STEP_ROUNDS: u32 = 12;
/// Rounds of the second epoch at a level that fell short.
const SECOND_LOOK_ROUNDS: u32 = 24;
/// The share of a step up that must come out as throughput: half of perfect scaling.
const STEP_PAYS: f64 = 0.5;
/// A step down is kept while this share of the best throughput stays.
const AS_MUCH: f64 = 0.97;
/// With less than this share of the best throughput, the world has changed.
const MUCH_LESS: f64 = 0.7;
/// How long a level is kept before its neighbours are tried again; it doubles while they do no better.
const FIRST_REST_MS: f64 = 30_000.0;
const MAX_REST_MS: f64 = 480_000.0;

/// A level and its completions a second.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Measured {
    level: u32,
    rate: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Stage {
    /// Doubling; with the measurement of the level before.
    Doubling { before: Option<Measured> },
    /// Trying a step up from `base`.
    Above { base: Measured },
    /// Trying a step down from `base`, where `best` is the highest rate of any level.
    Below { base: Measured, best: f64 },
    /// Keeping a level until an instant.
    Resting { base: Measured, until: Millis },
}

/// The state machine of the strategy *self-tuning*. It doubles the level while that brings at least a quarter more,
/// then walks in small steps: up while that pays, down while fewer do as much. Then it rests and tries the neighbours
/// from time to time.
///
/// A level is measured by the completions a second of a whole [`Epoch`]; failures are none. A stalled machine only ever
/// lowers the rate, so a level is rejected only if a second, longer epoch also falls short; the better of the two
/// counts. Where origins, rate or list leave a level idle, nothing is concluded. Backing off is not its business: a
/// server that fails slows its own lane.
#[derive(Debug)]
pub(super) struct Tuner {
    level: u32,
    most: u32,
    stage: Stage,
    rest: Millis,
    epoch: Epoch,
    /// The rate of a first epoch at this level that fell short.
    first_rate: Option<f64>,
}

impl Tuner {
    pub(super) fn new(most: u32) -> Self {
        let level = FIRST_LEVEL.min(most);
        Self {
            level,
            most,
            stage: Stage::Doubling { before: None },
            rest: Millis::new(FIRST_REST_MS),
            epoch: Epoch::after(0, level),
            first_rate: None,
        }
    }

    /// Attempts to keep in flight, 1 or more.
    pub(super) const fn level(&self) -> u32 {
        self.level
    }

    /// Limits the level to `most`; keeps what was measured below.
    pub(super) fn bound(&mut self, most: u32, now: Millis) -> Option<LevelChange> {
        self.most = most;
        if self.level <= most {
            return None;
        }
        self.stage = Stage::Doubling { before: None };
        Some(self.go(most, LevelReason::Bounded, now))
    }

    /// Records the end of an attempt, with `in_flight` in flight, itself included; `is_good` unless it was a failure.
    pub(super) fn handle_end(&mut self, is_good: bool, in_flight: u32, now: Millis) -> Option<LevelChange> {
        let rate = self.epoch.handle_end(is_good, in_flight >= self.level, self.rounds(), now)?;
        if self.first_rate.is_none() && self.is_too_little(rate) {
            self.first_rate = Some(rate);
            return None;
        }
        let rate = self.first_rate.take().map_or(rate, |first| first.max(rate));
        let present = Measured { level: self.level, rate };
        match self.stage {
            Stage::Doubling { before } => self.climb(before, present, now),
            Stage::Above { base } if self.level == base.level => self.try_above(present, now),
            Stage::Above { base } => {
                if self.is_too_little(rate) {
                    self.try_below(base, base.rate.max(rate), now)
                } else {
                    self.try_above(present, now)
                }
            }
            Stage::Below { base, best } => {
                if rate >= best * AS_MUCH {
                    self.try_below(present, best.max(rate), now)
                } else {
                    Some(self.rest_at(base, LevelReason::StepBack, now))
                }
            }
            Stage::Resting { until, .. } => {
                if self.is_too_little(rate) {
                    self.rest = Millis::new(FIRST_REST_MS);
                } else if now < until {
                    return None;
                }
                self.try_above(present, now)
            }
        }
    }

    /// How long a level is looked at.
    fn rounds(&self) -> u32 {
        match (self.first_rate, self.stage) {
            (Some(_), _) => SECOND_LOOK_ROUNDS,
            (None, Stage::Doubling { .. }) => CLIMBING_ROUNDS,
            (None, _) => STEP_ROUNDS,
        }
    }

    /// Whether `rate` is less than what would keep the search going, or the level.
    fn is_too_little(&self, rate: f64) -> bool {
        match self.stage {
            Stage::Doubling { before } => before.is_some_and(|before| rate <= before.rate * DOUBLING_PAYS),
            Stage::Above { base } => {
                let step = f64::from(self.level.saturating_sub(base.level)) / f64::from(base.level);
                // At the base itself it is measured again, to compare with.
                step > 0.0 && rate <= base.rate * (1.0 + STEP_PAYS * step)
            }
            Stage::Below { .. } => false,
            Stage::Resting { base, .. } => rate < base.rate * MUCH_LESS,
        }
    }

    fn climb(&mut self, before: Option<Measured>, present: Measured, now: Millis) -> Option<LevelChange> {
        let Measured { level, rate } = present;
        let before = before.unwrap_or(Measured { level, rate: 0.0 });
        if rate > before.rate * DOUBLING_PAYS {
            if level >= self.most {
                return self.try_below(present, rate, now);
            }
            self.stage = Stage::Doubling { before: Some(present) };
            return Some(self.go((level * 2).min(self.most), LevelReason::DoublingPays, now));
        }
        // What lies between the two is found in small steps, from the better one.
        if level == before.level || rate > before.rate * f64::midpoint(1.0, DOUBLING_PAYS) {
            return self.try_above(present, now);
        }
        self.stage = Stage::Above { base: before };
        Some(self.go(before.level, LevelReason::DoublingPaysNoMore, now))
    }

    fn try_above(&mut self, base: Measured, now: Millis) -> Option<LevelChange> {
        if base.level >= self.most {
            return self.try_below(base, base.rate, now);
        }
        self.stage = Stage::Above { base };
        Some(self.go((base.level + step(base.level)).min(self.most), LevelReason::TryMore, now))
    }

    fn try_below(&mut self, base: Measured, best: f64, now: Millis) -> Option<LevelChange> {
        if base.level <= 1 {
            let was = self.level;
            let change = self.rest_at(base, LevelReason::StepBack, now);
            return (was != base.level).then_some(change);
        }
        self.stage = Stage::Below { base, best };
        Some(self.go(base.level - step(base.level), LevelReason::TryFewer, now))
    }

    fn rest_at(&mut self, base: Measured, reason: LevelReason, now: Millis) -> LevelChange {
        self.stage = Stage::Resting { base, until: now + self.rest };
        self.rest = Millis::new((self.rest.get() * 2.0).min(MAX_REST_MS));
        self.go(base.level, reason, now)
    }

    fn go(&mut self, to: u32, reason: LevelReason, at: Millis) -> LevelChange {
        let from = core::mem::replace(&mut self.level, to);
        self.epoch = Epoch::after(from.max(to), to);
        self.first_rate = None;
        LevelChange { from, to, reason, at }
    }
}

/// A small step from `level`, 1 or more and less than `level` unless that is 1.
fn step(level: u32) -> u32 {
    (level / STEP).max(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Runs `tuner` for `seconds` against a server that completes `rate(level)` a second, and returns the changes.
    fn run(tuner: &mut Tuner, from: f64, seconds: f64, rate: impl Fn(u32) -> f64) -> Vec<LevelChange> {
        let (mut now, mut changes) = (from * 1_000.0, Vec::new());
        while now < (from + seconds) * 1_000.0 {
            let per_second = rate(tuner.level());
            now += 1_000.0 / per_second.max(10.0);
            changes.extend(tuner.handle_end(per_second > 0.0, tuner.level(), Millis::new(now)));
        }
        changes
    }

    /// A server that does ten a second for each in flight, up to `capacity` of them.
    fn capacity(capacity: u32) -> impl Fn(u32) -> f64 {
        move |level| f64::from(level.min(capacity)) * 10.0
    }

    #[test]
    fn it_doubles_while_that_pays_then_steps_down_to_what_does_as_much_and_rests() {
        let mut tuner = Tuner::new(1_000);
        let changes = run(&mut tuner, 0.0, 60.0, capacity(40));
        let reasons: Vec<_> = changes.iter().map(|change| change.reason).collect();
        assert_eq!(reasons[..3], [LevelReason::DoublingPays; 3], "8, 16, 32, 64");
        assert_eq!(reasons.last(), Some(&LevelReason::StepBack));
        assert!((40..=45).contains(&tuner.level()), "{changes:?}");
        assert!(changes.windows(2).all(|pair| pair[0].to == pair[1].from && pair[0].at < pair[1].at));
    }

    #[test]
    fn at_rest_it_tries_its_neighbours_ever_more_seldom() {
        let mut tuner = Tuner::new(1_000);
        run(&mut tuner, 0.0, 60.0, capacity(40));
        let changes = run(&mut tuner, 60.0, 3_600.0, capacity(40));
        assert!(changes.len() <= 40, "{} in an hour", changes.len());
        assert!(changes.iter().all(|change| (33..=48).contains(&change.to)), "{changes:?}");
    }

    #[test]
    fn a_server_that_gets_stronger_or_weaker_is_followed() {
        let mut tuner = Tuner::new(1_000);
        run(&mut tuner, 0.0, 60.0, capacity(40));
        run(&mut tuner, 60.0, 120.0, capacity(10));
        assert!(tuner.level() <= 12, "{}", tuner.level());
        run(&mut tuner, 180.0, 1_200.0, capacity(200));
        assert!(tuner.level() >= 100, "{}", tuner.level());
    }

    #[test]
    fn where_nothing_succeeds_it_goes_down_and_not_up() {
        let mut tuner = Tuner::new(1_000);
        run(&mut tuner, 0.0, 600.0, |_| 0.0);
        assert_eq!(tuner.level(), 1);
    }

    #[test]
    fn a_bound_is_kept_and_said() {
        let mut tuner = Tuner::new(1_000);
        run(&mut tuner, 0.0, 60.0, capacity(40));
        let change = tuner.bound(20, Millis::new(60_000.0)).expect("it is lower");
        assert_eq!((change.to, change.reason), (20, LevelReason::Bounded));
        assert_eq!(tuner.bound(30, Millis::new(60_000.0)), None);
        let changes = run(&mut tuner, 60.0, 600.0, capacity(1_000));
        assert!(changes.iter().all(|change| change.to <= 30), "{changes:?}");
        assert_eq!(Tuner::new(1).level(), 1);
    }
}
