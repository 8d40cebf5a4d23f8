//! The levels of a sweep: numbers of requests at a time, as the user writes them.

use thiserror::Error;

use crate::settings::MAX_CONCURRENCY;
use crate::sort::sort_by;

/// The levels of a sweep unless others are given: doublings, the six connections that browsers open to a host, and the
/// sixty that an article found best. In three rounds they send about four thousand requests at most; finer levels above the
/// knee would cost many times that.
pub const DEFAULT_LEVELS: [u32; 8] = [1, 2, 4, 6, 8, 16, 32, 60];
/// Most levels of one sweep.
pub const MAX_LEVELS: usize = 30;

/// Why levels cannot be swept.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[expect(missing_docs, reason = "the messages say it")]
pub enum LevelsFault {
    #[error("“{0}” is no level: levels are whole numbers, parted by commas.")]
    NoNumber(String),
    #[error("{0} is no level: 1 to {MAX_CONCURRENCY} requests can be in flight.")]
    OutOfRange(String),
    #[error("A sweep needs two levels or more.")]
    TooFew,
    #[error("A sweep has at most {MAX_LEVELS} levels.")]
    TooMany,
}

/// The levels in `text`, rising, each once; the default ones when it is blank.
///
/// # Errors
/// Why they cannot be swept.
pub fn parse(text: &str) -> Result<Vec<u32>, LevelsFault> {
    let words = text.split([',', ';', ' ', '\n', '\t']).map(str::trim).filter(|word| !word.is_empty());
    let mut levels = Vec::new();
    for word in words {
        if word.is_empty() || !word.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(LevelsFault::NoNumber(word.chars().take(20).collect()));
        }
        match word.parse() {
            Ok(level @ 1..=MAX_CONCURRENCY) => levels.push(level),
            _ => return Err(LevelsFault::OutOfRange(word.chars().take(20).collect())),
        }
    }
    if levels.is_empty() {
        return Ok(DEFAULT_LEVELS.to_vec());
    }
    sort_by(&mut levels, Ord::cmp);
    levels.dedup();
    match levels.len() {
        1 => Err(LevelsFault::TooFew),
        count if count > MAX_LEVELS => Err(LevelsFault::TooMany),
        _ => Ok(levels),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_come_in_any_order_and_are_swept_rising() {
        assert_eq!(parse(" 8, 2 2;16"), Ok(vec![2, 8, 16]));
        assert_eq!(parse("  "), Ok(DEFAULT_LEVELS.to_vec()));
    }

    #[test]
    fn what_cannot_be_swept_is_refused_with_the_word_that_is_wrong() {
        assert_eq!(parse("1, two"), Err(LevelsFault::NoNumber("two".to_owned())));
        assert_eq!(parse("1, -2"), Err(LevelsFault::NoNumber("-2".to_owned())));
        assert_eq!(parse("0, 4"), Err(LevelsFault::OutOfRange("0".to_owned())));
        assert_eq!(parse("4, 1001"), Err(LevelsFault::OutOfRange("1001".to_owned())));
        assert_eq!(
            parse("4, 99999999999999999999"),
            Err(LevelsFault::OutOfRange("99999999999999999999".to_owned()))
        );
        assert_eq!(parse("7, 7"), Err(LevelsFault::TooFew));
        let many: Vec<String> = (1..=31).map(|level| level.to_string()).collect();
        assert_eq!(parse(&many.join(",")), Err(LevelsFault::TooMany));
    }
}
