//! How long a server wants no requests, by its headers.

use super::http_date;
use crate::units::Millis;

/// The longest wait that a server is granted, in milliseconds; a longer one is cut to this, with a notice.
pub const MAX_HINT_MS: f64 = 60_000.0;

/// From this `X-RateLimit-Reset` on it is an instant (seconds since 1970): as a duration it would be thirty years.
const LEAST_INSTANT_S: f64 = 1e9;
/// Most digits of a number that is one: the milliseconds since 1970 have 13.
const MOST_DIGITS: usize = 18;
/// From this number on the instant is in milliseconds.
const LEAST_INSTANT_MS: f64 = 1e12;

/// When to try again, by the headers of an answer. Empty where a page may not read them, which is the rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ServerHint {
    /// How long to wait from the answer on, as the server said; never zero.
    pub wait: Option<Millis>,
}

impl ServerHint {
    /// The headers that are looked at, in lower case.
    pub const HEADERS: [&str; 8] = [
        "retry-after",
        "ratelimit",
        "ratelimit-remaining",
        "ratelimit-reset",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
        "x-rate-limit-remaining",
        "x-rate-limit-reset",
    ];

    /// The hint in the headers that `header` finds by name (one of [`HEADERS`](Self::HEADERS)), where `wall_ms` is the
    /// time of day in milliseconds since 1970.
    ///
    /// `Retry-After` counts before all others (seconds, or a date; RFC 9110, section 10.2.3). Else, when no request is
    /// left (`RateLimit-Remaining: 0`, draft-ietf-httpapi-ratelimit-headers 03 and 08, or the `X-` forms in use before),
    /// it is the time until the reset. What is in the past, or no number, is no hint.
    pub fn read(header: impl Fn(&str) -> Option<String>, wall_ms: f64) -> Self {
        let wait = match header("retry-after").and_then(|text| retry_after(&text, wall_ms)) {
            Some(wait) => Some(wait),
            None => reset(&header, wall_ms),
        };
        Self { wait: wait.filter(|&wait| wait > 0.0).map(Millis::new) }
    }
}

fn retry_after(text: &str, wall_ms: f64) -> Option<f64> {
    let text = text.trim();
    number(text).map(|seconds| seconds * 1_000.0).or_else(|| Some(http_date::parse(text)? - wall_ms))
}

/// The milliseconds until requests are granted again, when none is left.
fn reset(header: &impl Fn(&str) -> Option<String>, wall_ms: f64) -> Option<f64> {
    if let Some(text) = header("ratelimit") {
        return combined(&text);
    }
    let pairs = [
        ("ratelimit-remaining", "ratelimit-reset"),
        ("x-ratelimit-remaining", "x-ratelimit-reset"),
        ("x-rate-limit-remaining", "x-rate-limit-reset"),
    ];
    pairs.into_iter().find_map(|(remaining, reset)| {
        let left = number(&header(remaining)?)?;
        let reset = number(&header(reset)?)?;
        (left < 1.0).then(|| from_now(reset, wall_ms))
    })
}

/// The wait that a `RateLimit` field names: `"default";r=0;t=30` (draft 08) or `limit=100, remaining=0, reset=30`
/// (drafts 03 to 07).
fn combined(text: &str) -> Option<f64> {
    let value = |names: [&str; 2]| {
        text.split([';', ',']).find_map(|part| {
            let (name, value) = part.split_once('=')?;
            if names.contains(&name.trim()) { number(value) } else { None }
        })
    };
    let (left, reset) = (value(["r", "remaining"])?, value(["t", "reset"])?);
    (left < 1.0).then_some(reset * 1_000.0)
}

/// The milliseconds from now on that a reset means, be it a duration or an instant.
fn from_now(reset: f64, wall_ms: f64) -> f64 {
    if reset >= LEAST_INSTANT_MS {
        reset - wall_ms
    } else if reset >= LEAST_INSTANT_S {
        reset * 1_000.0 - wall_ms
    } else {
        reset * 1_000.0
    }
}

