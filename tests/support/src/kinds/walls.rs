//! `/wall/{behind}` and `/login/{what}`: what sites show to a visitor and not to a script.

use bytes::Bytes;
use http::header::{CONTENT_DISPOSITION, COOKIE, LOCATION, SET_COOKIE, WWW_AUTHENTICATE};
use http::{HeaderName, HeaderValue, StatusCode};

use crate::answer::{Answer, NoAnswer, empty, fixed, typed, with_header};
use crate::call::Call;

const SEC_FETCH_MODE: HeaderName = HeaderName::from_static("sec-fetch-mode");
/// What a script of the page requests, which shows that it ran.
const RAN: &str = "<script>fetch('/status/200?ran')</script><img src='/status/200?loaded'>";
/// The cookie that opens the wall, and the session.
const PASSED: &str = "volley-passed=1";
const LOGGED_IN: &str = "volley-passed=1; Path=/";

/// Answers 403 to whatever is no navigation, and to a navigation what is `behind`.
pub(super) async fn wall(behind: &str, call: &Call<'_>) -> Result<Answer, NoAnswer> {
    if call.headers.get(SEC_FETCH_MODE).is_none_or(|mode| mode != "navigate") {
        return Ok(fixed(StatusCode::FORBIDDEN));
    }
    let page = |status, body: &str| Ok(html(status, &format!("{RAN}{body}")));
    let led_to = |to: &str| {
        let to = HeaderValue::from_str(to).map_err(|_| NoAnswer::BadLocation)?;
        Ok(with_header(empty(StatusCode::FOUND), LOCATION, to))
    };
    match behind {
        "page" => page(call.query.status(StatusCode::OK, |_| true)?, ""),
        "attachment" => {
            let named = HeaderValue::from_static("attachment; filename=volley-visit.bin");
            Ok(with_header(html(StatusCode::OK, "x"), CONTENT_DISPOSITION, named))
        }
        "password" => {
            let asks = HeaderValue::from_static("Basic realm=\"volley\"");
            Ok(with_header(fixed(StatusCode::UNAUTHORIZED), WWW_AUTHENTICATE, asks))
        }
        "dialog" => page(StatusCode::OK, "<script>onbeforeunload = () => 1; alert('volley')</script>"),
        "never" => std::future::pending().await,
        "cookie" if has_passed(call) => page(StatusCode::OK, ""),
        "cookie" => page(
            StatusCode::FORBIDDEN,
            &format!("<script>document.cookie = '{PASSED}'; location.reload()</script>"),
        ),
        "to" => led_to(&call.query.text("to").unwrap_or_default()),
        _ => Ok(fixed(StatusCode::NOT_FOUND)),
    }
}

/// `in` sets the session's cookie, `page` is for those who have it.
pub(super) fn login(what: &str, call: &Call<'_>) -> Answer {
    match what {
        "in" => with_header(html(StatusCode::OK, "in"), SET_COOKIE, HeaderValue::from_static(LOGGED_IN)),
        _ if has_passed(call) => fixed(StatusCode::OK),
        _ => fixed(StatusCode::UNAUTHORIZED),
    }
}

fn has_passed(call: &Call<'_>) -> bool {
    let cookies = call.headers.get_all(COOKIE).iter().filter_map(|cookie| cookie.to_str().ok());
    cookies.flat_map(|cookies| cookies.split("; ")).any(|cookie| cookie == PASSED)
}

fn html(status: StatusCode, body: &str) -> Answer {
    typed(status, HeaderValue::from_static("text/html"), Bytes::from(format!("<!doctype html>{body}")))
}
