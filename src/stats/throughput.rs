//! The rate of a run: how many ended in the last two seconds, and what the rest will take.

use std::collections::VecDeque;

use crate::units::Millis;

/// How far back the rate looks.
const WINDOW_MS: f64 = 2_000.0;
/// What is counted together.
const BUCKET_MS: f64 = 100.0;
/// Before this much time has passed a rate would be a guess.
const SHORTEST_MS: f64 = 200.0;

/// Counts what ends, over a window of two seconds, in tenths of a second. Time is the run's, without pauses; it may
/// stand still, and what comes with an earlier time counts in the last.
#[derive(Clone, Debug, Default)]
pub struct Throughput {
    /// The tenth of a second, and what ended in it; rising, no longer than the window.
    buckets: VecDeque<(f64, u32)>,
    /// When the first was counted, from which on there is a rate at all.
    first: Option<Millis>,
}

impl Throughput {
    /// Nothing counted; the rate is taken from `now` on.
    pub fn starting_at(now: Millis) -> Self {
        Self { buckets: VecDeque::new(), first: Some(now) }
    }

    /// `count` more ended at `now`.
    pub fn record(&mut self, count: u32, now: Millis) {
        self.first.get_or_insert(now);
        let bucket = (now.get() / BUCKET_MS).floor();
        match self.buckets.back_mut() {
            Some((last, counted)) if *last >= bucket => *counted = counted.saturating_add(count),
            _ => self.buckets.push_back((bucket, count)),
        }
        let newest = self.buckets.back().map_or(bucket, |&(last, _)| last);
        while self.buckets.front().is_some_and(|&(at, _)| at <= newest - WINDOW_MS / BUCKET_MS) {
            self.buckets.pop_front();
        }
    }

    /// How many ended a second, over the window before `now`; `None` in the first fifth of a second.
    pub fn per_second(&self, now: Millis) -> Option<f64> {
        // The bucket of `now` is not full yet: the window ends with it, begins that much later, and is
        // measured by its true length.
        let bucket = (now.get() / BUCKET_MS).floor();
        let start = ((bucket + 1.0) * BUCKET_MS - WINDOW_MS).max(self.first?.get());
        let length = now.get() - start;
        if length < SHORTEST_MS {
            return None;
        }
        let inside = self.buckets.iter().filter(|&&(at, _)| at > bucket - WINDOW_MS / BUCKET_MS);
        let ended: f64 = inside.map(|&(_, count)| f64::from(count)).sum();
        Some(ended / length * 1_000.0)
    }

    /// What `remaining` more will take at the rate of now; `None` while there is no rate or nothing ends.
    pub fn time_left(&self, remaining: u32, now: Millis) -> Option<Millis> {
        let rate = self.per_second(now).filter(|&rate| rate > 0.0)?;
        Some(Millis::new(f64::from(remaining) / rate * 1_000.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: f64) -> Millis {
        Millis::new(ms)
    }

    #[test]
    fn a_steady_stream_has_its_rate() {
        let mut meter = Throughput::starting_at(at(0.0));
        for step in 1..=500 {
            meter.record(2, at(f64::from(step) * 10.0));
        }
        let rate = meter.per_second(at(5_000.0)).expect("a rate");
        assert!((rate - 200.0).abs() < 4.0, "{rate}");
        let left = meter.time_left(1_000, at(5_000.0)).expect("a rate");
        assert!((left.get() - 5_000.0).abs() < 100.0, "{left}");
        assert!(meter.buckets.len() <= 20);
    }

    #[test]
    fn there_is_no_rate_before_there_is_time() {
        let mut meter = Throughput::starting_at(at(0.0));
        meter.record(100, at(0.0));
        assert_eq!(meter.per_second(at(100.0)), None);
        assert_eq!(Throughput::default().per_second(at(9_000.0)), None);
    }

    #[test]
    fn when_nothing_ends_the_rate_falls_to_zero_and_nothing_is_foretold() {
        let mut meter = Throughput::starting_at(at(0.0));
        meter.record(100, at(500.0));
        assert_eq!(meter.per_second(at(1_000.0)), Some(100.0));
        assert_eq!(meter.per_second(at(4_000.0)), Some(0.0));
        assert_eq!(meter.time_left(10, at(4_000.0)), None);
    }

    #[test]
    fn a_clock_that_goes_backwards_does_no_harm() {
        let mut meter = Throughput::starting_at(at(1_000.0));
        meter.record(1, at(1_500.0));
        meter.record(1, at(900.0));
        assert_eq!(meter.per_second(at(800.0)), None);
        assert_eq!(meter.per_second(at(2_000.0)), Some(2.0));
    }
}
