//! `/bytes/{n}`, `/drip` and `/stall`.

use std::time::Duration;

use http::StatusCode;

use crate::answer::{Answer, NoAnswer, of_payload};
use crate::call::Call;
use crate::payload::Payload;

pub(super) fn zeros(n: u64, call: &Call<'_>) -> Answer {
    let sized = !call.query.is_on("chunked");
    of_payload(StatusCode::OK, Payload::Zeros { left: n, sized })
}

pub(super) fn drip(call: &Call<'_>) -> Result<Answer, NoAnswer> {
    let n = call.query.number("bytes")?.unwrap_or(100);
    let step = call.query.number("step")?.unwrap_or(10);
    let pause = Duration::from_millis(call.query.number("ms")?.unwrap_or(10));
    Ok(of_payload(StatusCode::OK, Payload::drip(n, step, pause)))
}

pub(super) fn stall(call: &Call<'_>) -> Result<Answer, NoAnswer> {
    let n = call.query.number("bytes")?.unwrap_or(0);
    Ok(of_payload(StatusCode::OK, Payload::stall(n)))
}
