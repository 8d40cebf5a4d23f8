//! `/busy`, `/flaky` and `/bucket/{r}/{b}`.

use std::time::Duration;

use http::header::RETRY_AFTER;
use http::{HeaderValue, StatusCode};
use tokio::time::sleep;

use super::statuses::fixed;
use crate::answer::{Answer, NoAnswer};
use crate::call::Call;
use crate::server::Server;
use crate::tally::Tallies;

pub(super) fn busy(tallies: &Tallies, call: &Call<'_>) -> Result<Answer, NoAnswer> {
    let after = call.query.number::<u32>("after")?.unwrap_or(1);
    if let Some(times) = call.query.number("times")?
        && tallies.count(name("busy", call)) >= times
    {
        return Ok(fixed(StatusCode::OK));
    }
    let mut answer = fixed(StatusCode::TOO_MANY_REQUESTS);
    answer.headers_mut().insert(RETRY_AFTER, HeaderValue::from(after));
    Ok(answer)
}

pub(super) fn flaky(tallies: &Tallies, call: &Call<'_>) -> Result<Answer, NoAnswer> {
    let fail = call.query.number("fail")?.unwrap_or(1);
    let status = call.query.number::<u16>("status")?.unwrap_or(503);
    let status = StatusCode::from_u16(status).ok().filter(|status| !status.is_informational());
    let status = status.ok_or(NoAnswer::BadNumber("status"))?;
    let failed = tallies.count(name("flaky", call)) < fail;
    Ok(fixed(if failed { status } else { StatusCode::OK }))
}

pub(super) async fn bucket(
    server: &Server,
    per_second: u32,
    burst: u32,
    call: &Call<'_>,
) -> Result<Answer, NoAnswer> {
    let work = Duration::from_millis(call.query.number("ms")?.unwrap_or(0));
    if !server.buckets.take(
        format!("{per_second} {burst} {}", call.line()),
        per_second,
        burst,
        server.log.now_ms(),
    ) {
        return Ok(fixed(StatusCode::TOO_MANY_REQUESTS));
    }
    sleep(work).await;
    Ok(fixed(StatusCode::OK))
}

fn name(kind: &str, call: &Call<'_>) -> String {
    format!("{kind} {}", call.query.text("key").unwrap_or_default())
}
