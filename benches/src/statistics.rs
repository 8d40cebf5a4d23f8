//! Medians and the like of a few turns, and how far the ratio of two sides that took turns may be trusted.

use volley::stats::{bootstrap, median as robust, quantile as exact};

/// Returns quantile `share` (0 to 1), interpolated between neighbours; NaN of nothing.
pub(crate) fn quantile(values: &[f64], share: f64) -> f64 {
    exact::of_sorted(&robust::sorted(values), share).unwrap_or(f64::NAN)
}

/// Returns the median; NaN of nothing.
pub(crate) fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// Returns the smallest and the largest; NaN of nothing.
pub(crate) fn range(values: &[f64]) -> (f64, f64) {
    (quantile(values, 0.0), quantile(values, 1.0))
}

/// The ratio of two sides that took turns.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Ratio {
    /// The median of the turns' ratios.
    pub(crate) value: f64,
    /// Where the true one is, with a confidence of 95 %; `None` of fewer than five turns.
    pub(crate) interval: Option<(f64, f64)>,
}

/// What the draws of the bootstrap begin with: the same turns always have the same interval.
pub(crate) const SEED: u64 = 17;

impl Ratio {
    /// The ratio of `ours` to `theirs`, which have a value of each turn.
    ///
    /// It is taken turn by turn: what both sides of a turn were measured in, a machine that is slower than a minute before,
    /// falls out. So what is drawn with replacement are whole turns, never the sides apart: what is resampled must be what
    /// is independent (B. Efron and R. Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 8). The interval is the
    /// percentile one, with the level of [`expanded`].
    pub(crate) fn of(ours: &[f64], theirs: &[f64]) -> Self {
        let ratios: Vec<f64> = ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect();
        let interval = expanded(ratios.len())
            .and_then(|level| bootstrap::interval(&ratios, level, SEED, robust::median));
        Self { value: median(&ratios), interval }
    }

    /// How far the interval's farther end is from the ratio, as a part of the ratio.
    pub(crate) fn uncertainty(self) -> Option<f64> {
        let (low, high) = self.interval?;
        Some((high - self.value).max(self.value - low) / self.value)
    }
}

/// [`expanded`] for 5 to 16 turns, by `SciPy`: `1 - 2 * norm.cdf(-sqrt(n / (n - 1)) * t.ppf(0.975, n - 1))`.
const EXPANDED: [f64; 12] =
    [0.9981, 0.9951, 0.9918, 0.9885, 0.9856, 0.9829, 0.9806, 0.9785, 0.9767, 0.9750, 0.9736, 0.9723];

/// Returns the level of a percentile interval of `turns` values that covers 95 %; more turns than the table has take its
/// last, which is on the safe side.
///
/// Of few values a percentile interval is too narrow. T. Hesterberg, *What Teachers Should Know About the Bootstrap*, The
/// American Statistician 69 (2015), expands it to what Student's interval would be. In a simulation (normal noise, and
/// one turn in seven slowed down) the plain interval of the median covered 85 to 87 % of seven turns, this one 98 %; of nine
/// both 95 to 97 %, and of eleven 92 to 94 and 94 %. Of seven it is the range; nine are the fewest of which one on
/// either side may be wild.
fn expanded(turns: usize) -> Option<f64> {
    EXPANDED.get(turns.checked_sub(5)?).or(EXPANDED.last()).copied()
}

/// Returns the size of `text` in megabytes.
#[expect(clippy::cast_precision_loss, reason = "a figure for people")]
pub(crate) fn megabytes(text: &str) -> f64 {
    text.len() as f64 / 1e6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_of_nothing_one_and_many() {
        assert!(median(&[]).is_nan());
        assert_eq!(median(&[3.0]).to_bits(), 3.0_f64.to_bits());
        assert_eq!(median(&[4.0, 1.0, 2.0, 3.0]).to_bits(), 2.5_f64.to_bits());
        assert_eq!(range(&[2.0, 9.0, 5.0]), (2.0, 9.0));
    }

    #[test]
    fn a_ratio_is_taken_turn_by_turn() {
        // The second turn ran on a machine ten times as fast.
        assert_eq!(Ratio::of(&[1.0, 20.0, 3.0], &[2.0, 40.0, 6.0]), Ratio { value: 0.5, interval: None });
    }

    const OURS: [f64; 11] = [864.2, 871.9, 843.0, 880.4, 858.8, 839.1, 869.5, 902.3, 861.7, 855.0, 874.6];
    const THEIRS: [f64; 11] =
        [1034.1, 1022.5, 1040.8, 1019.3, 1051.0, 1003.7, 1029.9, 1060.2, 1017.4, 1025.6, 1046.3];

    /// What `SciPy` 1.14.1 says of the first so many turns, with the level of `expanded`:
    /// `bootstrap((ours, theirs), lambda a, b: median(a / b), paired=True, method="percentile", n_resamples=40000)`.
    const OF_SCIPY: [(usize, f64, f64, f64); 3] = [
        (7, 0.836_006_774_932_748_8, 0.809_953_881_629_515_8, 0.863_730_010_791_719_8),
        (9, 0.844_256_723_953_781_8, 0.817_126_546_146_527, 0.852_713_936_430_317_8),
        (11, 0.836_006_774_932_748_8, 0.833_658_346_333_853_4, 0.851_065_836_634_597_1),
    ];

    #[test]
    fn the_interval_of_a_ratio_is_scipys() {
        for (turns, value, low, high) in OF_SCIPY {
            let ours = Ratio::of(&OURS[..turns], &THEIRS[..turns]);
            let (our_low, our_high) = ours.interval.unwrap_or((f64::NAN, f64::NAN));
            for (our, theirs) in [(ours.value, value), (our_low, low), (our_high, high)] {
                assert!((our - theirs).abs() < 1e-12, "{turns} turns: {our} and {theirs}");
            }
        }
    }

    #[test]
    fn uncertainty_is_the_farther_end_and_few_turns_have_none() {
        let ratio = Ratio { value: 0.8, interval: Some((0.76, 0.82)) };
        assert!(ratio.uncertainty().is_some_and(|part| (part - 0.05).abs() < 1e-9));
        assert_eq!(Ratio::of(&OURS[..4], &THEIRS[..4]).uncertainty(), None);
        assert_eq!(expanded(4), None);
        assert_eq!(expanded(40), Some(0.9723));
    }
}
