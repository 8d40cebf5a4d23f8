//! `/delay/{ms}`, `/capacity/{k}/{ms}` and `/held/{key}`.

use std::time::Duration;

use http::StatusCode;
use tokio::time::sleep;

use super::{bodies, statuses::fixed};
use crate::answer::{Answer, NoAnswer};
use crate::call::Call;
use crate::gate::Gates;
use crate::queue::Queues;

pub(super) async fn delay(delay: Duration, call: &Call<'_>) -> Result<Answer, NoAnswer> {
    let bytes = call.query.number("bytes")?;
    call.ticket.wait(sleep(delay)).await;
    Ok(bytes.map_or_else(|| fixed(StatusCode::OK), |n| bodies::zeros(n, call)))
}

pub(super) async fn capacity(queues: &Queues, places: usize, work: Duration, call: &Call<'_>) -> Answer {
    let line = queues.line(&format!("{places} {}", call.line()), places);
    let place = if call.query.is_on("reject") {
        line.try_acquire().ok()
    } else {
        call.ticket.wait(line.acquire()).await.ok()
    };
    let Some(_place) = place else { return fixed(StatusCode::SERVICE_UNAVAILABLE) };
    sleep(work).await;
    fixed(StatusCode::OK)
}

pub(super) async fn held(gates: &Gates, key: &str, call: &Call<'_>) -> Answer {
    call.ticket.wait(gates.pass(key)).await;
    fixed(StatusCode::OK)
}
