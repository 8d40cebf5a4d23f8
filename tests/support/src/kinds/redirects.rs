//! `/redirect/{n}`.

use http::header::LOCATION;
use http::{HeaderValue, StatusCode};

use super::documents;
use crate::answer::{Answer, NoAnswer, empty};
use crate::call::Call;

pub(super) fn answer(hops: u32, call: &Call<'_>) -> Result<Answer, NoAnswer> {
    if hops == 0 {
        return Ok(documents::todo(1));
    }
    let status = call.query.number::<u16>("status")?.unwrap_or(302);
    let status = StatusCode::from_u16(status).ok().filter(StatusCode::is_redirection);
    let mut answer = empty(status.ok_or(NoAnswer::BadNumber("status"))?);
    let location = HeaderValue::from_str(&location(hops, call)).map_err(|_| NoAnswer::BadLocation)?;
    answer.headers_mut().insert(LOCATION, location);
    Ok(answer)
}

fn location(hops: u32, call: &Call<'_>) -> String {
    let prefix = call.prefix;
    if hops > 1 {
        let query = call.query.0.map(|query| format!("?{query}")).unwrap_or_default();
        return format!("{prefix}/redirect/{}{query}", hops - 1);
    }
    match call.query.text("to") {
        Some(to) => to.into_owned(),
        None => format!("{prefix}/todos/1"),
    }
}
