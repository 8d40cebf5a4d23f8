//! Whether measurements drift with time.

use super::median::sorted;

/// Kendall's tau-b of `values` against their order, −1 to 1, and the chance of one as far from 0 by accident, 0 to 1.
/// `None` for fewer than three values, or when all are equal.
///
/// M. G. Kendall, *A new measure of rank correlation*, Biometrika 30 (1938); the chance is that of the normal distribution
/// with the variance that equal values leave: M. G. Kendall, *Rank Correlation Methods*, 4th edition (1970), chapter 4.
pub fn kendall(values: &[f64]) -> Option<(f64, f64)> {
    #[expect(clippy::cast_precision_loss, reason = "there are few values")]
    let n = values.len() as f64;
    let mut ahead = 0.0;
    for (place, value) in values.iter().enumerate() {
        for later in values.iter().skip(place + 1) {
            ahead += match later.total_cmp(value) {
                core::cmp::Ordering::Greater => 1.0,
                core::cmp::Ordering::Less => -1.0,
                core::cmp::Ordering::Equal => 0.0,
            };
        }
    }
    let ties = sizes_of_ties(values);
    let pairs = n * (n - 1.0) / 2.0;
    let equal: f64 = ties.iter().map(|t| t * (t - 1.0) / 2.0).sum();
    if values.len() < 3 || pairs <= equal {
        return None;
    }
    let tau = ahead / (pairs * (pairs - equal)).sqrt();
    let shape = |t: f64| t * (t - 1.0) * (2.0 * t + 5.0);
    let variance = (shape(n) - ties.iter().map(|t| shape(*t)).sum::<f64>()) / 18.0;
    Some((tau, both_tails(ahead / variance.sqrt())))
}

/// How many values share each value.
fn sizes_of_ties(values: &[f64]) -> Vec<f64> {
    let sorted = sorted(values);
    #[expect(clippy::cast_precision_loss, reason = "there are few values")]
    let size = |group: &[f64]| group.len() as f64;
    sorted.chunk_by(|a, b| a.total_cmp(b).is_eq()).map(size).collect()
}

/// Chance that a standard normal number is as far from 0 as `z`, to ten digits: the complementary error function by its
/// continued fraction or its series, after W. J. Cody's split at small arguments.
fn both_tails(z: f64) -> f64 {
    let x = z.abs() / core::f64::consts::SQRT_2;
    if x < 2.0 {
        // erf x = 2/√π e^(−x²) Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1))
        let (mut term, mut sum) = (x, x);
        for n in 1..60 {
            term *= 2.0 * x * x / (2.0 * f64::from(n) + 1.0);
            sum += term;
        }
        return (1.0 - core::f64::consts::FRAC_2_SQRT_PI * (-x * x).exp() * sum).clamp(0.0, 1.0);
    }
    // erfc x = e^(−x²)/√π · 1/(x + (1/2)/(x + 1/(x + (3/2)/(x + …))))
    let fraction = (1..=60).rev().fold(x, |rest, k| x + f64::from(k) / 2.0 / rest);
    (core::f64::consts::FRAC_2_SQRT_PI / 2.0 * (-x * x).exp() / fraction).clamp(0.0, 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_always_rises_has_a_tau_of_one() {
        let (tau, p) = kendall(&[1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0]).expect("a trend");
        assert!((tau - 1.0).abs() < 1e-12 && p < 0.001, "{tau} {p}");
    }

    #[test]
    fn equal_or_few_values_have_none() {
        assert_eq!(kendall(&[1.0; 9]), None);
        assert_eq!(kendall(&[1.0, 2.0]), None);
        assert_eq!(kendall(&[]), None);
    }

    #[test]
    fn the_normal_tails_are_those_of_the_tables() {
        for (z, p) in [(0.0, 1.0), (1.959_963_985, 0.05), (2.575_829_304, 0.01), (4.0, 6.334e-5)] {
            assert!((both_tails(z) - p).abs() < 1e-8, "{z} {}", both_tails(z));
        }
    }
}
