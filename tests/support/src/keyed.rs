//! Values by name, each made when its name is first used; gates and token buckets kept so.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::Semaphore;

/// Values by name.
#[derive(Debug)]
pub(crate) struct Keyed<T>(Mutex<HashMap<String, T>>);

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> Keyed<T> {
    /// Returns what `act` returns of the value of that name, which `new` makes if there is none.
    pub(crate) fn with<R>(&self, name: &str, new: impl FnOnce() -> T, act: impl FnOnce(&mut T) -> R) -> R {
        let mut values = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        act(values.entry(name.to_owned()).or_insert_with(new))
    }
}

/// One gate a key. A gate is shut at first.
#[derive(Debug, Default)]
pub(crate) struct Gates(Keyed<Arc<Semaphore>>);

impl Gates {
    /// Returns when the gate lets this one through, in the order of arrival.
    pub(crate) async fn pass(&self, key: &str) {
        let gate = self.gate(key);
        // An error means that the gate is open for good.
        if let Ok(permit) = gate.acquire().await {
            permit.forget();
        }
    }

    /// Lets `n` through: of those that wait, then of those that will come.
    pub(crate) fn release(&self, key: &str, n: usize) {
        self.gate(key).add_permits(n);
    }

    /// Opens the gate for good.
    pub(crate) fn release_all(&self, key: &str) {
        self.gate(key).close();
    }

    fn gate(&self, key: &str) -> Arc<Semaphore> {
        self.0.with(key, || Arc::new(Semaphore::new(0)), |gate| Arc::clone(gate))
    }
}

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
