//! One sort for short lists of any type. Each type sorted by the standard library adds a kilobyte to what the browser
//! loads; what is sorted by the million has its own ([`result::order`](crate::result::order)).

use core::cmp::Ordering;

/// Sorts `items` by `compare`; equal items keep their order.
pub fn sort_by<T>(items: &mut Vec<T>, compare: impl Fn(&T, &T) -> Ordering) {
    let order = sorted_places(items.len(), &|a, b| compare(&items[a], &items[b]));
    let mut slots: Vec<Option<T>> = items.drain(..).map(Some).collect();
    items.extend(order.into_iter().filter_map(|place| slots[place].take()));
}

/// Returns the places 0 to `count` − 1 in the order of `compare`; equal ones keep their order.
pub fn sorted_places(count: usize, compare: &dyn Fn(usize, usize) -> Ordering) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    places.sort_by(|&a, &b| compare(a, b));
    places
}

/// Sorts `numbers` by [`f64::total_cmp`].
pub fn sort_numbers(numbers: &mut Vec<f64>) {
    let mut keys: Vec<u64> = numbers.iter().map(|number| key(*number)).collect();
    keys.sort_unstable();
    numbers.clear();
    numbers.extend(keys.into_iter().map(number));
}

const SIGN: u64 = 1 << 63;

/// An integer whose order is the total order of IEEE 754: all bits of a negative number are flipped, else its sign.
fn key(number: f64) -> u64 {
    let bits = number.to_bits();
    if bits & SIGN == 0 { bits | SIGN } else { !bits }
}

fn number(key: u64) -> f64 {
    f64::from_bits(if key & SIGN == 0 { !key } else { key & !SIGN })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn items_are_sorted_as_by_the_stable_sort(items in proptest::collection::vec((0..9_u8, any::<u8>()), 0..200)) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            let mut sorted = items;
            sort_by(&mut sorted, |a, b| a.0.cmp(&b.0));
            prop_assert_eq!(sorted, expected);
        }

        #[test]
        fn numbers_are_sorted_in_the_total_order(numbers in proptest::collection::vec(any::<u64>(), 0..200)) {
            let mut sorted: Vec<f64> = numbers.into_iter().map(f64::from_bits).collect();
            let mut expected = sorted.clone();
            expected.sort_by(f64::total_cmp);
            sort_numbers(&mut sorted);
            let bits = |numbers: &[f64]| numbers.iter().map(|number| number.to_bits()).collect::<Vec<_>>();
            prop_assert_eq!(bits(&sorted), bits(&expected));
        }
    }
}
