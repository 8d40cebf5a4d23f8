//! `/delay/{ms}`, `/capacity/{k}/{ms}` and `/held/{key}`.

use std::sync::Arc;
use std::time::Duration;

use http::StatusCode;
use tokio::sync::Semaphore;
use tokio::time::sleep;

use super::bodies;
use crate::answer::{Answer, NoAnswer, fixed};
use crate::call::Call;
use crate::server::Server;

pub(super) async fn delay(delay: Duration, call: &Call<'_>) -> Result<Answer, NoAnswer> {
    let bytes = call.query.number("bytes")?;
    call.ticket.wait(sleep(delay)).await;
    Ok(bytes.map_or_else(|| fixed(StatusCode::OK), |n| bodies::zeros(n, call)))
}

pub(super) async fn capacity(server: &Server, places: usize, work: Duration, call: &Call<'_>) -> Answer {
    let name = format!("{places} {}", call.line());
    let line = server.queues.with(&name, || Arc::new(Semaphore::new(places)), |line| Arc::clone(line));
    let place = if call.query.is_on("reject") {
        line.try_acquire().ok()
    } else {
        call.ticket.wait(line.acquire()).await.ok()
    };
    let Some(_place) = place else { return fixed(StatusCode::SERVICE_UNAVAILABLE) };
    sleep(work).await;
    fixed(StatusCode::OK)
}

pub(super) async fn held(server: &Server, key: &str, call: &Call<'_>) -> Answer {
    call.ticket.wait(server.gates.pass(key)).await;
    fixed(StatusCode::OK)
}
