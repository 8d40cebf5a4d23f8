//! The bootstrap: what a figure might have come out as, from the measurements themselves.

use super::median::sorted;
use super::quantile::of_sorted;
use crate::random::Random;

/// Number of resamples.
pub const DRAWS: usize = 2_000;

/// The interval that holds the share `level` (0 to 1) of what `figure` makes of measurements drawn with replacement
/// from `values`; the same for the same seed. `None` when there are no values, or no figure of any draw.
///
/// The percentile interval of B. Efron, *Nonparametric standard errors and confidence intervals*, Canadian Journal of
/// Statistics 9 (1981).
pub fn interval(
    values: &[f64],
    level: f64,
    seed: u64,
    figure: impl Fn(&[f64]) -> Option<f64>,
) -> Option<(f64, f64)> {
    let mut random = Random::new(seed);
    let mut drawn = values.to_vec();
    let figures: Vec<f64> = (0..DRAWS)
        .filter_map(|_| {
            draw(values, &mut drawn, &mut random);
            figure(&drawn)
        })
        .collect();
    let figures = sorted(&figures);
    let outside = (1.0 - level) / 2.0;
    Some((of_sorted(&figures, outside)?, of_sorted(&figures, 1.0 - outside)?))
}

/// Fills `drawn` with values of `from`, each as likely each time; leaves it where there are none.
pub fn draw(from: &[f64], drawn: &mut [f64], random: &mut Random) {
    for place in drawn {
        if let Some(value) = from.get(random.next_below(from.len())) {
            *place = *value;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stats::median::median;

    #[test]
    fn the_interval_is_that_of_the_seed_and_holds_the_figure() {
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0, 6.0, 5.0];
        let (low, high) = interval(&values, 0.95, 7, median).expect("an interval");
        assert!(low <= 4.0 && 4.0 <= high && low < high, "{low} {high}");
        assert_eq!(interval(&values, 0.95, 7, median), Some((low, high)));
    }

    #[test]
    fn nothing_has_no_interval_and_equal_values_have_a_point() {
        assert_eq!(interval(&[], 0.95, 1, median), None);
        assert_eq!(interval(&[2.0; 5], 0.95, 1, median), Some((2.0, 2.0)));
    }
}
