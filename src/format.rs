//! Numbers and times in the words of the page.

use crate::units::{Fixed, Millis};

/// `number` with its thousands parted: `4,003`.
pub fn count(number: u32) -> String {
    let digits = number.to_string();
    let mut parted = String::with_capacity(digits.len() + 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            parted.push(',');
        }
        parted.push(digit);
    }
    parted
}

/// `number` of things, by their name for one and for any other number: `1 host`, `4,003 hosts`.
pub fn counted(number: u32, one: &str, many: &str) -> String {
    format!("{} {}", count(number), if number == 1 { one } else { many })
}

/// `number` with at most so many decimals, and none that are zero.
pub fn trimmed(number: f64, decimals: u32) -> String {
    let text = Fixed(number, decimals).to_string();
    let has_point = text.contains('.');
    let text = if has_point { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    text.to_owned()
}

/// The decimals that a 32-bit float may need to be told from its neighbours, where it is no smaller than a thousandth.
const MOST_DECIMALS: u32 = 12;

/// The shortest decimal number that is read back as `number`; of one below a thousandth at most twelve decimals, of one beyond
/// 1.8·10^19 that limit, and 0 of what is no number. A library's would weigh some kilobytes.
pub fn shortest(number: f32) -> String {
    let exact = f64::from(number);
    let is_read_back = |decimals: u32| {
        let one = 10_f64.powi(decimals.cast_signed());
        #[expect(clippy::cast_possible_truncation, reason = "rounded to the nearest, as a reader does")]
        let read = ((exact * one).round_ties_even() / one) as f32;
        read.to_bits() == number.to_bits()
    };
    let decimals = (0..MOST_DECIMALS).find(|decimals| is_read_back(*decimals)).unwrap_or(MOST_DECIMALS);
    trimmed(exact, decimals)
}

/// A time as a stopwatch shows it, in steps that do not jump while it runs: `2.4 s`, `2 min 10 s`.
pub fn stopwatch(time: Millis) -> String {
    if time.get() < 59_950.0 { format!("{} s", Fixed(time.get() / 1_000.0, 1)) } else { time.to_string() }
}

/// A number of answers a second: whole from ten on, else with one decimal.
pub fn rate(per_second: f64) -> String {
    if per_second < 9.95 {
        return Fixed(per_second, 1).to_string();
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "from ten on; saturates")]
    let whole = per_second.round() as u32;
    count(whole)
}

/// Formats a rate for an axis, without needless decimals.
pub fn rate_of_axis(per_second: f64) -> String {
    if per_second >= 9.95 { rate(per_second) } else { trimmed(per_second, 1) }
}

/// Whole percents of `done` in `all`: 100 only when all is done, 0 of nothing.
pub fn percent(done: u32, all: u32) -> u32 {
    let percent = u64::from(done) * 100 / u64::from(all.max(1));
    u32::try_from(percent).unwrap_or(100).min(100)
}

/// Appends a text with what is filled into it.
pub(crate) fn append(out: &mut String, text: core::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = core::fmt::Write::write_fmt(out, text);
}

/// The greatest power of ten that is at most `value`, which is positive and finite; without logarithms, whose code weighs more
/// than all that need them.
pub fn decade(value: f64) -> f64 {
    let mut power = 1.0_f64;
    while power.is_finite() && power * 10.0 <= value {
        power *= 10.0;
    }
    while power > value && power > f64::MIN_POSITIVE {
        power /= 10.0;
    }
    power
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decade_is_the_power_of_ten_below() {
        for (value, power) in
            [(1.0, 1.0), (9.99, 1.0), (10.0, 10.0), (1_000.0, 1_000.0), (0.2, 0.1), (0.0123, 0.01)]
        {
            assert!((decade(value) - power).abs() < power * 1e-12, "{value}");
        }
        assert!(decade(f64::INFINITY).is_infinite() && decade(f64::NAN) > 0.0, "it comes to an end");
        assert!(decade(f64::MAX) <= f64::MAX && decade(f64::MIN_POSITIVE) > 0.0);
    }

    #[test]
    fn thousands_are_parted() {
        for (number, text) in
            [(0, "0"), (999, "999"), (1_000, "1,000"), (4_003, "4,003"), (1_234_567, "1,234,567")]
        {
            assert_eq!(count(number), text);
        }
    }

    #[test]
    fn one_is_named_apart() {
        assert_eq!(counted(1, "host", "hosts"), "1 host");
        assert_eq!(counted(0, "host", "hosts"), "0 hosts");
        assert_eq!(counted(4_000, "request", "requests"), "4,000 requests");
    }

    #[test]
    fn a_stopwatch_keeps_its_steps() {
        for (ms, text) in [(0.0, "0.0 s"), (940.0, "0.9 s"), (12_340.0, "12.3 s"), (130_000.0, "2 min 10 s")]
        {
            assert_eq!(stopwatch(Millis::new(ms)), text);
        }
    }

    #[test]
    fn rates_show_a_decimal_only_where_it_says_something() {
        assert_eq!(rate(3.25), "3.2");
        assert_eq!(rate(1_486.3), "1,486");
    }

    #[test]
    fn a_hundred_percent_is_all() {
        assert_eq!(percent(3_999, 4_000), 99);
        assert_eq!(percent(4_000, 4_000), 100);
        assert_eq!(percent(0, 0), 0);
        assert_eq!(percent(u32::MAX, u32::MAX), 100);
    }

    #[test]
    fn the_shortest_number_is_read_back_and_no_shorter_one_is() {
        for (number, text) in [
            (0.0, "0"),
            (38.0, "38"),
            (0.1, "0.1"),
            (12.345, "12.345"),
            (1.0 / 3.0, "0.33333334"),
            (999_999.94, "999999.94"),
            (-2.5, "-2.5"),
            (16_777_216.0, "16777216"),
            (1e-12, "0.000000000001"),
            (1e-13, "0"),
            (f32::MAX, "18446744073709551615"),
            (f32::NEG_INFINITY, "-18446744073709551615"),
            (f32::NAN, "0"),
        ] {
            assert_eq!(shortest(number), text);
        }
        let mut state = 1_u32;
        for _ in 0..100_000 {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let number = f32::from_bits(0x3a83_126f + state % (0x4974_2400 - 0x3a83_126f));
            assert_eq!(shortest(number).parse::<f32>(), Ok(number));
            assert!(shortest(number).len() <= number.to_string().len(), "{number}");
        }
    }
}
