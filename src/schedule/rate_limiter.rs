//! The rate: how many attempts were started lately, and when the next may be.

use std::collections::VecDeque;

use crate::settings::{MAX_RATE, Rate};
use crate::units::Millis;

/// The latest starts over all lanes, as many as the highest rate needs: so a rate that is set or changed during a run
/// is strict at once, the starts before it included.
#[derive(Debug, Default)]
pub(super) struct RateLimiter {
    /// Instants of starts in order, the latest last; at most [`MAX_RATE`].
    starts: VecDeque<Millis>,
}

impl RateLimiter {
    /// From when on one more start keeps to `rate`. Windows are half-open: with `n` starts in a window `w`, one at `t`
    /// and one at `t + w` share none, so the next may be `w` after the `n`th latest.
    pub(super) fn opens(&self, rate: Rate) -> Millis {
        let back = rate.starts() as usize;
        let nth_latest = self.starts.len().checked_sub(back).and_then(|at| self.starts.get(at));
        nth_latest.map_or(Millis::ZERO, |&start| start + rate.window())
    }

    /// Records a start, which is not before the latest one.
    pub(super) fn record(&mut self, now: Millis) {
        if self.starts.len() >= MAX_RATE as usize {
            self.starts.pop_front();
        }
        self.starts.push_back(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(per_second: f64) -> Rate {
        Rate::per_second(per_second).expect("it is a rate")
    }

    fn opens(starts: &[f64], per_second: f64) -> f64 {
        let mut window = RateLimiter::default();
        for &start in starts {
            window.record(Millis::new(start));
        }
        window.opens(rate(per_second)).get()
    }

    #[test]
    fn the_nth_latest_start_must_be_a_window_ago() {
        for (starts, per_second, expected) in [
            (&[][..], 1.0, 0.0),
            (&[10.0][..], 2.0, 0.0),
            (&[10.0, 20.0][..], 2.0, 1_010.0),
            (&[10.0, 20.0, 30.0][..], 2.0, 1_020.0),
            (&[10.0, 20.0, 30.0][..], 0.5, 2_030.0),
        ] {
            assert!((opens(starts, per_second) - expected).abs() < 1e-9, "{starts:?} at {per_second}");
        }
    }

    #[test]
    fn it_remembers_no_more_than_the_highest_rate_needs() {
        let mut window = RateLimiter::default();
        for start in 0..5_000 {
            window.record(Millis::new(f64::from(start)));
        }
        assert_eq!(window.starts.len(), 1_000);
        assert_eq!(window.opens(rate(1_000.0)), Millis::new(5_000.0));
    }
}