/// A number without a sign, whole or with a fraction; `None` for an exponent or a word.
fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.len() <= MOST_DIGITS && text.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) {
        return None;
    }
    // By hand: the library's reader of fractions weighs more than the rest of the scheduler.
    let value = |text: &str| text.bytes().fold(0.0, |value, byte| value * 10.0 + f64::from(byte - b'0'));
    let places = power_of_ten(fraction.len());
    Some(value(whole) + value(fraction) / places)
}

fn power_of_ten(places: usize) -> f64 {
    (0..places).fold(1.0, |power, _| power * 10.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sun, 06 Nov 1994 08:49:37 GMT.
    const WALL_MS: f64 = 784_111_777_000.0;

    fn wait(headers: &[(&str, &str)]) -> Option<f64> {
        let header = |name: &str| {
            assert!(ServerHint::HEADERS.contains(&name), "{name} is not among those a runner looks up");
            headers.iter().find(|(given, _)| *given == name).map(|&(_, value)| value.to_owned())
        };
        ServerHint::read(header, WALL_MS).wait.map(Millis::get)
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        for (text, expected) in [
            ("120", 120_000.0),
            (" 3 ", 3_000.0),
            ("1.5", 1_500.0),
            ("31536000", 31_536_000_000.0),
            ("Sun, 06 Nov 1994 08:49:47 GMT", 10_000.0),
            ("Sunday, 06-Nov-94 08:50:37 GMT", 60_000.0),
        ] {
            assert_eq!(wait(&[("retry-after", text)]), Some(expected), "{text}");
        }
    }

    #[test]
    fn the_past_and_garbage_are_no_hint() {
        for text in
            ["0", "-5", "", ".", "1e9", "NaN", "inf", "soon", "Sun, 06 Nov 1994 08:49:36 GMT", "1.2.3"]
        {
            assert_eq!(wait(&[("retry-after", text)]), None, "{text:?}");
        }
        assert_eq!(wait(&[]), None);
    }

    #[test]
    fn a_used_up_rate_limit_is_waited_for() {
        for headers in [
            [("ratelimit-remaining", "0"), ("ratelimit-reset", "30")],
            [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "30")],
            [("x-rate-limit-remaining", "0"), ("x-rate-limit-reset", "30")],
            [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "784111807")],
            [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "784111807000")],
        ] {
            // The instants of 1994 are below what is taken for one: they are moved to where clocks stand today.
            let later = |text: &str| text.replace("784111807", "1784111807");
            let moved = headers.map(|(name, value)| (name, later(value)));
            let header = |name: &str| moved.iter().find(|(given, _)| *given == name).map(|(_, v)| v.clone());
            let hint = ServerHint::read(header, WALL_MS + 1e12);
            assert_eq!(hint.wait, Some(Millis::new(30_000.0)), "{headers:?}");
        }
        for text in ["\"default\";r=0;t=30", "limit=100, remaining=0, reset=30"] {
            assert_eq!(wait(&[("ratelimit", text)]), Some(30_000.0), "{text}");
        }
    }

    #[test]
    fn a_rate_limit_with_something_left_is_no_hint() {
        assert_eq!(wait(&[("ratelimit-remaining", "1"), ("ratelimit-reset", "30")]), None);
        assert_eq!(wait(&[("ratelimit", "\"default\";r=50;t=30")]), None);
        assert_eq!(wait(&[("x-ratelimit-remaining", "0")]), None);
        assert_eq!(wait(&[("x-ratelimit-remaining", "none"), ("x-ratelimit-reset", "3")]), None);
        assert_eq!(
            wait(&[("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", "1000000000")]),
            Some(215_888_223_000.0)
        );
    }

    #[test]
    fn retry_after_counts_before_the_others() {
        let headers = [("retry-after", "5"), ("ratelimit-remaining", "0"), ("ratelimit-reset", "30")];
        assert_eq!(wait(&headers), Some(5_000.0));
    }
}
