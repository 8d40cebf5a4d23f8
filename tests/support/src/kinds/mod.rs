//! What each named path answers.

mod bodies;
mod documents;
mod gzip_bomb;
mod raw;
mod redirects;
mod refusals;
mod waits;
mod walls;

pub(crate) use gzip_bomb::Bombs;

use http::{Method, StatusCode};

use crate::answer::{Answer, NoAnswer, fixed, text};
use crate::call::Call;
use crate::kind::Kind;
use crate::payload::Cut;
use crate::server::Server;

/// Returns the answer to a named path, once it is due.
///
/// # Errors
/// [`NoAnswer`] for a reset that the path asks for, and for a query that cannot be read.
pub(crate) async fn answer(kind: Kind, server: &Server, call: &Call<'_>) -> Result<Answer, NoAnswer> {
    match kind {
        Kind::Status(status) => Ok(fixed(status)),
        Kind::ByMethod { head, get } => Ok(fixed(if call.method == Method::HEAD { head } else { get })),
        Kind::Delay(delay) => waits::delay(delay, call).await,
        Kind::Bytes(n) => Ok(bodies::zeros(n, call)),
        Kind::GzipBomb(n) => Ok(gzip_bomb::answer(&server.bombs, n).await),
        Kind::Drip => bodies::drip(call),
        Kind::Redirect(hops) => redirects::answer(hops, call).await,
        Kind::RedirectLoop => redirects::back_to_itself(call),
        Kind::Todo(id) => Ok(documents::todo(id)),
        Kind::Json => Ok(documents::sample()),
        Kind::Headers => Ok(documents::headers(call)),
        Kind::Echo(echoed) => Ok(text(StatusCode::OK, echoed)),
        Kind::Busy => refusals::busy(server, call),
        Kind::Flaky => refusals::flaky(server, call),
        Kind::Capacity { places, work } => Ok(waits::capacity(server, places, work, call).await),
        Kind::Bucket { per_second, burst } => refusals::bucket(server, per_second, burst, call).await,
        Kind::Held(key) => Ok(waits::held(server, &key, call).await),
        // What came is kept before its answer is looked for.
        Kind::Take(_) => Ok(fixed(StatusCode::OK)),
        Kind::Wall(behind) => walls::wall(&behind, call).await,
        Kind::Login(what) => Ok(walls::login(&what, call)),
        Kind::Never => std::future::pending().await,
        Kind::Stall => bodies::stall(call),
        Kind::Reset => Err(NoAnswer::Cut(Cut)),
        Kind::ResetAfterHeaders => bodies::reset_after_headers(call),
        Kind::Truncated => bodies::truncated(call),
        Kind::Http09 => Err(raw::without_status_line()),
        Kind::Garbage => Err(raw::garbage()),
        Kind::Empty => Err(raw::nothing()),
        Kind::Bare => Err(raw::without_headers(call)),
        Kind::BigHeader(n) => Ok(documents::big_header(n)),
    }
}
