//! Quantiles: one rule, stated and implemented once.
//!
//! The rule is definition 7 of Hyndman and Fan, "Sample Quantiles in Statistical Packages", The American Statistician
//! 50 (1996) 361–365: of `n` values in ascending order, counted from 0, the quantile `p` is at `h = (n − 1) p`, and
//! between two values it is interpolated linearly: `x[⌊h⌋] + (h − ⌊h⌋) (x[⌊h⌋ + 1] − x[⌊h⌋])`. It is what R, `NumPy` and
//! spreadsheets do by default.

/// The quantiles `wanted` (rising, clamped to 0 to 1) of `values`, which are reordered and hold no NaN (see
/// [`measured`]); `None` for each without values. Exact, without sorting all.
pub fn quantiles<const N: usize>(values: &mut [f32], wanted: [f64; N]) -> [Option<f64>; N] {
    let mut from = 0;
    wanted.map(|share| {
        let (below, share) = place(values.len(), share)?;
        // All values before `from` are no larger than those after it, so each search looks only at the rest.
        let start = from.min(below);
        let (_, &mut lower, above) = values[start..].select_nth_unstable_by(below - start, f32::total_cmp);
        from = below;
        let lower = f64::from(lower);
        let next = above.iter().copied().min_by(f32::total_cmp).filter(|_| share > 0.0);
        Some(next.map_or(lower, |next| lower + share * (f64::from(next) - lower)))
    })
}

/// The quantile `share`, 0 to 1, of values that rise; `None` when there are none.
pub fn of_sorted(sorted: &[f64], share: f64) -> Option<f64> {
    let (below, share) = place(sorted.len(), share)?;
    let lower = *sorted.get(below)?;
    let next = sorted.get(below + 1).copied().unwrap_or(lower);
    Some(lower + share * (next - lower))
}

/// The place below the quantile `share` of `count` values, and how far it is on the way to the next.
fn place(count: usize, share: f64) -> Option<(usize, f64)> {
    let last = count.checked_sub(1)?;
    #[expect(clippy::cast_precision_loss, reason = "there are fewer values than 2^52")]
    let place = last as f64 * share.clamp(0.0, 1.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is 0 to the last place")]
    let below = (place.floor() as usize).min(last);
    Some((below, place - place.floor()))
}

/// The values of a column that are not hidden.
pub fn measured(column: &[f32]) -> Vec<f32> {
    column.iter().copied().filter(|value| !value.is_nan()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_values_have_no_quantile() {
        assert_eq!(quantiles(&mut [], [0.5, 1.0]), [None, None]);
    }

    #[test]
    fn one_value_is_every_quantile_of_itself() {
        assert_eq!(quantiles(&mut [7.0], [0.0, 0.5, 0.99, 1.0]), [Some(7.0); 4]);
    }

    #[test]
    fn equal_values_are_their_quantiles() {
        assert_eq!(quantiles(&mut [3.0; 10], [0.5, 0.9]), [Some(3.0); 2]);
    }

    #[test]
    fn between_two_values_it_is_interpolated() {
        assert_eq!(
            quantiles(&mut [4.0, 1.0, 3.0, 2.0], [0.0, 0.25, 0.5, 1.0]),
            [1.0, 1.75, 2.5, 4.0].map(Some)
        );
    }

    #[test]
    fn both_ways_to_a_quantile_agree() {
        let sorted = [1.0, 2.0, 3.0, 4.0, 10.0];
        for share in [0.0, 0.1, 0.25, 0.5, 0.95, 1.0] {
            let [other] = quantiles(&mut [10.0, 4.0, 1.0, 2.0, 3.0], [share]);
            let (own, other) = (of_sorted(&sorted, share).expect("a value"), other.expect("a value"));
            assert!((own - other).abs() < 1e-12, "{share}");
        }
        assert_eq!(of_sorted(&[], 0.5), None);
    }

    #[test]
    fn what_is_hidden_does_not_count() {
        assert_eq!(measured(&[1.0, f32::NAN, 2.0]), [1.0, 2.0]);
        assert!(measured(&[f32::NAN]).is_empty());
    }
}
