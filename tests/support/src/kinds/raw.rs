//! `/http09`, `/garbage`, `/empty` and `/bare`: what hyper cannot write.

use bytes::Bytes;
use http::{Method, StatusCode};

use crate::answer::{NoAnswer, Raw};
use crate::call::Call;

/// Some clients look for a status line behind a few stray bytes: there is none in here.
const GARBAGE: &[u8] = &[0xff; 64];

pub(super) fn without_status_line() -> NoAnswer {
    raw(None, b"a text without a status line\n")
}

pub(super) fn garbage() -> NoAnswer {
    raw(None, GARBAGE)
}

pub(super) fn nothing() -> NoAnswer {
    raw(None, b"")
}

pub(super) fn without_headers(call: &Call<'_>) -> NoAnswer {
    let head = b"HTTP/1.1 200 OK\r\n\r\n";
    let whole = b"HTTP/1.1 200 OK\r\n\r\na body without a header\n";
    raw(Some(StatusCode::OK), if call.method == Method::HEAD { head } else { whole })
}

fn raw(status: Option<StatusCode>, bytes: &'static [u8]) -> NoAnswer {
    NoAnswer::Raw(Raw { status, bytes: Bytes::from_static(bytes) })
}
