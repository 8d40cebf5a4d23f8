//! Units of measure as types: a duration or an instant in milliseconds, a size in bytes.

use core::cmp::Ordering;
use core::fmt;
use core::ops::{Add, Sub};

use serde::{Deserialize, Serialize};

/// A duration, or an instant on a clock that counts from some zero, in milliseconds. Totally ordered
/// (`f64::total_cmp`). What is not known is `Option<Millis>`, never a zero.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Millis(f64);

impl Millis {
    /// No time at all, or the zero of a clock.
    pub const ZERO: Self = Self(0.0);

    /// `value` in milliseconds; a NaN, which no clock gives, becomes zero.
    pub const fn new(value: f64) -> Self {
        if value.is_nan() { Self::ZERO } else { Self(value) }
    }

    /// The number of milliseconds.
    pub const fn get(self) -> f64 {
        self.0
    }

    /// The time since `earlier`; zero when the clock stopped or went backwards.
    #[must_use]
    pub fn since(self, earlier: Self) -> Self {
        Self((self.0 - earlier.0).max(0.0))
    }

    /// Whole seconds of what has passed, at most what fits.
    pub const fn seconds_down(self) -> u32 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a float's `as` saturates"
        )]
        let seconds = (self.0 / 1_000.0) as u32;
        seconds
    }

    /// Whole seconds of what is left: 0 only at the end.
    pub fn seconds_up(self) -> u32 {
        let down = self.seconds_down();
        if self.0 > f64::from(down) * 1_000.0 { down.saturating_add(1) } else { down }
    }
}

impl PartialEq for Millis {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Millis {}

impl PartialOrd for Millis {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Millis {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Add for Millis {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self::new(self.0 + other.0)
    }
}

impl Sub for Millis {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self::new(self.0 - other.0)
    }
}

impl fmt::Display for Millis {
    /// Three significant figures with the unit a reader expects: `0.4 ms`, `31 ms`, `1.20 s`, `2 min 10 s`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let ms = self.0;
        if ms < 9.95 {
            write!(f, "{} ms", Fixed(ms, 1))
        } else if ms < 999.5 {
            write!(f, "{} ms", Fixed(ms, 0))
        } else if ms < 9_995.0 {
            write!(f, "{} s", Fixed(ms / 1_000.0, 2))
        } else if ms < 59_950.0 {
            write!(f, "{} s", Fixed(ms / 1_000.0, 1))
        } else {
            write_long(f, ms / 1_000.0)
        }
    }
}

/// Writes a minute or more, given in seconds, as its two largest units.
fn write_long(f: &mut fmt::Formatter<'_>, seconds: f64) -> fmt::Result {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a minute or more; saturates"
    )]
    let whole = seconds.round() as u64;
    let (days, hours) = (whole / 86_400, whole % 86_400 / 3_600);
    let (minutes, rest) = (whole % 3_600 / 60, whole % 60);
    if days > 0 {
        write!(f, "{days} d {hours} h")
    } else if hours > 0 {
        write!(f, "{hours} h {minutes} min")
    } else {
        write!(f, "{minutes} min {rest} s")
    }
}

/// A number with so many decimals, up to 12; halves go to the even digit. Made of whole numbers of 64 bits, so that more than
/// 1.8·10^19 of the last decimal are shown as that many, and what is no number as 0: Rust's own formatting of fractions, which
/// is exact for any, weighs much of the page.
#[derive(Clone, Copy, Debug)]
pub struct Fixed(pub f64, pub u32);

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(value, decimals) = *self;
        let one = 10_u64.pow(decimals);
        #[expect(clippy::cast_precision_loss, reason = "a power of ten up to 10^12")]
        let scaled = (value.abs() * one as f64).round_ties_even();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "not negative; saturates"
        )]
        let scaled = scaled as u64;
        let sign = if value < 0.0 && scaled > 0 { "-" } else { "" };
        write!(f, "{sign}{}", scaled / one)?;
        if decimals == 0 { Ok(()) } else { write!(f, ".{:0width$}", scaled % one, width = decimals as usize) }
    }
}

/// A size in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Bytes(pub u64);

impl fmt::Display for Bytes {
    /// Decimal units, as browsers and disks count: `83 B`, `1.2 kB`, `64 MB`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const UNITS: [&str; 4] = ["kB", "MB", "GB", "TB"];
        if self.0 < 1_000 {
            return write!(f, "{} B", self.0);
        }
        #[expect(clippy::cast_precision_loss, reason = "two or three figures are shown")]
        let mut value = self.0 as f64 / 1_000.0;
        let mut unit = 0;
        while value >= 999.5 && unit + 1 < UNITS.len() {
            value /= 1_000.0;
            unit += 1;
        }
        write!(f, "{} {}", Fixed(value, u32::from(value < 9.95)), UNITS[unit])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_read_as_a_person_would_write_them() {
        for (ms, text) in [
            (0.0, "0.0 ms"),
            (0.44, "0.4 ms"),
            (31.2, "31 ms"),
            (999.4, "999 ms"),
            (1_204.0, "1.20 s"),
            (10_000.0, "10.0 s"),
            (130_000.0, "2 min 10 s"),
            (3_600_000.0, "1 h 0 min"),
            (90_000_000.0, "1 d 1 h"),
        ] {
            assert_eq!(Millis::new(ms).to_string(), text);
        }
    }

    #[test]
    fn fixed_decimals_are_those_of_rust_but_for_halves() {
        for value in [0.0, 0.04, 0.06, 0.34, 2.51, 3.96, 9.999, 12.4, 1_000.126, 123_456.789] {
            assert_eq!(Fixed(value, 0).to_string(), format!("{value:.0}"));
            assert_eq!(Fixed(value, 1).to_string(), format!("{value:.1}"));
            assert_eq!(Fixed(value, 6).to_string(), format!("{value:.6}"));
            assert_eq!(Fixed(-value - 1.0, 2).to_string(), format!("{:.2}", -value - 1.0));
        }
        assert_eq!([0.05, 0.15, 0.25].map(|value| Fixed(value, 1).to_string()), ["0.0", "0.2", "0.2"]);
        assert_eq!(Fixed(-0.01, 1).to_string(), "0.0");
        assert_eq!(Fixed(f64::NAN, 1).to_string(), "0.0");
    }

    #[test]
    fn time_since_a_later_instant_is_zero() {
        assert_eq!(Millis::new(5.0).since(Millis::new(9.0)), Millis::ZERO);
        assert_eq!(Millis::new(9.0).since(Millis::new(5.0)), Millis::new(4.0));
    }

    #[test]
    fn sizes_use_decimal_units() {
        for (bytes, text) in
            [(83, "83 B"), (1_234, "1.2 kB"), (65_536, "66 kB"), (999_600, "1.0 MB"), (64_000_000, "64 MB")]
        {
            assert_eq!(Bytes(bytes).to_string(), text);
        }
    }
}
