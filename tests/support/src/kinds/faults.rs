//! `/reset`, `/reset-after-headers` and `/truncated`.

use std::time::Duration;

use http::header::CONTENT_LENGTH;
use http::{HeaderValue, StatusCode};

use crate::answer::{Answer, NoAnswer, of_payload};
use crate::call::Call;
use crate::payload::{Break, Cut, Payload};

/// How long after the first piece the fault comes, if the query does not say: enough for the
/// headers to be on the wire.
const FAULT_AFTER_MS: u64 = 50;

pub(super) fn reset() -> NoAnswer {
    NoAnswer::Cut(Cut)
}

pub(super) fn reset_after_headers(call: &Call<'_>) -> Result<Answer, NoAnswer> {
    let pause = pause(call)?;
    Ok(of_payload(StatusCode::OK, Payload::broken(16, pause, Break::Cut)))
}

pub(super) fn truncated(call: &Call<'_>) -> Result<Answer, NoAnswer> {
    let claimed = call.query.number::<u64>("bytes")?.unwrap_or(1_000);
    let payload = Payload::broken(claimed / 2, pause(call)?, Break::End);
    let mut answer = of_payload(StatusCode::OK, payload);
    answer.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(claimed));
    Ok(answer)
}

fn pause(call: &Call<'_>) -> Result<Duration, NoAnswer> {
    Ok(Duration::from_millis(call.query.number("ms")?.unwrap_or(FAULT_AFTER_MS)))
}
