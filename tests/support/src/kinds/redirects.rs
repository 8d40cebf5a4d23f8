//! `/redirect/{n}` and `/redirect-loop`.

use http::header::LOCATION;
use http::{HeaderValue, StatusCode};

use super::documents;
use crate::answer::{Answer, NoAnswer, empty, with_header};
use crate::call::Call;

pub(super) async fn answer(hops: u32, call: &Call<'_>) -> Result<Answer, NoAnswer> {
    if call.query.text("ms").is_some() {
        call.ticket.wait(tokio::time::sleep(call.query.millis("ms", 0)?)).await;
    }
    if hops == 0 {
        return Ok(documents::todo(1));
    }
    led_to(&location(hops, call), call.query.status(StatusCode::FOUND, StatusCode::is_redirection)?)
}

pub(super) fn back_to_itself(call: &Call<'_>) -> Result<Answer, NoAnswer> {
    led_to(&format!("{}/redirect-loop{}", call.prefix, query(call)), StatusCode::FOUND)
}

fn led_to(location: &str, status: StatusCode) -> Result<Answer, NoAnswer> {
    let location = HeaderValue::from_str(location).map_err(|_| NoAnswer::BadLocation)?;
    Ok(with_header(empty(status), LOCATION, location))
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
