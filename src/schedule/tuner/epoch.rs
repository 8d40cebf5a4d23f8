//! One measurement: the completions a second at one level, over enough of them to mean something.

use crate::units::Millis;

/// Fewest completions of a measurement.
const MIN_ENDS: u32 = 48;
/// Least time of a measurement, in milliseconds: coarse clocks count in steps of some.
const MIN_SPAN_MS: f64 = 100.0;

/// Counts completions at one level, from when all started under the level before has ended. It ends between two
/// instants: attempts that take equally long end in waves, and half a wave would be a wrong count.
#[derive(Debug)]
pub(super) struct Epoch {
    /// Attempts that may have been started under another level and have not ended.
    stale: u32,
    level: u32,
    began: Option<Millis>,
    /// The latest end counted.
    last: Millis,
    ends: u32,
    good: u32,
    /// Ends that found the level used up.
    full: u32,
}

impl Epoch {
    /// An epoch at `level` that begins after `stale` attempts have ended.
    pub(super) const fn after(stale: u32, level: u32) -> Self {
        Self { stale, level, began: None, last: Millis::ZERO, ends: 0, good: 0, full: 0 }
    }

    /// Records an end; returns the completions a second of the epoch before it, if one is over: `rounds` completions
    /// for each attempt in flight. The next begins by itself. One that left the level unused half the time measured
    /// nothing.
    pub(super) fn handle_end(
        &mut self,
        is_good: bool,
        is_full: bool,
        rounds: u32,
        now: Millis,
    ) -> Option<f64> {
        if self.stale > 0 {
            self.stale -= 1;
            self.last = now;
            return None;
        }
        let span = self.last.since(*self.began.get_or_insert(self.last));
        let enough = self.ends >= self.level.saturating_mul(rounds).max(MIN_ENDS);
        let mut measured = None;
        if enough && now > self.last && span >= Millis::new(MIN_SPAN_MS) {
            let was_used = self.full.saturating_mul(2) >= self.ends;
            measured = was_used.then(|| f64::from(self.good) * 1_000.0 / span.get());
            *self = Self { began: Some(self.last), ..Self::after(0, self.level) };
        }
        self.ends += 1;
        self.good += u32::from(is_good);
        self.full += u32::from(is_full);
        self.last = now;
        measured
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(value: u32) -> Millis {
        Millis::new(f64::from(value))
    }

    /// The rates measured over `waves` waves, of ten ends each, a tenth of a second apart.
    fn rates(epoch: &mut Epoch, waves: u32, is_good: fn(u32) -> bool, is_full: bool) -> Vec<f64> {
        let ends = (1..=waves).flat_map(|wave| (0..10).map(move |nth| (ms(wave * 100), nth)));
        ends.filter_map(|(at, nth)| epoch.handle_end(is_good(nth), is_full, 6, at)).collect()
    }

    #[test]
    fn ends_that_come_in_waves_are_counted_in_whole_waves() {
        // The first wave was started before; the six after it are one epoch.
        let mut epoch = Epoch::after(10, 10);
        assert_eq!(rates(&mut epoch, 14, |_| true, true), [100.0, 100.0]);
    }

    #[test]
    fn failures_are_no_completions() {
        let mut epoch = Epoch::after(10, 10);
        assert_eq!(rates(&mut epoch, 8, |nth| nth < 4, true), [40.0]);
    }

    #[test]
    fn a_level_that_is_not_used_up_is_not_measured() {
        let mut epoch = Epoch::after(10, 10);
        assert_eq!(rates(&mut epoch, 100, |_| true, false), [0.0; 0]);
    }

    #[test]
    fn a_clock_that_stands_still_measures_nothing() {
        let mut epoch = Epoch::after(0, 1);
        assert!((0..1_000).all(|_| epoch.handle_end(true, true, 6, ms(5)).is_none()));
    }
}
