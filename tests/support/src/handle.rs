//! From a request to its answer: who answers, what other origins may see of it, what the log keeps.

use std::future::poll_fn;
use std::sync::Arc;

use http::header::{ALLOW, CACHE_CONTROL, CONTENT_LENGTH, LOCATION};
use http::request::Parts;
use http::{HeaderValue, Method, Request, Response, StatusCode, Version};
use http_body_util::BodyExt;
use hyper::body::Incoming;

use crate::answer::{Answer, NoAnswer, empty, is_bodiless, text, with_header};
use crate::call::{Call, Query, authority, without_port};
use crate::connection::Connection;
use crate::inbox::Taken;
use crate::kind::Kind;
use crate::kinds;
use crate::log::Arrival;
use crate::own_affairs::OwnAffair;
use crate::payload::{Cut, Payload};
use crate::server::Server;
use crate::sharing::Sharing;
use crate::tracked::{Guard, Tracked};

/// Returns the answer to a request, once it is due.
///
/// # Errors
/// [`Cut`] on HTTP/2 where the path asks for a reset; hyper then resets the stream.
pub(crate) async fn handle(
    server: Arc<Server>,
    connection: Arc<Connection>,
    request: Request<Incoming>,
) -> Result<Response<Tracked>, Cut> {
    let (request, body) = request.into_parts();
    let (method, path, version) = (&request.method, request.uri.path(), request.version);
    if let Some(affair) = OwnAffair::parse(method, path) {
        return Ok(send(affair.answer(&server, body).await, method, None));
    }
    let authority = authority(&request);
    let host = without_port(&authority);
    let (sharing, rest) = Sharing::split_prefix(path).unwrap_or_else(|| (server.policy.for_host(host), path));
    let kind = Kind::parse(rest);

    let path_and_query = request.uri.path_and_query().map_or(path, |both| both.as_str());
    let begin = || {
        let (id, tls, host) = (connection.id, connection.tls, authority.as_str());
        let ticket =
            server.log.begin(&Arrival { connection: id, tls, host, method, path: path_and_query, version });
        Guard { ticket, connection: Arc::clone(&connection), version }
    };
    let serves_file = kind.is_none() && is_reading(method) && server.serves_files(host);
    let guard = (!serves_file || server.log_files).then(begin);
    if serves_file && let Some(file) = server.site.find(&request.uri, &server.gates).await {
        return Ok(send(file, method, guard));
    }

    let guard = guard.unwrap_or_else(begin);
    let call = Call {
        method,
        prefix: &path[..path.len() - rest.len()],
        path_and_query,
        query: Query(request.uri.query()),
        headers: &request.headers,
        ticket: &guard.ticket,
    };
    let answer = match (kind, method) {
        (Some(Kind::Take(key)), method) if method != Method::OPTIONS => {
            take(&server, key, &request, body).await;
            Ok(empty(StatusCode::OK))
        }
        (_, &Method::OPTIONS) => Ok(preflight(sharing)),
        (Some(kind @ Kind::Redirect(_)), method) if !is_reading(method) => {
            // What is left unread may cost the connection.
            let _ = body.collect().await;
            kinds::answer(kind, &server, &call).await
        }
        (_, method) if !is_reading(method) => Ok(refused()),
        (Some(kind), _) => kinds::answer(kind, &server, &call).await,
        (None, _) => Ok(unknown(&server, host, path)),
    };
    let mut answer = match answer {
        Ok(answer) => answer,
        Err(NoAnswer::Cut(cut)) => return poll_fn(|_| guard.poll_cut(cut)).await,
        Err(NoAnswer::Raw(raw)) if version != Version::HTTP_2 => return guard.end_raw(raw).await,
        Err(problem) => text(StatusCode::BAD_REQUEST, problem.to_string()),
    };
    // Without it browsers keep a 301 for good.
    answer.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    sharing.apply(answer.headers_mut(), call.query.is_on("expose"));
    Ok(send(answer, method, Some(guard)))
}

/// Keeps the request as it came; one whose body breaks off is not kept.
async fn take(server: &Server, key: String, request: &Parts, body: Incoming) {
    if let Ok(body) = body.collect().await {
        let (method, headers) = (request.method.clone(), request.headers.clone());
        server.inbox.put_taken(Taken { key, method, headers, body: body.to_bytes() });
    }
}

fn is_reading(method: &Method) -> bool {
    matches!(*method, Method::GET | Method::HEAD)
}

fn preflight(sharing: Sharing) -> Answer {
    if !sharing.cors {
        return refused();
    }
    let mut answer = empty(StatusCode::NO_CONTENT);
    Sharing::apply_preflight(answer.headers_mut());
    answer
}

fn refused() -> Answer {
    with_header(empty(StatusCode::METHOD_NOT_ALLOWED), ALLOW, HeaderValue::from_static("GET, HEAD"))
}

/// Returns the answer to a path that the server neither knows nor has a file for.
fn unknown(server: &Server, host: &str, path: &str) -> Answer {
    let expected = match server.fallback {
        Some(fallback) if !server.serves_files(host) => fallback(host, path),
        _ => return text(StatusCode::NOT_FOUND, "no such path"),
    };
    let answer = text(expected.status, format!("{host}{path}"));
    match expected.location.map(HeaderValue::try_from) {
        None => answer,
        Some(Ok(location)) => with_header(answer, LOCATION, location),
        Some(Err(error)) => text(StatusCode::INTERNAL_SERVER_ERROR, error.to_string()),
    }
}

/// Returns the answer as it goes to hyper, with its headers in the log.
fn send(mut answer: Answer, method: &Method, guard: Option<Guard>) -> Response<Tracked> {
    if let Some(len) = answer.body().known_len()
        && !is_bodiless(answer.status())
    {
        answer.headers_mut().insert(CONTENT_LENGTH, HeaderValue::from(len));
    }
    if method == Method::HEAD {
        *answer.body_mut() = Payload::empty();
    }
    if let Some(guard) = &guard {
        guard.ticket.answer(answer.status());
    }
    answer.map(|payload| match guard {
        Some(guard) => Tracked::logged(payload, guard),
        None => Tracked::unlogged(payload),
    })
}
