//! Answers, and why there may be none.

use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{HeaderName, HeaderValue, Response, StatusCode};
use serde_json::Value;

use crate::payload::{Cut, Payload};

/// An answer before its sharing headers are on it.
pub(crate) type Answer = Response<Payload>;

/// An answer on HTTP/1.1 that hyper cannot write: these bytes and no others, then the end of the connection.
#[derive(Clone, Debug)]
pub(crate) struct Raw {
    /// The status that clients read in it, if there is one.
    pub(crate) status: Option<StatusCode>,
    pub(crate) bytes: Bytes,
}

/// Why a named path has no answer of its own.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NoAnswer {
    #[error(transparent)]
    Cut(#[from] Cut),
    #[error("only HTTP/1.1 has this answer")]
    Raw(Raw),
    #[error("`{0}` in the query is no number in its range")]
    BadNumber(&'static str),
    #[error("`to` in the query is no header value")]
    BadLocation,
}

/// Returns an answer without a body.
pub(crate) fn empty(status: StatusCode) -> Answer {
    of_payload(status, Payload::empty())
}

/// Returns an answer with this body.
pub(crate) fn of_payload(status: StatusCode, payload: Payload) -> Answer {
    let mut answer = Response::new(payload);
    *answer.status_mut() = status;
    answer
}

/// Returns the answer of a path that names no more than a status.
pub(crate) fn fixed(status: StatusCode) -> Answer {
    if is_bodiless(status) { empty(status) } else { text(status, status.as_str().to_owned()) }
}

/// Returns the answer with this header.
pub(crate) fn with_header(mut answer: Answer, name: HeaderName, value: HeaderValue) -> Answer {
    answer.headers_mut().insert(name, value);
    answer
}

/// Returns a text.
pub(crate) fn text(status: StatusCode, text: impl Into<Bytes>) -> Answer {
    typed(status, HeaderValue::from_static("text/plain; charset=utf-8"), text.into())
}

/// Returns a JSON document with the status 200.
pub(crate) fn json(value: &Value) -> Answer {
    let content_type = HeaderValue::from_static("application/json");
    typed(StatusCode::OK, content_type, value.to_string().into())
}

/// Returns a body of the given type.
pub(crate) fn typed(status: StatusCode, content_type: HeaderValue, body: Bytes) -> Answer {
    with_header(of_payload(status, Payload::Whole(body)), CONTENT_TYPE, content_type)
}

/// Returns whether answers with this status never have a body.
pub(crate) fn is_bodiless(status: StatusCode) -> bool {
    matches!(status, StatusCode::NO_CONTENT | StatusCode::RESET_CONTENT | StatusCode::NOT_MODIFIED)
}
