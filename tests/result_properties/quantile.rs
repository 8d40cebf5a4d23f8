//! Quantiles without a sort are those of a sort.

use proptest::prelude::*;
use volley::stats::quantile::quantiles;

proptest! {
    #[test]
    fn quantiles_are_those_of_all_values_sorted(
        values in proptest::collection::vec(prop_oneof![0.0..1e6_f32, Just(7.0)], 1..200),
        mut wanted in proptest::array::uniform6(0.0..=1.0_f64),
    ) {
        wanted.sort_by(f64::total_cmp);
        let mut sorted = values.clone();
        sorted.sort_by(f32::total_cmp);
        let plain = wanted.map(|share| {
            #[expect(clippy::cast_precision_loss, reason = "a few values")]
            let place = (sorted.len() - 1) as f64 * share;
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to the last")]
            let below = place.floor() as usize;
            let lower = f64::from(sorted[below]);
            let upper = f64::from(sorted[(below + 1).min(sorted.len() - 1)]);
            Some(lower + (place - place.floor()) * (upper - lower))
        });
        prop_assert_eq!(quantiles(&mut values.clone(), wanted), plain);
    }
}
