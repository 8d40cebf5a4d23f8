//! `/redirect/{n}` and `/redirect-loop`.

use std::time::Duration;

use http::header::LOCATION;
use http::{HeaderValue, StatusCode};

use super::documents;
use crate::answer::{Answer, NoAnswer, empty};
use crate::call::Call;

pub(super) async fn answer(hops: u32, call: &Call<'_>) -> Result<Answer, NoAnswer> {
    if let Some(ms) = call.query.number("ms")? {
        call.ticket.wait(tokio::time::sleep(Duration::from_millis(ms))).await;
    }
    if hops == 0 {
        return Ok(documents::todo(1));
    }
    let status = call.query.number::<u16>("status")?.unwrap_or(302);
    let status = StatusCode::from_u16(status).ok().filter(StatusCode::is_redirection);
    led_to(&location(hops, call), status.ok_or(NoAnswer::BadNumber("status"))?)
}

pub(super) fn back_to_itself(call: &Call<'_>) -> Result<Answer, NoAnswer> {
    led_to(&format!("{}/redirect-loop{}", call.prefix, query(call)), StatusCode::FOUND)
}

fn led_to(location: &str, status: StatusCode) -> Result<Answer, NoAnswer> {
    let mut answer = empty(status);
    let location = HeaderValue::from_str(location).map_err(|_| NoAnswer::BadLocation)?;
    answer.headers_mut().insert(LOCATION, location);
    Ok(answer)
}

fn query(call: &Call<'_>) -> String {
    call.query.0.map(|query| format!("?{query}")).unwrap_or_default()
}

fn location(hops: u32, call: &Call<'_>) -> String {
    let prefix = call.prefix;
    if hops > 1 {
        return format!("{prefix}/redirect/{}{}", hops - 1, query(call));
    }
    match call.query.text("to") {
        Some(to) => to.into_owned(),
        None => format!("{prefix}/todos/1"),
    }
}
