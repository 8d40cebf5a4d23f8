//! `/status/{n}` and `/by-method/{h}/{g}`.

use http::{Method, StatusCode};

use crate::answer::{Answer, empty, is_bodiless, text};
use crate::call::Call;

pub(super) fn fixed(status: StatusCode) -> Answer {
    if is_bodiless(status) { empty(status) } else { text(status, status.as_str().to_owned()) }
}

pub(super) fn by_method(head: StatusCode, get: StatusCode, call: &Call<'_>) -> Answer {
    fixed(if call.method == Method::HEAD { head } else { get })
}
