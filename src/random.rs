//! Random numbers from a seed, so that a run can be repeated exactly.

/// `SplitMix64`: Steele, Lea and Flood, *Fast splittable pseudorandom number generators*, OOPSLA 2014. Not for secrets.
#[derive(Clone, Debug)]
pub struct Random {
    state: u64,
}

impl Random {
    /// The sequence that belongs to `seed`; any seed will do.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    /// The next 64 bits.
    pub fn next_bits(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.state;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// The next number, evenly spread from 0 to just below 1.
    pub fn next_unit(&mut self) -> f64 {
        const STEPS: f64 = 9_007_199_254_740_992.0; // 2^53
        #[expect(clippy::cast_precision_loss, reason = "53 bits fit a f64 exactly")]
        let step = (self.next_bits() >> 11) as f64;
        step / STEPS
    }

    /// The next whole number, evenly spread from 0 to just below `end`; 0 where `end` is.
    pub fn next_below(&mut self, end: usize) -> usize {
        #[expect(
            clippy::cast_precision_loss,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "no slice here is longer than 2^53"
        )]
        let number = (self.next_unit() * end as f64) as usize;
        number.min(end.saturating_sub(1))
    }

    /// Fisher–Yates shuffle, as Durstenfeld wrote it down (Algorithm 235, Communications of the ACM 7, 1964).
    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for last in (1..items.len()).rev() {
            items.swap(last, self.next_below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sequence_is_the_published_one() {
        let mut random = Random::new(1_234_567);
        assert_eq!(random.next_bits(), 6_457_827_717_110_365_317);
        assert_eq!(random.next_bits(), 3_203_168_211_198_807_973);
    }

    #[test]
    fn every_order_of_three_is_as_likely() {
        let mut random = Random::new(3);
        let mut seen = [0_u32; 64];
        for _ in 0..6_000 {
            let mut items = [0_usize, 1, 2];
            random.shuffle(&mut items);
            seen[items[0] * 16 + items[1] * 4 + items[2]] += 1;
        }
        let seen: Vec<u32> = seen.into_iter().filter(|count| *count > 0).collect();
        assert_eq!(seen.len(), 6);
        assert!(seen.iter().all(|count| (900..1_100).contains(count)), "{seen:?}");
        assert_eq!(random.next_below(0), 0);
    }

    #[test]
    fn units_fill_their_range_evenly() {
        let mut random = Random::new(0);
        let mut tenths = [0_u32; 10];
        for _ in 0..10_000 {
            let unit = random.next_unit();
            assert!((0.0..1.0).contains(&unit), "{unit}");
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 9")]
            let tenth = (unit * 10.0) as usize;
            tenths[tenth] += 1;
        }
        assert!(tenths.iter().all(|count| (900..1_100).contains(count)), "{tenths:?}");
    }
}
