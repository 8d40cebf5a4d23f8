//! What a user types into a field for a whole number.

use core::ops::RangeInclusive;

use crate::format::count;

/// What the text of a field means, where whole numbers of a range are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A number of the range.
    Number(u32),
    /// A number over the ceiling: the ceiling is run.
    Above,
    /// A number under the least.
    Below,
    /// No whole number.
    NoNumber,
}

impl Typed {
    /// Reads `text`: digits, with blanks around them and a minus sign before them.
    pub fn read(text: &str, range: &RangeInclusive<u32>) -> Self {
        let text = text.trim();
        let digits = text.strip_prefix('-').unwrap_or(text);
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Self::NoNumber;
        }
        let is_negative = digits.len() < text.len() && digits.bytes().any(|byte| byte != b'0');
        // What does not even fit is above any ceiling.
        match digits.parse::<u32>() {
            _ if is_negative => Self::Below,
            Ok(number) if number < *range.start() => Self::Below,
            Ok(number) if number <= *range.end() => Self::Number(number),
            _ => Self::Above,
        }
    }

    /// The number that is in force from now on; `None` leaves the last good one.
    pub fn accepted(self, range: &RangeInclusive<u32>) -> Option<u32> {
        match self {
            Self::Number(number) => Some(number),
            Self::Above => Some(*range.end()),
            Self::Below | Self::NoNumber => None,
        }
    }

    /// What is to be said of it while `in_force` is the number that is run; `None` of a number that is run as it is.
    pub fn remark(self, range: &RangeInclusive<u32>, in_force: u32) -> Option<String> {
        let (least, most) = (count(*range.start()), count(*range.end()));
        match self {
            Self::Number(_) => None,
            Self::Above => Some(format!("Runs at {most}, the ceiling.")),
            Self::Below | Self::NoNumber => {
                Some(format!("Enter a whole number from {least} to {most}. Still {}.", count(in_force)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const RANGE: RangeInclusive<u32> = 1..=1_000;

    #[test]
    fn a_text_is_a_number_of_the_range_or_says_why_not() {
        for (text, typed) in [
            ("48", Typed::Number(48)),
            (" 007 ", Typed::Number(7)),
            ("1000", Typed::Number(1_000)),
            ("1001", Typed::Above),
            ("99999999999999999999", Typed::Above),
            ("0", Typed::Below),
            ("-5", Typed::Below),
            ("-99999999999999999999", Typed::Below),
            ("", Typed::NoNumber),
            ("-", Typed::NoNumber),
            ("abc", Typed::NoNumber),
            ("2.5", Typed::NoNumber),
            ("1e3", Typed::NoNumber),
            ("+4", Typed::NoNumber),
            ("--4", Typed::NoNumber),
            ("٣", Typed::NoNumber),
        ] {
            assert_eq!(Typed::read(text, &RANGE), typed, "{text:?}");
        }
        assert_eq!(Typed::read("-0", &(0..=9)), Typed::Number(0));
    }

    #[test]
    fn what_cannot_be_run_leaves_the_last_good_number_and_says_which() {
        // A field in the order in which it is typed into, with what is in force after each.
        let mut in_force = 48;
        for (text, after, said) in [
            ("0", 48, Some("Enter a whole number from 1 to 1,000. Still 48.")),
            ("-5", 48, Some("Enter a whole number from 1 to 1,000. Still 48.")),
            ("abc", 48, Some("Enter a whole number from 1 to 1,000. Still 48.")),
            ("7", 7, None),
            ("", 7, Some("Enter a whole number from 1 to 1,000. Still 7.")),
            ("5000", 1_000, Some("Runs at 1,000, the ceiling.")),
            ("0", 1_000, Some("Enter a whole number from 1 to 1,000. Still 1,000.")),
        ] {
            let typed = Typed::read(text, &RANGE);
            in_force = typed.accepted(&RANGE).unwrap_or(in_force);
            assert_eq!((in_force, typed.remark(&RANGE, in_force).as_deref()), (after, said), "{text:?}");
        }
    }
}
