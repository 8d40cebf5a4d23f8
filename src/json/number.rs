//! JSON numbers.

/// Powers of ten that a float holds exactly.
const EXACT: i32 = 22;
/// Most digits of a number that count; those beyond are far below what a float tells apart.
const DIGITS: u32 = 18;

/// The number that all of `text` is, as RFC 8259 writes one; `None` for anything else, and beyond what a float holds. Exact up to
/// 15 digits with exponents of up to 22, else off by a few units in the last place: Rust's own, which is exact for any, brings
/// tables of ten KB.
pub(crate) fn number(text: &str) -> Option<f64> {
    let (is_negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, rest) = digits(rest);
    if whole.is_empty() || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }
    let (fraction, rest) = match rest.strip_prefix('.') {
        None => ("", rest),
        Some(rest) => Some(digits(rest)).filter(|(fraction, _)| !fraction.is_empty())?,
    };
    let mut exponent = exponent(rest)?;
    let (mut mantissa, mut kept) = (0_u64, 0);
    for (at, digit) in whole.bytes().chain(fraction.bytes()).enumerate() {
        let is_fraction = at >= whole.len();
        if kept < DIGITS {
            mantissa = mantissa * 10 + u64::from(digit - b'0');
            kept += u32::from(mantissa > 0);
            exponent = exponent.saturating_sub(i32::from(is_fraction));
        } else {
            exponent = exponent.saturating_add(i32::from(!is_fraction));
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "18 digits: the last of them are beyond a float")]
    let mut value = mantissa as f64;
    while exponent != 0 && value != 0.0 && value.is_finite() {
        let step = exponent.clamp(-EXACT, EXACT);
        let power = 10_f64.powi(step.abs());
        value = if step > 0 { value * power } else { value / power };
        exponent -= step;
    }
    value.is_finite().then_some(if is_negative { -value } else { value })
}

/// The digits that `text` begins with, and the rest.
fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

/// The exponent that all of `text` is; 0 for none, and at most a million.
fn exponent(text: &str) -> Option<i32> {
    let Some(rest) = text.strip_prefix(['e', 'E']) else { return text.is_empty().then_some(0) };
    let is_negative = rest.starts_with('-');
    let (digits, rest) = digits(rest.strip_prefix(['+', '-']).unwrap_or(rest));
    if digits.is_empty() || !rest.is_empty() {
        return None;
    }
    let size = digits.bytes().fold(0_i32, |size, digit| (size * 10 + i32::from(digit - b'0')).min(1_000_000));
    Some(if is_negative { -size } else { size })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_of_everyday_are_exact() {
        for (text, value) in [
            ("0", 0.0),
            ("-0.0", 0.0),
            ("17.3", 17.3),
            ("1234.5678", 1234.5678),
            ("0.001", 0.001),
            ("1e3", 1_000.0),
            ("2.5E-2", 0.025),
            ("120000000000000000000", 1.2e20),
            ("1e22", 1e22),
        ] {
            assert_eq!(number(text), Some(value), "{text}");
        }
    }

    #[test]
    fn what_json_writes_otherwise_is_none() {
        for text in
            ["", "-", "+1", "01", ".5", "1.", "1e", "1e+", "1x", " 1", "NaN", "Infinity", "1e999", "0x1"]
        {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number("1e-999"), Some(0.0));
    }

    proptest! {
        #[test]
        fn it_is_what_another_reader_says(text in "-?(0|[1-9][0-9]{0,24})(\\.[0-9]{1,24})?([eE][-+]?[0-9]{1,3})?") {
            let other: f64 = text.parse().expect("a number");
            match number(&text) {
                Some(own) => prop_assert!((own - other).abs() <= other.abs() * 1e-14 + 1e-300, "{own} {other}"),
                None => prop_assert!(other.is_infinite() || other.abs() > 1e300),
            }
        }

        #[test]
        fn no_text_is_too_odd(text: String) {
            let is_number = serde_json::from_str::<f64>(&text).is_ok() && text.trim() == text;
            prop_assert_eq!(number(&text).is_some(), is_number);
        }
    }
}
