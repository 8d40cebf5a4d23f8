//! The paths that the server answers by name, on every host, to GET and HEAD, `/take` and `/redirect` to every method.
//!
//! | path | answer |
//! | --- | --- |
//! | `/status/{n}` | status `n`, 200 to 999; no body for 204, 205 and 304 |
//! | `/by-method/{h}/{g}` | status `h` to HEAD, `g` to GET, each 200 to 999 |
//! | `/delay/{ms}` | 200 after `ms`; `?bytes=n` for a body of `n` zero bytes |
//! | `/bytes/{n}` | `n` zero bytes with `Content-Length`; `?chunked=1` without |
//! | `/gzip-bomb/{n}` | a small gzip body that inflates to `n` zero bytes, at most 1 GiB |
//! | `/drip` | `?bytes=` (100) zero bytes in pieces of `?step=` (10, at most 64 KiB), `?ms=` (10) before each piece but the first |
//! | `/redirect/{n}` | `n` hops down to `/todos/1`, or to `?to=<absolute URL>`; `?status=` (302), `?ms=` (0) before each |
//! | `/redirect-loop` | 302 to itself, query and all |
//! | `/todos/{i}` | a small JSON object whose `id` is `i` |
//! | `/json` | a fixed JSON document |
//! | `/headers` | the request's headers as a JSON object |
//! | `/big-header/{n}` | 200 with a header `X-Big` of `n` bytes, at most 1 MiB: browsers take some 250 to 400 KB |
//! | `/echo/{text}` | the text, percent-decoded |
//! | `/busy` | 429 with `Retry-After: ?after=` (1) seconds; with `?times=k&key=x` only for the first `k` requests of that key, then 200 |
//! | `/flaky` | `?status=` (503) for the first `?fail=` (1) requests of `?key=`, then 200 |
//! | `/capacity/{k}/{ms}` | 200 after `ms`; at most `k` at once, the rest wait in line, or get 503 with `?reject=1`. Each path and query is a line of its own, or all of the same `k` and `?line=` |
//! | `/bucket/{r}/{b}` | 200 after `?ms=` (0), or at once 429 past `r` a second and `b` at once (a token bucket), for each path and query, or for all of the same `r`, `b` and `?line=` |
//! | `/held/{key}` | 200 once the test releases it |
//! | `/take/{key}` | 200 to any method; what came is kept for [`Origin::taken`](crate::Origin::taken) |
//! | `/wall/{behind}` | 403 to what is no navigation; to one `page` (`?status=`), an `attachment`, a `password` (401), a `dialog`, `never` an answer, a `cookie` that a script sets, or a redirect `to` `?to=`; pages request `/status/200?ran` and `?loaded` |
//! | `/login/{what}` | `in` sets a cookie; anything else is 200 with it and 401 without |
//! | `/never` | nothing, until the client goes |
//! | `/stall` | headers and `?bytes=` (0, at most 64 KiB) zero bytes, then nothing until the client goes |
//! | `/reset` | no answer: TCP RST on HTTP/1.1, `RST_STREAM` on HTTP/2 |
//! | `/reset-after-headers` | headers and a few bytes, `?ms=` (50) later the same reset |
//! | `/truncated` | `Content-Length: ?bytes=` (1000), half of it but at most 64 KiB, and `?ms=` (50) later the end |
//! | `/http09` | a text without a status line, then the end of the connection (HTTP/1.1 only) |
//! | `/garbage` | bytes that are no HTTP, then the end of the connection (HTTP/1.1 only) |
//! | `/empty` | the end of the connection, without a byte (HTTP/1.1 only) |
//! | `/bare` | 200 without any header, and a short body that ends with the connection (HTTP/1.1 only) |
//!
//! A query value that is not a number where one is wanted answers 400. HEAD gets the same status
//! and headers and ends there, whatever the body would have done.
//!
//! What is on HTTP/1.1 only is sent as it is, without the headers that every other answer has; on HTTP/2 it is 400. The log
//! shows it as done, and where there is no status line, without a status.
//!
//! Each path may have a prefix that decides what other origins may see, whatever the
//! [policy](crate::Policy) says of the host: `/cors` ([`CORS_ONLY`](crate::Sharing::CORS_ONLY)),
//! `/tao` ([`OPEN`](crate::Sharing::OPEN)), `/closed` ([`CLOSED`](crate::Sharing::CLOSED)),
//! `/corp` ([`SEALED`](crate::Sharing::SEALED)). Redirects keep the prefix. `?expose=1` lets other
//! origins read `Retry-After`. OPTIONS is answered as a preflight where CORS is on, else with 405.

/// Returns the path of a redirect with this status to any URL: one with a fragment, of another scheme, or such a redirect
/// on another host, which makes a chain.
pub fn redirect(status: u16, to: &str) -> String {
    let to: String = form_urlencoded::byte_serialize(to.as_bytes()).collect();
    format!("/redirect/1?status={status}&to={to}")
}
