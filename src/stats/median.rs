//! The median of repeated measurements, and how far it may be from the true one.

use super::quantile::of_sorted;
use crate::sort::sort_numbers;

/// Fewest values that allow an interval of the median of 95 %.
pub const LEAST_FOR_INTERVAL: usize = 6;

/// The values in rising order.
pub fn sorted(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sort_numbers(&mut sorted);
    sorted
}

/// The median of `values`; `None` when there are none.
pub fn median(values: &[f64]) -> Option<f64> {
    of_sorted(&sorted(values), 0.5)
}

/// A confidence interval of the median with a coverage of `level` (0 to 1) or more, whatever the values' distribution;
/// `None` when there are too few values for it.
///
/// The ends are two of the values, counted from both sides, as many from each as the binomial distribution allows:
/// W. J. Conover, *Practical Nonparametric Statistics*, 3rd edition (1999), section 3.2.
pub fn interval(values: &[f64], level: f64) -> Option<(f64, f64)> {
    let sorted = sorted(values);
    // Chance that no more than `outside` of the values lie below the true median, for each `outside` in turn.
    let halves = i32::try_from(sorted.len()).ok()?;
    let mut chance = 0.5_f64.powi(halves);
    let (mut below, mut outside) = (0.0, None);
    for count in 0..sorted.len() {
        below += chance;
        if 2.0 * below > 1.0 - level {
            break;
        }
        outside = Some(count);
        #[expect(clippy::cast_precision_loss, reason = "there are few values")]
        let step = (sorted.len() - count) as f64 / (count + 1) as f64;
        chance *= step;
    }
    let outside = outside?;
    Some((*sorted.get(outside)?, *sorted.get(sorted.len() - 1 - outside)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn six_values_are_the_fewest_that_allow_an_interval() {
        assert_eq!(interval(&[1.0, 2.0, 3.0, 4.0, 5.0], 0.95), None);
        assert_eq!(interval(&[6.0, 2.0, 3.0, 4.0, 5.0, 1.0], 0.95), Some((1.0, 6.0)));
        assert_eq!(interval(&[], 0.95), None);
    }

    #[test]
    fn more_values_leave_the_outer_ones_outside() {
        let values: Vec<f64> = (1..=20).map(f64::from).collect();
        // 5 on each side: a coverage of 95.9 %, as every table has it.
        assert_eq!(interval(&values, 0.95), Some((6.0, 15.0)));
    }

    #[test]
    fn the_median_of_equal_values_is_exact() {
        assert_eq!(median(&[2.0; 9]), Some(2.0));
        assert_eq!(interval(&[2.0; 9], 0.95), Some((2.0, 2.0)));
        assert_eq!(median(&[]), None);
    }
}
