//! Sends one request outside any run and keeps its headers and the start of its body.

use std::rc::Rc;

use gloo_timers::callback::Timeout;
use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{ReadableStreamDefaultReader, Response};

use super::fetch::{Fetch, Fetcher};
use super::observing::{RunnerAccess, complete};
use crate::attempt::answer::Answer;
use crate::protocol::{Inspection, PREVIEW_BYTES, Report, RunKind};
use crate::request::RequestPayload;
use crate::result::outcome::{AttemptEnd, BodyEnd};
use crate::schedule::action::AbortReason;
use crate::settings::{RunSettings, Verb};
use crate::units::{Bytes, Millis};
use crate::web::ipc::clock::Clock;
use crate::web::ipc::link::Link;

/// Sends the request and reports the answer to the desk as that of `inspection`.
pub(super) fn start(
    desk: Link,
    access: Rc<RunnerAccess>,
    fetch: Rc<Fetch>,
    inspection: u32,
    kind: RunKind,
    url: String,
    payload: RequestPayload,
) {
    spawn_local(async move {
        let timed = Rc::clone(&fetch);
        let deadline = Timeout::new(fetch.timeout_ms, move || timed.abort(AbortReason::Deadline));
        let mut seen = inspect(&url, kind, payload, &fetch).await;
        drop(deadline);
        let now = Millis::ZERO;
        let mut answer = Answer::without(seen.end, now, now);
        complete(&access, &mut answer, &fetch).await;
        seen.end = answer.end;
        seen.error = answer.error.map(String::from);
        desk.post_or_end(&Report::Inspected { inspection, seen });
    });
}

async fn inspect(url: &str, kind: RunKind, payload: RequestPayload, fetch: &Fetch) -> Inspection {
    let fetcher = Fetcher::new(&RunSettings::default(), payload, kind, Clock::new());
    let response = match fetcher.open(fetcher.prepare(Verb::Get, url, fetch), fetch).await {
        Ok(response) => response,
        Err(end) => return Inspection { end, ..Inspection::default() },
    };
    let (status, redirected) = (response.status(), response.redirected());
    let headers = headers(&response);
    let (bytes, whole) = start_of_body(&response).await;
    let end = match whole {
        Some(whole) => {
            let length = Bytes(bytes.len() as u64);
            let body = if whole { BodyEnd::Whole(length) } else { BodyEnd::OverCap };
            AttemptEnd::Answered { status, redirected, body }
        }
        None if matches!(fetch.failure(), AttemptEnd::NoVisibleAnswer) => {
            AttemptEnd::Answered { status, redirected, body: BodyEnd::CutShort }
        }
        None => fetch.failure(),
    };
    fetch.cut();
    let shown = &bytes[..bytes.len().min(PREVIEW_BYTES)];
    let preview = (!bytes.is_empty()).then(|| String::from_utf8_lossy(shown).into_owned());
    Inspection { end, error: None, headers, preview, cut: whole != Some(true) || bytes.len() > PREVIEW_BYTES }
}

/// A header that Firefox adds to answers over HTTP/2 itself, and shows to extensions.
const INVENTED: &str = "x-firefox-spdy";

/// The visible headers, sorted by name as the browser iterates them.
fn headers(response: &Response) -> Vec<(String, String)> {
    let pairs = response.headers().entries();
    let pair = |entry: JsValue| {
        let pair: Array = entry.dyn_into().ok()?;
        let name = pair.get(0).as_string().filter(|name| name != INVENTED)?;
        Some((name, pair.get(1).as_string()?))
    };
    pairs.into_iter().filter_map(|entry| pair(entry.ok()?)).collect()
}

/// The first bytes of the body, at most one more than the preview, and whether that is all of it; `None` if it broke off.
async fn start_of_body(response: &Response) -> (Vec<u8>, Option<bool>) {
    let mut bytes = Vec::new();
    let Some(body) = response.body() else { return (bytes, Some(true)) };
    let Ok(reader) = body.get_reader().dyn_into::<ReadableStreamDefaultReader>() else {
        return (bytes, None);
    };
    loop {
        let Ok(result) = JsFuture::from(reader.read()).await else { return (bytes, None) };
        let field = |name| Reflect::get(&result, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED);
        if field("done").is_truthy() {
            return (bytes, Some(true));
        }
        let Ok(chunk) = field("value").dyn_into::<Uint8Array>() else { return (bytes, None) };
        let room = u32::try_from(PREVIEW_BYTES + 1 - bytes.len().min(PREVIEW_BYTES)).unwrap_or(0);
        bytes.extend(chunk.subarray(0, room.min(chunk.length())).to_vec());
        if bytes.len() > PREVIEW_BYTES {
            return (bytes, Some(false));
        }
    }
}
