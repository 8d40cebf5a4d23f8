//! Which host a request is for.

use http::header::HOST;
use http::request::Parts;

/// Returns the host that a request is for as the client named it, in lower case, with the port if
/// there is one; empty if it named none.
pub(crate) fn authority(request: &Parts) -> String {
    let in_header = || request.headers.get(HOST).and_then(|host| host.to_str().ok());
    // HTTP/2 has it in the URI, as `:authority`.
    let named = request.uri.authority().map(http::uri::Authority::as_str).or_else(in_header);
    named.unwrap_or_default().to_ascii_lowercase()
}

/// Returns the authority without its port; the brackets of an IPv6 address stay.
pub(crate) fn without_port(authority: &str) -> &str {
    match authority.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => authority,
    }
}

#[cfg(test)]
mod tests {
    use super::without_port;

    #[test]
    fn only_a_port_is_cut_off() {
        assert_eq!(without_port("a.test:8080"), "a.test");
        assert_eq!(without_port("a.test"), "a.test");
        assert_eq!(without_port("[::1]:80"), "[::1]");
        assert_eq!(without_port("[::1]"), "[::1]");
    }
}
