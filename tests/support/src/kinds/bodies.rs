//! `/bytes/{n}`, `/drip`, `/stall`, `/reset-after-headers` and `/truncated`.

use http::header::CONTENT_LENGTH;
use http::{HeaderValue, StatusCode};

use crate::answer::{Answer, NoAnswer, of_payload, with_header};
use crate::call::Call;
use crate::payload::{Break, Payload};

/// How long after the first piece a fault comes, if the query does not say: enough for the headers to be on the wire.
const FAULT_AFTER_MS: u64 = 50;

pub(super) fn zeros(n: u64, call: &Call<'_>) -> Answer {
    let sized = !call.query.is_on("chunked");
    of_payload(StatusCode::OK, Payload::Zeros { left: n, sized })
}

pub(super) fn drip(call: &Call<'_>) -> Result<Answer, NoAnswer> {
    let n = call.query.number("bytes")?.unwrap_or(100);
    let step = call.query.number("step")?.unwrap_or(10);
    Ok(of_payload(StatusCode::OK, Payload::drip(n, step, call.query.millis("ms", 10)?)))
}

pub(super) fn stall(call: &Call<'_>) -> Result<Answer, NoAnswer> {
    let n = call.query.number("bytes")?.unwrap_or(0);
    Ok(of_payload(StatusCode::OK, Payload::stall(n)))
}

pub(super) fn reset_after_headers(call: &Call<'_>) -> Result<Answer, NoAnswer> {
    broken(16, Break::Cut, call)
}

pub(super) fn truncated(call: &Call<'_>) -> Result<Answer, NoAnswer> {
    let claimed = call.query.number::<u64>("bytes")?.unwrap_or(1_000);
    Ok(with_header(broken(claimed / 2, Break::End, call)?, CONTENT_LENGTH, HeaderValue::from(claimed)))
}

fn broken(n: u64, then: Break, call: &Call<'_>) -> Result<Answer, NoAnswer> {
    Ok(of_payload(StatusCode::OK, Payload::broken(n, call.query.millis("ms", FAULT_AFTER_MS)?, then)))
}
