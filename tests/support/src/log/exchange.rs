//! One request with its answer.

use std::sync::Arc;

use http::{Method, Version};
use serde::{Serialize, Serializer};

/// One request with its answer. Times are milliseconds since the server's start, on a clock that
/// never goes back.
#[derive(Clone, Debug, Serialize)]
pub struct Exchange {
    /// The number of the request, from 0, in the order of arrival; never used twice.
    pub seq: u64,
    /// The connection it came over; numbered from 0 in the order of opening.
    pub connection: u64,
    /// Whether that connection is encrypted.
    pub tls: bool,
    /// The `Host` header or `:authority`, in lower case, with the port if the client sent one.
    pub host: Arc<str>,
    /// The method; a preflight is an `OPTIONS` of its own.
    #[serde(serialize_with = "as_text")]
    pub method: Method,
    /// Path and query, as sent.
    pub path: String,
    /// `HTTP/1.1` or `HTTP/2.0`.
    #[serde(serialize_with = "as_debug")]
    pub version: Version,
    /// When the request's headers had been read.
    pub started_ms: f64,
    /// How long the handler waited on purpose before it answered: `/delay`, the gate, the line.
    pub waited_ms: f64,
    /// When the answer's headers were ready; `None` while there is no answer.
    pub answered_ms: Option<f64>,
    /// The answer's status; `None` while there is no answer.
    pub status: Option<u16>,
    /// When the last of it was handed to the connection, or it was broken off; `None` while in
    /// flight.
    pub ended_ms: Option<f64>,
    /// How it ended; `None` while in flight.
    pub ending: Option<Ending>,
}

impl Exchange {
    /// Returns whether this is a request for the path: with a query in `path` both must be equal,
    /// without one the query is not looked at.
    pub fn is_for(&self, path: &str) -> bool {
        self.path == path || self.path.split_once('?').is_some_and(|(without_query, _)| without_query == path)
    }

    /// Returns whether it has not ended.
    pub fn is_in_flight(&self) -> bool {
        self.ending.is_none()
    }
}

/// How an exchange ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ending {
    /// All that the server meant to send was handed to the connection. The client may still have
    /// gone before it read the last of it.
    Done,
    /// The client went away before that.
    Aborted,
    /// The server reset the connection or the stream, as the path says.
    Reset,
}

/// What is known of a request when it arrives.
#[derive(Debug)]
pub(crate) struct Arrival<'a> {
    pub(crate) connection: u64,
    pub(crate) tls: bool,
    pub(crate) host: &'a str,
    pub(crate) method: &'a Method,
    pub(crate) path: &'a str,
    pub(crate) version: Version,
}

fn as_text<S: Serializer>(method: &Method, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(method.as_str())
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
fn as_debug<S: Serializer>(version: &Version, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{version:?}"))
}
