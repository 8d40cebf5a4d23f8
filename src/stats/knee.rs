//! The knee of a curve of rates: the smallest level that does nearly as much as the best.
//!
//! # The model
//! rate = level × round × noise. In logarithms, median polish (J. W. Tukey, *Exploratory Data Analysis*, 1977) removes what
//! each round did to all levels. The residuals of all levels are pooled, because a few rounds say little about the noise of
//! one level.
//!
//! # The interval
//! Rates are redrawn around those of the levels with noise from that store (the residual bootstrap: B. Efron and R.
//! Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 9), each draw has its knee, and the interval holds
//! [`COVERAGE`] of them.

use super::bootstrap::DRAWS;
use super::median::{median, sorted};
use super::quantile::of_sorted;
use crate::random::Random;

/// A level is as good as the best when its rate is no smaller than this share of it.
pub const NEARLY: f64 = 0.95;
/// Share of the draws whose knee lies in the interval.
pub const COVERAGE: f64 = 0.95;

/// Where the knee is, as places in the levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Knee {
    /// The knee.
    pub at: usize,
    /// The smallest level that may be it.
    pub low: usize,
    /// The greatest.
    pub high: usize,
}

/// The rates of one level, one for each round; `None` where a round has none.
pub type Rates = Vec<Option<f64>>;

/// The knee of the `levels`, which rise; the same for the same seed. `None` while no level has a rate.
pub fn knee(levels: &[Rates], seed: u64) -> Option<Knee> {
    let polished = Polished::of(levels);
    let at = first_near_best(&polished.levels)?;
    let mut random = Random::new(seed);
    let mut places = Vec::with_capacity(DRAWS);
    let (mut drawn, mut redrawn) = (Vec::new(), Vec::new());
    for _ in 0..DRAWS {
        redrawn.clear();
        for (level, rates) in polished.levels.iter().zip(&polished.counts) {
            drawn.clear();
            drawn.resize(*rates, 0.0);
            super::bootstrap::draw(&polished.noise, &mut drawn, &mut random);
            redrawn.push(level.and_then(|level| Some(level + median(&drawn)?)));
        }
        #[expect(clippy::cast_precision_loss, reason = "there are few levels")]
        places.extend(first_near_best(&redrawn).map(|place| place as f64));
    }
    let places = sorted(&places);
    let end = |share: f64| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "places are small and whole"
        )]
        of_sorted(&places, share).map(|place| place.round() as usize)
    };
    let outside = (1.0 - COVERAGE) / 2.0;
    let (low, high) = (end(outside).unwrap_or(at), end(1.0 - outside).unwrap_or(at));
    Some(Knee { at, low: low.min(at), high: high.max(at) })
}

/// The first of the logarithms that is nearly as great as the greatest.
fn first_near_best(levels: &[Option<f64>]) -> Option<usize> {
    let best = levels.iter().flatten().copied().max_by(f64::total_cmp)?;
    levels.iter().position(|level| level.is_some_and(|level| level >= best + NEARLY.ln()))
}

/// Logarithms of rates, taken apart.
struct Polished {
    /// That of each level, in a usual round; `None` where it was never measured.
    levels: Vec<Option<f64>>,
    /// Rounds of each level.
    counts: Vec<usize>,
    /// What is left over of all rates, widened for what the levels and rounds have taken of it.
    noise: Vec<f64>,
}

impl Polished {
    fn of(levels: &[Rates]) -> Self {
        let rounds = levels.iter().map(Vec::len).max().unwrap_or(0);
        let log = |rate: &Option<f64>| rate.filter(|rate| *rate > 0.0).map(f64::ln);
        let mut left: Vec<Rates> = levels.iter().map(|rates| rates.iter().map(log).collect()).collect();
        let mut of_levels: Vec<Option<f64>> = vec![None; levels.len()];
        let counts: Vec<usize> = left.iter().map(|rates| rates.iter().flatten().count()).collect();
        for _ in 0..4 {
            for (rates, sum) in left.iter_mut().zip(&mut of_levels) {
                let values: Vec<f64> = rates.iter().flatten().copied().collect();
                if let Some(middle) = median(&values) {
                    *sum = Some(sum.unwrap_or(0.0) + middle);
                    rates.iter_mut().flatten().for_each(|value| *value -= middle);
                }
            }
            for round in 0..rounds {
                let values: Vec<f64> =
                    left.iter().filter_map(|rates| rates.get(round).copied().flatten()).collect();
                // A round of one level says nothing of what it did to all.
                if let Some(middle) = median(&values).filter(|_| values.len() > 1) {
                    let slots = left.iter_mut().filter_map(|rates| rates.get_mut(round));
                    slots.flatten().for_each(|value| *value -= middle);
                }
            }
        }
        let all: usize = counts.iter().sum();
        let taken = counts.iter().filter(|count| **count > 0).count() + rounds.saturating_sub(1);
        #[expect(clippy::cast_precision_loss, reason = "there are few rates")]
        let widen = (all as f64 / all.saturating_sub(taken).max(1) as f64).sqrt();
        let noise = left.iter().flatten().flatten().map(|value| value * widen).collect();
        Self { levels: of_levels, counts, noise }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exact(rates: &[f64]) -> Vec<Rates> {
        rates.iter().map(|rate| vec![Some(*rate); 5]).collect()
    }

    #[test]
    fn without_noise_the_knee_is_the_first_level_within_a_twentieth_of_the_best() {
        let knee = knee(&exact(&[10.0, 20.0, 40.0, 58.0, 61.0, 60.0]), 1).expect("a knee");
        assert_eq!(knee, Knee { at: 3, low: 3, high: 3 });
    }

    #[test]
    fn where_all_levels_do_the_same_it_is_the_smallest() {
        assert_eq!(knee(&exact(&[7.0; 4]), 1), Some(Knee { at: 0, low: 0, high: 0 }));
    }

    #[test]
    fn levels_and_rounds_without_a_rate_are_passed_over() {
        let levels =
            vec![vec![Some(1.0), None], vec![None, None], vec![Some(2.0), Some(2.2)], vec![Some(0.0)]];
        assert_eq!(knee(&levels, 1).map(|knee| knee.at), Some(2));
        assert_eq!(knee(&[], 1), None);
        assert_eq!(knee(&[vec![None]], 1), None);
    }

    #[test]
    fn what_a_round_does_to_all_levels_is_no_noise() {
        let rounds = [1.0, 0.7, 1.3, 0.9, 1.1];
        let levels: Vec<Rates> = [10.0, 20.0, 40.0, 41.0]
            .iter()
            .map(|rate| rounds.iter().map(|round| Some(rate * round)).collect())
            .collect();
        assert_eq!(knee(&levels, 1), Some(Knee { at: 2, low: 2, high: 2 }));
    }
}
