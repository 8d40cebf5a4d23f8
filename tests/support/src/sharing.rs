//! What an answer lets other origins see.

use http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_EXPOSE_HEADERS,
};
use http::{HeaderMap, HeaderName, HeaderValue};

const TIMING_ALLOW_ORIGIN: HeaderName = HeaderName::from_static("timing-allow-origin");
const CROSS_ORIGIN_RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");
const ANY: HeaderValue = HeaderValue::from_static("*");

/// What an answer lets other origins see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sharing {
    /// Sends `Access-Control-Allow-Origin: *` and answers preflights.
    pub cors: bool,
    /// Sends `Timing-Allow-Origin: *`.
    pub tao: bool,
    /// Sends `Cross-Origin-Resource-Policy: same-origin`, which makes even `no-cors` fetches fail.
    pub corp: bool,
}

impl Sharing {
    /// Status, headers, body and timing: all to be seen.
    pub const OPEN: Self = Self { cors: true, tao: true, corp: false };
    /// Status, headers and body, no timing phases.
    pub const CORS_ONLY: Self = Self { cors: true, tao: false, corp: false };
    /// Nothing but that a server answered, to a `no-cors` fetch.
    pub const CLOSED: Self = Self { cors: false, tao: false, corp: false };
    /// Nothing at all.
    pub const SEALED: Self = Self { cors: false, tao: false, corp: true };

    /// Returns what the path's first segment decides, with the path behind it, or `None` if that
    /// segment is not such a prefix.
    pub(crate) fn split_prefix(path: &str) -> Option<(Self, &str)> {
        let (first, _) = path.strip_prefix('/')?.split_once('/')?;
        let sharing = match first {
            "cors" => Self::CORS_ONLY,
            "tao" => Self::OPEN,
            "closed" => Self::CLOSED,
            "corp" => Self::SEALED,
            _ => return None,
        };
        Some((sharing, &path[1 + first.len()..]))
    }

    /// Adds the headers that say so; `expose` also lets other origins read `Retry-After`.
    pub(crate) fn apply(self, headers: &mut HeaderMap, expose: bool) {
        if self.cors {
            headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, ANY);
            if expose {
                let retry_after = HeaderValue::from_static("Retry-After");
                headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, retry_after);
            }
        }
        if self.tao {
            headers.insert(TIMING_ALLOW_ORIGIN, ANY);
        }
        if self.corp {
            let same_origin = HeaderValue::from_static("same-origin");
            headers.insert(CROSS_ORIGIN_RESOURCE_POLICY, same_origin);
        }
    }

    /// Adds the headers of a preflight's answer that allow every method and every header but
    /// `Authorization`, which the Fetch standard keeps out of `*`.
    pub(crate) fn apply_preflight(headers: &mut HeaderMap) {
        headers.insert(ACCESS_CONTROL_ALLOW_METHODS, ANY);
        headers.insert(ACCESS_CONTROL_ALLOW_HEADERS, ANY);
    }
}

#[cfg(test)]
mod tests {
    use super::Sharing;

    #[test]
    fn a_prefix_is_cut_off_and_decides() {
        assert_eq!(Sharing::split_prefix("/cors/todos/1"), Some((Sharing::CORS_ONLY, "/todos/1")));
        assert_eq!(Sharing::split_prefix("/closed/json"), Some((Sharing::CLOSED, "/json")));
    }

    #[test]
    fn other_paths_have_no_prefix() {
        for path in ["/", "/todos/1", "/cors", "/corset/json", "cors/json"] {
            assert_eq!(Sharing::split_prefix(path), None, "{path}");
        }
    }
}
