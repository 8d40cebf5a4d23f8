//! How many attempts may be started a second, over all origins.

use core::fmt;

use serde::{Deserialize, Serialize};

use super::stored::StoredFields;
use crate::units::{Fixed, Millis};

/// Most starts a second that can be set.
pub const MAX_RATE: u32 = 1_000;
/// The longest window, in milliseconds: one start an hour is the slowest rate.
pub const LONGEST_RATE_WINDOW_MS: u32 = 3_600_000;

const SECOND_MS: u32 = 1_000;

/// A strict limit: at most [`starts`](Self::starts) in any half-open window of [`window`](Self::window). From one a
/// second on, the window is a second and the rate a whole number; below, it is one start in `1/rate` seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rate {
    starts: u32,
    window_ms: u32,
}

impl Rate {
    /// `rate` starts a second, up to [`MAX_RATE`] and down to one an hour; `None` for zero, less, or no number. From 1
    /// on a fraction is cut off (2.5 is 2), so that *a second* stays the window a user can check.
    pub fn per_second(rate: f64) -> Option<Self> {
        if rate.is_nan() || rate <= 0.0 {
            return None;
        }
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the range")]
        Some(if rate >= 1.0 {
            Self { starts: rate.min(f64::from(MAX_RATE)) as u32, window_ms: SECOND_MS }
        } else {
            let window = (f64::from(SECOND_MS) / rate).ceil().min(f64::from(LONGEST_RATE_WINDOW_MS));
            Self { starts: 1, window_ms: window as u32 }
        })
    }

    /// The same rate brought into its range, whatever bytes it was read from.
    #[must_use]
    pub fn clamped(self) -> Self {
        let Self { starts, window_ms } = self;
        if starts > 1 && window_ms > SECOND_MS {
            // No such window is run: the same number in a second would be more than was meant.
            let a_second = u64::from(starts) * u64::from(SECOND_MS) / u64::from(window_ms);
            return match u32::try_from(a_second).unwrap_or(MAX_RATE) {
                0 => Self { starts: 1, window_ms: window_ms.div_ceil(starts) },
                starts => Self { starts, window_ms: SECOND_MS },
            }
            .clamped();
        }
        if starts > 1 {
            Self { starts: starts.min(MAX_RATE), window_ms: SECOND_MS }
        } else {
            Self { starts: 1, window_ms: window_ms.clamp(SECOND_MS, LONGEST_RATE_WINDOW_MS) }
        }
    }

    /// Writes `rate` by its two numbers, or reads it. With one of them it is still a limit: without any, a run that was
    /// to be slow would be at full speed.
    pub(super) fn visit(rate: &mut Option<Self>, fields: &mut StoredFields<'_>) {
        let mut starts = rate.map(|rate| rate.starts);
        let mut window_ms = rate.map(|rate| rate.window_ms);
        fields.limit("rate_starts", &mut starts);
        fields.limit("rate_window_ms", &mut window_ms);
        *rate = (starts.is_some() || window_ms.is_some())
            .then(|| Self { starts: starts.unwrap_or(1), window_ms: window_ms.unwrap_or(SECOND_MS) });
    }

    /// Most starts in one window, 1 to [`MAX_RATE`].
    pub const fn starts(self) -> u32 {
        self.starts
    }

    /// How long the window is: one second or more.
    pub fn window(self) -> Millis {
        Millis::new(f64::from(self.window_ms))
    }

    /// Starts a second on average, above 0 and up to [`MAX_RATE`].
    pub fn get(self) -> f64 {
        f64::from(self.starts) * f64::from(SECOND_MS) / f64::from(self.window_ms)
    }
}

impl fmt::Display for Rate {
    /// Starts a second, to three digits and no more: `10`, `0.3`, `0.000278`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.window_ms == SECOND_MS {
            return write!(f, "{}", self.starts);
        }
        let places = if self.window_ms <= 100 * SECOND_MS { 3 } else { 6 };
        let digits = Fixed(self.get(), places).to_string();
        f.write_str(digits.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(rate: f64) -> Option<(u32, u32)> {
        Rate::per_second(rate).map(|rate| (rate.starts, rate.window_ms))
    }

    #[test]
    fn it_reads_as_it_was_typed() {
        let text = |rate: f64| Rate::per_second(rate).map(|rate| rate.to_string());
        for (rate, expected) in [(10.0, "10"), (0.3, "0.3"), (0.5, "0.5"), (0.01, "0.01"), (1e-9, "0.000278")]
        {
            assert_eq!(text(rate).as_deref(), Some(expected));
        }
    }

    #[test]
    fn from_one_on_the_window_is_a_second_and_below_it_holds_one_start() {
        assert_eq!(parts(1.0), Some((1, 1_000)));
        assert_eq!(parts(10.0), Some((10, 1_000)));
        assert_eq!(parts(2.5), Some((2, 1_000)));
        assert_eq!(parts(0.5), Some((1, 2_000)));
        assert_eq!(parts(0.3), Some((1, 3_334)));
    }

    #[test]
    fn no_rate_is_no_rate() {
        for rate in [0.0, -0.0, -3.0, f64::NAN, f64::NEG_INFINITY] {
            assert_eq!(parts(rate), None, "{rate}");
        }
    }

    #[test]
    fn rates_out_of_range_are_run_at_their_bounds() {
        assert_eq!(parts(f64::INFINITY), Some((1_000, 1_000)));
        assert_eq!(parts(1e9), Some((1_000, 1_000)));
        assert_eq!(parts(f64::MIN_POSITIVE), Some((1, 3_600_000)));
        let hostile = |starts, window_ms| Rate { starts, window_ms }.clamped();
        assert_eq!(hostile(0, 0), Rate { starts: 1, window_ms: 1_000 });
        assert_eq!(hostile(u32::MAX, 0), Rate { starts: 1_000, window_ms: 1_000 });
        assert_eq!(hostile(1, u32::MAX), Rate { starts: 1, window_ms: 3_600_000 });
        assert_eq!(hostile(5, 2_000), Rate { starts: 2, window_ms: 1_000 });
        assert_eq!(hostile(5, 7_000), Rate { starts: 1, window_ms: 1_400 });
        assert_eq!(hostile(2, u32::MAX), Rate { starts: 1, window_ms: 3_600_000 });
        assert_eq!(hostile(u32::MAX, 2_000), Rate { starts: 1_000, window_ms: 1_000 });
    }

    #[test]
    fn a_rate_reads_as_it_was_given() {
        for rate in [0.01, 0.5, 1.0, 7.0, 1_000.0] {
            let read = Rate::per_second(rate).map(Rate::get);
            assert!(read.is_some_and(|read| (read - rate).abs() < 1e-9), "{rate}: {read:?}");
        }
    }
}
