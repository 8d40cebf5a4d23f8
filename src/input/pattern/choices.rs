//! The values of one `[…]` or `{…}` of a pattern.

use serde::{Deserialize, Serialize};

/// The values of one range or set, in the order in which they are written; never none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) enum Choices {
    /// `first`, `first + step`, … in decimal, with leading zeros up to `width` digits. `steps` counts those after
    /// the first, so that even `[0-18446744073709551615]` fits.
    Numbers { first: u64, steps: u64, step: u64, width: u8 },
    /// The letter `first`, the one `step` after it, …
    Letters { first: u8, steps: u8, step: u8 },
    /// The members of a set; a member may be empty.
    Set(Box<[Box<str>]>),
    /// Nothing, so often: what repeats a URL.
    Nothing { times: u32 },
}

impl Choices {
    /// Number of values, at least 1; [`u64::MAX`] where there are more.
    pub(super) fn count(&self) -> u64 {
        match self {
            Self::Numbers { steps, .. } => steps.saturating_add(1),
            Self::Letters { steps, .. } => u64::from(*steps) + 1,
            Self::Nothing { times } => u64::from(*times).max(1),
            Self::Set(members) => u64::try_from(members.len()).unwrap_or(u64::MAX).max(1),
        }
    }

    /// Appends value number `index`, below [`Choices::count`], to `text`.
    pub(super) fn write(&self, index: u64, text: &mut String) {
        match self {
            Self::Numbers { first, step, width, .. } => {
                write_padded(first.saturating_add(step.saturating_mul(index)), usize::from(*width), text);
            }
            Self::Letters { first, step, .. } => {
                let index = u8::try_from(index).unwrap_or(u8::MAX);
                text.push(char::from(first.saturating_add(step.saturating_mul(index))));
            }
            Self::Nothing { .. } => {}
            Self::Set(members) => {
                let member = usize::try_from(index).ok().and_then(|at| members.get(at));
                text.push_str(member.map_or("", |member| member));
            }
        }
    }
}

/// Most digits of a `u64`.
const DIGITS: usize = 20;

/// Appends `value` with leading zeros up to `width` digits: `core::fmt` is slow where a million are written.
fn write_padded(mut value: u64, width: usize, text: &mut String) {
    let mut digits = [b'0'; DIGITS];
    let mut at = DIGITS;
    loop {
        at -= 1;
        // The remainder of a division by ten is one digit.
        digits[at] = b'0' + u8::try_from(value % 10).unwrap_or(0);
        value /= 10;
        if value == 0 {
            break;
        }
    }
    for _ in DIGITS - at..width {
        text.push('0');
    }
    text.extend(digits[at..].iter().copied().map(char::from));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn padded(value: u64, width: usize) -> String {
        let mut text = String::new();
        write_padded(value, width, &mut text);
        text
    }

    #[test]
    fn numbers_are_padded_and_never_cut() {
        assert_eq!(padded(0, 0), "0");
        assert_eq!(padded(7, 3), "007");
        assert_eq!(padded(1234, 3), "1234");
        assert_eq!(padded(u64::MAX, 24), "000018446744073709551615");
    }

    #[test]
    fn a_full_range_of_numbers_saturates() {
        let all = Choices::Numbers { first: 0, steps: u64::MAX, step: 1, width: 1 };
        assert_eq!(all.count(), u64::MAX);
    }
}
