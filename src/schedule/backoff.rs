//! How long a target waits before a further attempt: exponential with full jitter.

use crate::random::Random;
use crate::units::Millis;

/// Longest delay before the first retry, in milliseconds; it doubles with each further one.
pub(super) const FIRST_BACKOFF_MS: f64 = 500.0;
/// Longest delay of all, in milliseconds.
pub(super) const MAX_BACKOFF_MS: f64 = 30_000.0;

/// The delay before retry number `nth`, from 1: evenly spread up to [`longest_delay`]. Zero for number 0. Full jitter
/// (Brooker, *Exponential Backoff And Jitter*, 2015): what failed together does not come back together.
pub(super) fn delay(nth: u8, random: &mut Random) -> Millis {
    Millis::new(random.next_unit() * longest_delay(nth).get())
}

/// The bound of the delay before retry number `nth`, from 1: `min(30 s, 500 ms · 2^(nth − 1))`. Zero for number 0.
pub(super) fn longest_delay(nth: u8) -> Millis {
    let Some(doublings) = nth.checked_sub(1) else { return Millis::ZERO };
    Millis::new((FIRST_BACKOFF_MS * f64::from(doublings).exp2()).min(MAX_BACKOFF_MS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_delay_doubles_up_to_half_a_minute() {
        let longest = |nth| longest_delay(nth).get();
        let delays = [0, 1, 2, 3, 7, 8, u8::MAX].map(longest);
        let expected = [0.0, 500.0, 1_000.0, 2_000.0, 30_000.0, 30_000.0, 30_000.0];
        assert!(delays.iter().zip(expected).all(|(a, b)| a.total_cmp(&b).is_eq()), "{delays:?}");
    }

    #[test]
    fn delays_use_the_whole_range_below_the_longest() {
        let mut random = Random::new(7);
        let delays: Vec<f64> = (0..1_000).map(|_| delay(2, &mut random).get()).collect();
        assert!(delays.iter().all(|delay| (0.0..1_000.0).contains(delay)));
        assert!(delays.iter().any(|&delay| delay < 50.0) && delays.iter().any(|&delay| delay > 950.0));
    }

    #[test]
    fn at_once_is_no_delay() {
        assert_eq!(delay(0, &mut Random::new(7)), Millis::ZERO);
    }
}
