//! Medians and the like of a few turns.

/// Returns quantile `share` (0 to 1), interpolated between neighbours; NaN of nothing.
pub(crate) fn quantile(values: &[f64], share: f64) -> f64 {
    volley::stats::quantile::of_sorted(&volley::stats::median::sorted(values), share).unwrap_or(f64::NAN)
}

/// Returns the median; NaN of nothing.
pub(crate) fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// Returns the median of the ratios of things done in the same turn: what changes from turn to turn falls out.
pub(crate) fn median_ratio(ours: &[f64], theirs: &[f64]) -> f64 {
    median(&ours.iter().zip(theirs).map(|(ours, theirs)| ours / theirs).collect::<Vec<_>>())
}

/// Returns the smallest and the largest; NaN of nothing.
pub(crate) fn range(values: &[f64]) -> (f64, f64) {
    (quantile(values, 0.0), quantile(values, 1.0))
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
        assert_eq!(median_ratio(&[1.0, 20.0, 3.0], &[2.0, 40.0, 3.0]).to_bits(), 0.5_f64.to_bits());
        assert_eq!(range(&[2.0, 9.0, 5.0]), (2.0, 9.0));
    }
}
