//! Whether two samples differ by more than chance: the test of Mann, Whitney and Wilcoxon, with Holm's correction.

use crate::sort::sort_by;

/// Chance that two samples of one distribution lie at least as far apart as these, either way, 0 to 1; `None` when one is
/// empty.
///
/// Exact, by counting all ways to deal the ranks out, equal values sharing theirs: H. B. Mann and D. R. Whitney, *On a test
/// of whether one of two random variables is stochastically larger than the other*, Annals of Mathematical Statistics 18
/// (1947); F. Wilcoxon, Biometrics Bulletin 1 (1945). Both tails: twice the smaller one.
pub fn p_value(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let ranks = doubled_ranks(a, b);
    let observed: usize = ranks.iter().take(a.len()).sum();
    let most: usize = ranks.iter().sum();
    // For each number of ranks taken and each sum of them, the share of all ways that lead there.
    let mut ways = vec![vec![0.0_f64; most + 1]; a.len() + 1];
    if let Some(start) = ways.first_mut().and_then(|sums| sums.first_mut()) {
        *start = 1.0;
    }
    for &rank in &ranks {
        for taken in (1..=a.len()).rev() {
            let (before, after) = ways.split_at_mut(taken);
            let (Some(from), Some(to)) = (before.last(), after.first_mut()) else { continue };
            for (sum, ways) in to.iter_mut().enumerate().skip(rank) {
                *ways += from.get(sum - rank).copied().unwrap_or(0.0);
            }
        }
    }
    let sums = ways.last()?;
    let all: f64 = sums.iter().sum();
    let low: f64 = sums.iter().take(observed + 1).sum();
    let high: f64 = sums.iter().skip(observed).sum();
    Some((2.0 * low.min(high) / all).min(1.0))
}

/// The ranks of all values, doubled so that a shared one is whole: those of `a` first.
fn doubled_ranks(a: &[f64], b: &[f64]) -> Vec<usize> {
    let all: Vec<f64> = a.iter().chain(b).copied().collect();
    let rank = |value: &f64| {
        let below = all.iter().filter(|other| other.total_cmp(value).is_lt()).count();
        let equal = all.iter().filter(|other| other.total_cmp(value).is_eq()).count();
        2 * below + equal + 1
    };
    all.iter().map(rank).collect()
}

/// The smallest chance that [`p_value`] can find between samples of `n` values each: when all of one lie below the other.
pub fn least_p_value(n: u32) -> f64 {
    let ways: f64 = (1..=n).map(|step| f64::from(n + step) / f64::from(step)).product();
    (2.0 / ways).min(1.0)
}

/// The chances of several tests, each corrected for all of them, in their order: what is below 0.05 then is a difference
/// with at most one chance in twenty that any at all is a false one.
///
/// S. Holm, *A simple sequentially rejective multiple test procedure*, Scandinavian Journal of Statistics 6 (1979).
pub fn corrected(p_values: &[f64]) -> Vec<f64> {
    let mut order: Vec<(usize, f64)> = p_values.iter().copied().enumerate().collect();
    sort_by(&mut order, |a, b| a.1.total_cmp(&b.1));
    let mut corrected = vec![1.0; p_values.len()];
    let mut before = 0.0_f64;
    for (nth, (place, p)) in order.iter().enumerate() {
        #[expect(clippy::cast_precision_loss, reason = "there are few tests")]
        let left = (p_values.len() - nth) as f64;
        before = before.max((p * left).min(1.0));
        if let Some(slot) = corrected.get_mut(*place) {
            *slot = before;
        }
    }
    corrected
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: f64, b: f64) {
        assert!((a - b).abs() < 1e-12, "{a} {b}");
    }

    #[test]
    fn samples_that_do_not_touch_are_as_unlikely_as_their_number_allows() {
        let p = p_value(&[1.0, 2.0, 3.0, 4.0, 5.0], &[6.0, 7.0, 8.0, 9.0, 10.0]).expect("a chance");
        near(p, 2.0 / 252.0);
        near(least_p_value(5), 2.0 / 252.0);
        near(least_p_value(6), 2.0 / 924.0);
        near(least_p_value(1), 1.0);
    }

    #[test]
    fn equal_samples_and_single_values_show_nothing() {
        near(p_value(&[3.0; 6], &[3.0; 6]).expect("a chance"), 1.0);
        near(p_value(&[1.0], &[2.0]).expect("a chance"), 1.0);
        assert_eq!(p_value(&[], &[1.0]), None);
    }

    #[test]
    fn which_is_first_does_not_matter() {
        let (a, b) = ([1.0, 4.0, 4.0, 9.0], [2.0, 4.0, 8.0, 12.0, 13.0]);
        near(p_value(&a, &b).expect("a chance"), p_value(&b, &a).expect("a chance"));
    }

    #[test]
    fn the_smallest_of_several_chances_is_multiplied_most_and_order_is_kept() {
        // Worked by hand: 0.01 × 4, 0.02 × 3 = 0.06, 0.03 × 2 = 0.06 (no less than before), 0.04 × 1 → 0.06.
        let got = corrected(&[0.04, 0.01, 0.03, 0.02]);
        for (got, wanted) in got.iter().zip([0.06, 0.04, 0.06, 0.06]) {
            near(*got, wanted);
        }
        assert!(corrected(&[]).is_empty());
    }
}
