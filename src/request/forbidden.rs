//! Request headers that no page may set: the browser drops them without a word, so they are refused with one.

/// The Fetch standard's "forbidden request-header" names, in small letters; and see [`is_forbidden`] for the rest.
const NAMES: [&str; 22] = [
    "accept-charset",
    "accept-encoding",
    "access-control-request-headers",
    "access-control-request-method",
    "access-control-request-private-network",
    "connection",
    "content-length",
    "cookie",
    "cookie2",
    "date",
    "dnt",
    "expect",
    "host",
    "keep-alive",
    "origin",
    "referer",
    "set-cookie",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
];

/// Names by which some servers take another method than the request's; no page may name these methods so.
const METHOD_OVERRIDES: [&str; 3] = ["x-http-method", "x-http-method-override", "x-method-override"];
const FORBIDDEN_METHODS: [&str; 3] = ["connect", "trace", "track"];

pub(super) fn is_forbidden(name: &str, value: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let names_forbidden_method = || {
        METHOD_OVERRIDES.contains(&name.as_str())
            && value.split(',').any(|method| {
                FORBIDDEN_METHODS.iter().any(|forbidden| method.trim().eq_ignore_ascii_case(forbidden))
            })
    };
    NAMES.contains(&name.as_str())
        || name.starts_with("proxy-")
        || name.starts_with("sec-")
        || names_forbidden_method()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_any_case_and_by_their_beginning() {
        for name in ["Cookie", "HOST", "Sec-Fetch-Mode", "Proxy-Authorization", "Content-Length"] {
            assert!(is_forbidden(name, "x"), "{name}");
        }
        for name in ["Authorization", "X-Cookie", "Security", "User-Agent", "Accept"] {
            assert!(!is_forbidden(name, "x"), "{name}");
        }
    }

    #[test]
    fn another_method_may_be_named_but_not_every_one() {
        assert!(is_forbidden("X-HTTP-Method-Override", "GET, Trace"));
        assert!(!is_forbidden("X-HTTP-Method-Override", "DELETE"));
    }
}
