//! Ranges of numbers: `404`, `4xx`, `>500`, `<=1s`, `100..200`, `2MB..`.

use crate::result::column::{Column, ColumnKind};

#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Range {
    low: f64,
    low_is_in: bool,
    high: f64,
    high_is_in: bool,
}

impl Range {
    const ALL: Self = Self { low: f64::NEG_INFINITY, low_is_in: true, high: f64::INFINITY, high_is_in: true };

    /// Reads `text` as a range of `column`; `None` when it is none.
    pub(super) fn parse(text: &str, column: Column) -> Option<Self> {
        let number = |text: &str| number(text, column);
        Some(if let Some(rest) = text.strip_prefix(">=") {
            Self { low: number(rest)?, ..Self::ALL }
        } else if let Some(rest) = text.strip_prefix("<=") {
            Self { high: number(rest)?, ..Self::ALL }
        } else if let Some(rest) = text.strip_prefix('>') {
            Self { low: number(rest)?, low_is_in: false, ..Self::ALL }
        } else if let Some(rest) = text.strip_prefix('<') {
            Self { high: number(rest)?, high_is_in: false, ..Self::ALL }
        } else if let Some((low, high)) = text.split_once("..") {
            if low.is_empty() && high.is_empty() {
                return None;
            }
            let low = if low.is_empty() { Self::ALL.low } else { number(low)? };
            let high = if high.is_empty() { Self::ALL.high } else { number(high)? };
            Self { low, high, ..Self::ALL }
        } else if let Some(family) = Self::family(text).filter(|_| column == Column::Status) {
            family
        } else {
            let value = number(text.strip_prefix('=').unwrap_or(text))?;
            if column.kind() == ColumnKind::Millis {
                // Cells show whole milliseconds, so a whole one matches all that round to it.
                Self { low: value - 0.5, high: value + 0.5, high_is_in: false, ..Self::ALL }
            } else {
                Self { low: value, high: value, ..Self::ALL }
            }
        })
    }

    /// `4xx` or `40x`: the statuses that begin so.
    fn family(text: &str) -> Option<Self> {
        let digits = text.trim_end_matches(['x', 'X']);
        if text.len() != 3 || digits.len() == 3 {
            return None;
        }
        let first: u32 = digits.parse().ok()?;
        let count = 10_u32.pow(u32::try_from(3 - digits.len()).ok()?);
        let low = f64::from(first * count);
        Some(Self { low, high: low + f64::from(count), high_is_in: false, ..Self::ALL })
    }

    /// Whether `value` is in it; NaN never is.
    pub(super) fn holds(&self, value: f64) -> bool {
        let above = if self.low_is_in { value >= self.low } else { value > self.low };
        let below = if self.high_is_in { value <= self.high } else { value < self.high };
        above && below
    }
}

/// A number that is not negative, with a unit that fits the column.
fn number(text: &str, column: Column) -> Option<f64> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let factor = match (column.kind(), text[digits.len()..].to_ascii_lowercase().as_str()) {
        (_, "") | (ColumnKind::Millis, "ms") | (ColumnKind::Bytes, "b") => 1.0,
        (ColumnKind::Millis, "s") | (ColumnKind::Bytes, "k" | "kb") => 1e3,
        (ColumnKind::Bytes, "m" | "mb") => 1e6,
        (ColumnKind::Bytes, "g" | "gb") => 1e9,
        (ColumnKind::Bytes, "kib") => 1_024.0,
        (ColumnKind::Bytes, "mib") => 1_048_576.0,
        (ColumnKind::Bytes, "gib") => 1_073_741_824.0,
        _ => return None,
    };
    let value = decimal(digits)? * factor;
    // Columns hold an f32: a limit must be rounded as the values are, or `<=0.1` would leave out 0.1.
    #[expect(clippy::cast_possible_truncation, reason = "that is the rounding")]
    Some(if column.kind() == ColumnKind::Millis { f64::from(value as f32) } else { value })
}

/// Digits that an `f64` holds exactly.
const MOST_DIGITS: usize = 15;

/// The number in `digits`, with at most one point; `None` for more digits than filters need. Rounded once, as by the
/// standard library's reader, whose tables would add twelve kilobytes to the desk.
fn decimal(digits: &str) -> Option<f64> {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    if all.is_empty() || all.len() > MOST_DIGITS || !all.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let scale = 10_u64.pow(u32::try_from(fraction.len()).ok()?);
    #[expect(
        clippy::cast_precision_loss,
        reason = "both have at most fifteen digits, which an f64 holds exactly"
    )]
    Some(all.parse::<u64>().ok()? as f64 / scale as f64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_hold_what_they_say() {
        for (text, column, inside, outside) in [
            ("404", Column::Status, 404.0, 405.0),
            ("4xx", Column::Status, 499.0, 500.0),
            ("50X", Column::Status, 509.0, 510.0),
            (">=500", Column::Status, 500.0, 499.0),
            (">500", Column::TotalMs, 500.1, 500.0),
            ("<1s", Column::TotalMs, 999.9, 1_000.0),
            ("<=1.5s", Column::TotalMs, 1_500.0, 1_500.1),
            ("100..200", Column::WaitMs, 200.0, 200.1),
            ("..0.2s", Column::WaitMs, 200.0, 201.0),
            ("500", Column::TotalMs, 499.6, 500.5),
            ("=1000", Column::Bytes, 1_000.0, 1_001.0),
            ("2MB..", Column::Bytes, 2_000_000.0, 1_999_999.0),
            (">1KiB", Column::Bytes, 1_025.0, 1_024.0),
            ("<=0.1", Column::TotalMs, f64::from(0.1_f32), 0.2),
            (">=0", Column::TotalMs, 0.0, f64::NAN),
        ] {
            let range = Range::parse(text, column).expect(text);
            assert!(range.holds(inside) && !range.holds(outside), "{text}: {range:?}");
        }
    }

    #[test]
    fn what_is_no_range_is_none() {
        for text in [
            "",
            ">",
            "..",
            "abc",
            "1234567890123456",
            ".",
            "4x4",
            "1e5",
            "-1",
            "5 s",
            "10s",
            "inf",
            "nan",
            "1..x",
            "xxx",
            "1.2.3",
        ] {
            assert_eq!(Range::parse(text, Column::Status), None, "{text}");
        }
        assert_eq!(Range::parse("4xx", Column::TotalMs), None);
        assert_eq!(Range::parse("4kB", Column::TotalMs), None);
    }
}
