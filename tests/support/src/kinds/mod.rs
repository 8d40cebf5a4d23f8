//! What each named path answers.

mod bodies;
mod documents;
mod faults;
mod gzip_bomb;
mod redirects;
mod refusals;
mod statuses;
mod waits;

pub(crate) use gzip_bomb::Bombs;

use crate::answer::{Answer, NoAnswer};
use crate::call::Call;
use crate::kind::Kind;
use crate::server::Server;

/// Returns the answer to a named path, once it is due.
///
/// # Errors
/// [`NoAnswer`] for a reset that the path asks for, and for a query that cannot be read.
pub(crate) async fn answer(kind: Kind, server: &Server, call: &Call<'_>) -> Result<Answer, NoAnswer> {
    match kind {
        Kind::Status(status) => Ok(statuses::fixed(status)),
        Kind::ByMethod { head, get } => Ok(statuses::by_method(head, get, call)),
        Kind::Delay(delay) => waits::delay(delay, call).await,
        Kind::Bytes(n) => Ok(bodies::zeros(n, call)),
        Kind::GzipBomb(n) => Ok(gzip_bomb::answer(&server.bombs, n).await),
        Kind::Drip => bodies::drip(call),
        Kind::Redirect(hops) => redirects::answer(hops, call).await,
        Kind::RedirectLoop => redirects::back_to_itself(call),
        Kind::Todo(id) => Ok(documents::todo(id)),
        Kind::Json => Ok(documents::sample()),
        Kind::Headers => Ok(documents::headers(call)),
        Kind::Echo(text) => Ok(documents::echo(text)),
        Kind::Busy => refusals::busy(&server.tallies, call),
        Kind::Flaky => refusals::flaky(&server.tallies, call),
        Kind::Capacity { places, work } => Ok(waits::capacity(&server.queues, places, work, call).await),
        Kind::Bucket { per_second, burst } => refusals::bucket(server, per_second, burst, call).await,
        Kind::Held(key) => Ok(waits::held(&server.gates, &key, call).await),
        // What came is kept before its answer is looked for.
        Kind::Take(_) => Ok(statuses::fixed(http::StatusCode::OK)),
        Kind::Never => std::future::pending().await,
        Kind::Stall => bodies::stall(call),
        Kind::Reset => Err(faults::reset()),
        Kind::ResetAfterHeaders => faults::reset_after_headers(call),
        Kind::Truncated => faults::truncated(call),
    }
}
