//! The named paths, read. For what they mean see [`paths`](crate::paths).

use std::time::Duration;

use http::StatusCode;
use percent_encoding::percent_decode_str;

/// The most that `/gzip-bomb` inflates to.
pub(crate) const MAX_BOMB_BYTES: u64 = 1 << 30;

/// The most that a header of `/big-header` holds.
const MAX_HEADER_BYTES: usize = 1 << 20;

/// A named path, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Status(StatusCode),
    ByMethod { head: StatusCode, get: StatusCode },
    Delay(Duration),
    Bytes(u64),
    GzipBomb(u64),
    Drip,
    Redirect(u32),
    RedirectLoop,
    Todo(u64),
    Json,
    Headers,
    Echo(String),
    Busy,
    Flaky,
    Capacity { places: usize, work: Duration },
    Bucket { per_second: u32, burst: u32 },
    Held(String),
    Take(String),
    Wall(String),
    Login(String),
    Never,
    Stall,
    Reset,
    ResetAfterHeaders,
    Truncated,
    Http09,
    Garbage,
    Empty,
    Bare,
    BigHeader(usize),
}

impl Kind {
    /// Returns what the path (without prefix and query) names, or `None` if it names nothing or its
    /// numbers are out of range.
    pub(crate) fn parse(path: &str) -> Option<Self> {
        let mut segments = path.strip_prefix('/')?.split('/');
        let words = (segments.next()?, segments.next(), segments.next());
        if segments.next().is_some() {
            return None;
        }
        Some(match words {
            ("status", Some(n), None) => Self::Status(status(n)?),
            ("by-method", Some(h), Some(g)) => Self::ByMethod { head: status(h)?, get: status(g)? },
            ("delay", Some(ms), None) => Self::Delay(millis(ms)?),
            ("bytes", Some(n), None) => Self::Bytes(n.parse().ok()?),
            ("gzip-bomb", Some(n), None) => Self::GzipBomb(bomb_size(n)?),
            ("drip", None, None) => Self::Drip,
            ("redirect", Some(n), None) => Self::Redirect(n.parse().ok()?),
            ("redirect-loop", None, None) => Self::RedirectLoop,
            ("todos", Some(i), None) => Self::Todo(i.parse().ok()?),
            ("json", None, None) => Self::Json,
            ("headers", None, None) => Self::Headers,
            ("echo", Some(text), None) => Self::Echo(decoded(text)),
            ("busy", None, None) => Self::Busy,
            ("flaky", None, None) => Self::Flaky,
            ("capacity", Some(k), Some(ms)) => Self::Capacity { places: places(k)?, work: millis(ms)? },
            ("bucket", Some(r), Some(b)) => {
                Self::Bucket { per_second: r.parse().ok()?, burst: b.parse().ok()? }
            }
            ("held", Some(key), None) => Self::Held(decoded(key)),
            ("take", Some(key), None) => Self::Take(decoded(key)),
            ("wall", Some(behind), None) => Self::Wall(decoded(behind)),
            ("login", Some(what), None) => Self::Login(decoded(what)),
            ("never", None, None) => Self::Never,
            ("stall", None, None) => Self::Stall,
            ("reset", None, None) => Self::Reset,
            ("reset-after-headers", None, None) => Self::ResetAfterHeaders,
            ("truncated", None, None) => Self::Truncated,
            ("http09", None, None) => Self::Http09,
            ("garbage", None, None) => Self::Garbage,
            ("empty", None, None) => Self::Empty,
            ("bare", None, None) => Self::Bare,
            ("big-header", Some(n), None) => Self::BigHeader(header_size(n)?),
            _ => return None,
        })
    }
}

fn status(text: &str) -> Option<StatusCode> {
    StatusCode::from_u16(text.parse().ok()?).ok().filter(|status| !status.is_informational())
}

fn millis(text: &str) -> Option<Duration> {
    text.parse().ok().map(Duration::from_millis)
}

fn bomb_size(text: &str) -> Option<u64> {
    text.parse().ok().filter(|n| *n <= MAX_BOMB_BYTES)
}

fn header_size(text: &str) -> Option<usize> {
    text.parse().ok().filter(|n| *n <= MAX_HEADER_BYTES)
}

fn places(text: &str) -> Option<usize> {
    let most = tokio::sync::Semaphore::MAX_PERMITS;
    text.parse().ok().filter(|places| (1..=most).contains(places))
}

fn decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Duration, Kind, StatusCode};

    #[test]
    fn paths_are_read_with_their_numbers() {
        assert_eq!(Kind::parse("/status/404"), Some(Kind::Status(StatusCode::NOT_FOUND)));
        assert_eq!(Kind::parse("/delay/30"), Some(Kind::Delay(Duration::from_millis(30))));
        assert_eq!(Kind::parse("/echo/a%20b"), Some(Kind::Echo("a b".to_owned())));
        let work = Duration::from_millis(5);
        assert_eq!(Kind::parse("/capacity/2/5"), Some(Kind::Capacity { places: 2, work }));
        assert_eq!(Kind::parse("/bucket/50/20"), Some(Kind::Bucket { per_second: 50, burst: 20 }));
    }

    #[test]
    fn numbers_out_of_range_and_other_paths_name_nothing() {
        for path in [
            "/",
            "/status/199",
            "/status/1000",
            "/status/x",
            "/status/200/1",
            "/capacity/0/5",
            "/bucket/-1/5",
            "/bucket/5",
            "/gzip-bomb/1073741825",
            "/big-header/1048577",
            "/json/1",
            "/json/",
            "/index.html",
        ] {
            assert_eq!(Kind::parse(path), None, "{path}");
        }
    }
}
