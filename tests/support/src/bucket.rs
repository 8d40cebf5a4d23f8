//! Token buckets, one a name: so many requests a second, and so many at once after a rest.

use crate::keyed::Keyed;

/// Token buckets, one a name.
#[derive(Debug, Default)]
pub(crate) struct Buckets(Keyed<Bucket>);

#[derive(Clone, Copy, Debug)]
struct Bucket {
    tokens: f64,
    seen_ms: f64,
}

impl Buckets {
    /// Takes a token out of the bucket of that name at `now_ms`; returns whether there was one. It is full at first,
    /// holds `burst`, and gets `per_second` more each second.
    pub(crate) fn take(&self, name: &str, per_second: u32, burst: u32, now_ms: f64) -> bool {
        let burst = f64::from(burst);
        let full = || Bucket { tokens: burst, seen_ms: now_ms };
        self.0.with(name, full, |bucket| {
            // Two threads may come here in the other order than they read the clock.
            let passed_ms = (now_ms - bucket.seen_ms).max(0.0);
            bucket.tokens = (bucket.tokens + passed_ms * f64::from(per_second) / 1_000.0).min(burst);
            bucket.seen_ms = bucket.seen_ms.max(now_ms);
            let is_there = bucket.tokens >= 1.0;
            bucket.tokens -= f64::from(u8::from(is_there));
            is_there
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Buckets;

    #[test]
    fn a_burst_is_served_and_then_so_many_a_second() {
        let buckets = Buckets::default();
        let take = |now_ms| buckets.take("a", 10, 3, now_ms);
        assert_eq!([0.0; 4].map(take), [true, true, true, false]);
        assert_eq!([99.0, 100.0, 101.0].map(take), [false, true, false]);
        assert_eq!([10_000.0; 4].map(take), [true, true, true, false], "no more than the burst after a rest");
        assert!(buckets.take("b", 10, 3, 10_000.0), "another name is another bucket");
    }

    #[test]
    fn a_clock_read_in_the_other_order_gives_nothing() {
        let buckets = Buckets::default();
        let take = |now_ms| buckets.take("a", 1_000, 1, now_ms);
        assert_eq!([5.0, 4.0, 5.0, 6.0].map(take), [true, false, false, true]);
    }
}
