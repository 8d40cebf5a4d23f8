//! What mapped hosts answer to paths that the server does not know.

use http::StatusCode;

use crate::steady_hash::steady_hash;

/// Where the redirects of [`expected`] lead, on the same host. It answers 200.
pub(crate) const REDIRECTED_PATH: &str = "/redirected";

/// What a mapped host answers to a path that the server does not know.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Expected {
    /// The status of the first answer.
    pub status: StatusCode,
    /// The `Location` header, for redirects.
    pub location: Option<String>,
}

/// Returns what a host (without port, in lower case) answers to a path (without query): of all
/// pairs about 80 % are 200, 8 % are 404, 6 % are 500 and 6 % are 301 to `/redirected` on the same
/// host, which is 200. It is a function of its arguments alone, so tests know it beforehand.
///
/// It does not speak of the [paths the server knows](crate::paths).
pub fn expected(host: &str, path: &str) -> Expected {
    let share = steady_hash(&[host, path]) % 100;
    let (status, location) = match share {
        _ if path == REDIRECTED_PATH => (StatusCode::OK, None),
        0..80 => (StatusCode::OK, None),
        80..88 => (StatusCode::NOT_FOUND, None),
        88..94 => (StatusCode::INTERNAL_SERVER_ERROR, None),
        _ => (StatusCode::MOVED_PERMANENTLY, Some(REDIRECTED_PATH.to_owned())),
    };
    Expected { status, location }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{REDIRECTED_PATH, StatusCode, expected};

    #[test]
    fn the_shares_are_about_as_documented() {
        let mut counts: HashMap<u16, u32> = HashMap::new();
        for n in 0..10_000 {
            let answer = expected(&format!("h{}.test", n % 100), &format!("/page/{n}"));
            assert_eq!(answer.location.is_some(), answer.status.is_redirection());
            *counts.entry(answer.status.as_u16()).or_default() += 1;
        }
        assert!((7_700..8_300).contains(&counts[&200]), "{counts:?}");
        assert!((650..950).contains(&counts[&404]), "{counts:?}");
        assert!((450..750).contains(&counts[&500]), "{counts:?}");
        assert!((450..750).contains(&counts[&301]), "{counts:?}");
    }

    #[test]
    fn redirects_end_on_every_host() {
        for n in 0..100 {
            let end = expected(&format!("h{n}.test"), REDIRECTED_PATH);
            assert_eq!(end.status, StatusCode::OK);
        }
    }
}
