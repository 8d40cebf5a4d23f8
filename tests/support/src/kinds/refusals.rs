//! `/busy`, `/flaky` and `/bucket/{r}/{b}`.

use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};
use tokio::time::sleep;

use crate::answer::{Answer, NoAnswer, fixed, with_header};
use crate::call::Call;
use crate::server::Server;

pub(super) fn busy(server: &Server, call: &Call<'_>) -> Result<Answer, NoAnswer> {
    let after = call.query.number::<u32>("after")?.unwrap_or(1);
    if let Some(times) = call.query.number("times")?
        && earlier("busy", server, call) >= times
    {
        return Ok(fixed(StatusCode::OK));
    }
    Ok(with_header(fixed(StatusCode::TOO_MANY_REQUESTS), RETRY_AFTER, HeaderValue::from(after)))
}

pub(super) fn flaky(server: &Server, call: &Call<'_>) -> Result<Answer, NoAnswer> {
    let fail = call.query.number("fail")?.unwrap_or(1);
    let default = StatusCode::SERVICE_UNAVAILABLE;
    let status = call.query.status(default, |status| !status.is_informational())?;
    Ok(fixed(if earlier("flaky", server, call) < fail { status } else { StatusCode::OK }))
}

pub(super) async fn bucket(
    server: &Server,
    per_second: u32,
    burst: u32,
    call: &Call<'_>,
) -> Result<Answer, NoAnswer> {
    let work = call.query.millis("ms", 0)?;
    let (name, now_ms) = (format!("{per_second} {burst} {}", call.line()), server.log.now_ms());
    if !server.buckets.take(&name, per_second, burst, now_ms) {
        return Ok(fixed(StatusCode::TOO_MANY_REQUESTS));
    }
    sleep(work).await;
    Ok(fixed(StatusCode::OK))
}

/// Returns how many requests of this kind came for the same key before, and counts this one.
fn earlier(kind: &str, server: &Server, call: &Call<'_>) -> u64 {
    let name = format!("{kind} {}", call.query.text("key").unwrap_or_default());
    server.tallies.with(&name, u64::default, |tally| {
        *tally += 1;
        *tally - 1
    })
}
