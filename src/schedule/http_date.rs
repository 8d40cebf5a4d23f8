//! Dates as HTTP headers have them.

/// Milliseconds from 1970 (UTC) to the date in `text`, negative before; `None` for none. Reads the forms of RFC 9110,
/// 5.6.7: `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`. A year of two
/// digits lies from 1970 to 2069.
pub(super) fn parse(text: &str) -> Option<f64> {
    let (mut day, mut month, mut year, mut seconds) = (None, None, None, None);
    for word in text.split([' ', ',', '-']).filter(|word| !word.is_empty()) {
        if word.contains(':') {
            seconds = Some(time_of_day(word)?);
        } else if word.bytes().all(|byte| byte.is_ascii_digit()) {
            let number: i64 = word.parse().ok()?;
            if day.is_none() {
                day = Some(number);
            } else {
                year = Some((number, word.len()));
            }
        } else if let Some(at) = MONTHS.iter().position(|name| *name == word) {
            month = i64::try_from(at).ok();
        }
    }
    let year = match year? {
        (year, 4) => year,
        (year, 2) if year < 70 => 2_000 + year,
        (year, 2) => 1_900 + year,
        _ => return None,
    };
    let day = day.filter(|day| (1..=31).contains(day))?;
    let days = days_from_epoch(year, month? + 1, day);
    #[expect(clippy::cast_precision_loss, reason = "ten thousand years of milliseconds fit a f64")]
    let milliseconds = ((days * 86_400 + seconds?) * 1_000) as f64;
    Some(milliseconds)
}

const MONTHS: [&str; 12] =
    ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Seconds since midnight of `hh:mm:ss`; a leap second counts.
fn time_of_day(word: &str) -> Option<i64> {
    let mut parts = word.split(':').map(|part| part.parse::<u8>().ok().map(i64::from));
    let (hours, minutes, seconds) = (parts.next()??, parts.next()??, parts.next()??);
    let in_range = hours < 24 && minutes < 60 && seconds <= 60 && parts.next().is_none();
    in_range.then_some(hours * 3_600 + minutes * 60 + seconds)
}

/// Days since 1970 (Hinnant, *chrono-Compatible Low-Level Date Algorithms*, `days_from_civil`); `year` is 0 or more.
fn days_from_epoch(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_of_the_standard_name_the_same_instant() {
        for text in
            ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994"]
        {
            assert_eq!(parse(text), Some(784_111_777_000.0), "{text}");
        }
    }

    #[test]
    fn dates_across_the_calendar_are_right() {
        for (text, expected) in [
            ("Thu, 01 Jan 1970 00:00:00 GMT", 0.0),
            ("Wed, 31 Dec 1969 23:59:59 GMT", -1_000.0),
            ("Tue, 29 Feb 2000 12:00:00 GMT", 951_825_600_000.0),
            ("Fri, 01 Mar 2024 00:00:00 GMT", 1_709_251_200_000.0),
            ("Fri, 31 Dec 9999 23:59:59 GMT", 253_402_300_799_000.0),
        ] {
            assert_eq!(parse(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_date_is_none() {
        for text in [
            "",
            "soon",
            "120",
            "Sun, 06 Nov 1994",
            "Sun, 06 Foo 1994 08:49:37 GMT",
            "Sun, 00 Nov 1994 08:49:37 GMT",
            "Sun, 06 Nov 1994 25:49:37 GMT",
            "Sun, 06 Nov 199 08:49:37 GMT",
            "Sun, 06 Nov 99999999999999999999 08:49:37 GMT",
            "Sun, 06 Nov 1994 08:49:37:11 GMT",
            "Sun, 06 Nov 1994 ::: GMT",
        ] {
            assert_eq!(parse(text), None, "{text:?}");
        }
    }
}
