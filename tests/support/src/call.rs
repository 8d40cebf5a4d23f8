//! A request as the named paths see it, and the host that it is for.

use std::borrow::Cow;
use std::str::FromStr;
use std::time::Duration;

use http::header::HOST;
use http::request::Parts;
use http::{HeaderMap, Method, StatusCode};

use crate::answer::NoAnswer;
use crate::log::Ticket;

/// A request as the named paths see it.
#[derive(Debug)]
pub(crate) struct Call<'a> {
    pub(crate) method: &'a Method,
    /// The prefix in front of the named path, such as `/cors`, or nothing.
    pub(crate) prefix: &'a str,
    /// Path and query, prefix included.
    pub(crate) path_and_query: &'a str,
    pub(crate) query: Query<'a>,
    pub(crate) headers: &'a HeaderMap,
    pub(crate) ticket: &'a Ticket,
}

impl Call<'_> {
    /// Returns the name of the line that the request waits in: what `?line=` says, or else path and query.
    pub(crate) fn line(&self) -> Cow<'_, str> {
        // No path is without a slash at its front.
        let named = self.query.text("line").map(|name| Cow::from(format!("line {name}")));
        named.unwrap_or(Cow::Borrowed(self.path_and_query))
    }
}

/// The part of a URL after `?`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Query<'a>(pub(crate) Option<&'a str>);

impl<'a> Query<'a> {
    /// Returns the first value of that name, decoded.
    pub(crate) fn text(self, name: &str) -> Option<Cow<'a, str>> {
        let pairs = form_urlencoded::parse(self.0?.as_bytes());
        pairs.into_iter().find_map(|(key, value)| (key == name).then_some(value))
    }

    /// Returns whether the value of that name is `1`.
    pub(crate) fn is_on(self, name: &str) -> bool {
        self.text(name).is_some_and(|value| value == "1")
    }

    /// Returns the number of that name, if it is there.
    ///
    /// # Errors
    /// [`NoAnswer::BadNumber`] if it is there and is none of its type.
    pub(crate) fn number<T: FromStr>(self, name: &'static str) -> Result<Option<T>, NoAnswer> {
        let parse = |text: Cow<'_, str>| text.parse().map_err(|_| NoAnswer::BadNumber(name));
        self.text(name).map(parse).transpose()
    }

    /// Returns the milliseconds of that name, or else `default`.
    pub(crate) fn millis(self, name: &'static str, default: u64) -> Result<Duration, NoAnswer> {
        Ok(Duration::from_millis(self.number(name)?.unwrap_or(default)))
    }

    /// Returns `?status=`, or else `default`.
    ///
    /// # Errors
    /// [`NoAnswer::BadNumber`] if it is no number, or none that `is_allowed`.
    pub(crate) fn status(
        self,
        default: StatusCode,
        is_allowed: impl Fn(&StatusCode) -> bool,
    ) -> Result<StatusCode, NoAnswer> {
        let Some(status) = self.number::<u16>("status")? else { return Ok(default) };
        StatusCode::from_u16(status).ok().filter(is_allowed).ok_or(NoAnswer::BadNumber("status"))
    }
}

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
    use super::{Query, without_port};

    #[test]
    fn values_are_found_by_name_and_decoded() {
        let query = Query(Some("a=1&to=http%3A%2F%2Fx%2F&b=x"));
        assert_eq!(query.text("to").as_deref(), Some("http://x/"));
        assert_eq!(query.number::<u64>("a").unwrap(), Some(1));
        assert_eq!(query.number::<u64>("c").unwrap(), None);
        assert!(query.number::<u64>("b").is_err());
        assert!(query.is_on("a") && !query.is_on("b") && !query.is_on("c"));
    }

    #[test]
    fn only_a_port_is_cut_off() {
        assert_eq!(without_port("a.test:8080"), "a.test");
        assert_eq!(without_port("a.test"), "a.test");
        assert_eq!(without_port("[::1]:80"), "[::1]");
        assert_eq!(without_port("[::1]"), "[::1]");
    }
}
