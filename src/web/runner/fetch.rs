//! The one fetch path: sends a request and returns how the attempt ended. A failure is a value, never an error.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::{
    AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestMode,
    RequestRedirect,
};

use crate::input::addresses::is_private;
use crate::input::not_sent::NotSent;
use crate::protocol::{Bodies, LocalDenied, RunKind};
use crate::request::RequestPayload;
use crate::result::outcome::{AttemptEnd, BodyEnd, Evidence};
use crate::result::timing::Provenance;
use crate::schedule::action::AbortReason;
use crate::schedule::hint::ServerHint;
use crate::settings::{RunSettings, Verb};
use crate::units::{Bytes, Millis};
use crate::web::ipc::clock::Clock;
use crate::web::ipc::place::{origin_of, practice_folder};

use super::observing::{Observing, RunnerAccess};
use super::timings::FRAGMENT_START;

#[wasm_bindgen(module = "/src/web/runner/body.js")]
extern "C" {
    /// Bytes of the body after decoding, or a code below. A server nearby may be read past the cap: see the script.
    #[wasm_bindgen(js_name = measure, catch)]
    async fn measure_body(
        response: &web_sys::Response,
        cap: f64,
        is_nearby: bool,
        is_held: bool,
    ) -> Result<JsValue, JsValue>;
    /// Most bytes of bodies that were held at once since the last `forget_held`.
    #[wasm_bindgen(js_name = mostHeld)]
    fn most_held() -> f64;
    #[wasm_bindgen(js_name = forgetHeld)]
    fn forget_held();
}

#[wasm_bindgen(module = "/src/web/runner/headers.js")]
extern "C" {
    /// The `Content-Type`, then a line `name:value` for each of `names` that is there to be seen; `None` where no header is.
    #[wasm_bindgen(js_name = seen)]
    fn headers_seen(response: &web_sys::Response, names: &js_sys::Array) -> Option<String>;
}

const OVER_CAP: f64 = -1.0;
const CUT_SHORT: f64 = -2.0;

#[derive(Debug)]
pub(super) struct Fetch {
    controller: Option<AbortController>,
    /// Why we aborted it; browsers do not hand a reason back reliably.
    aborted_for: Cell<Option<AbortReason>>,
    status: Cell<Option<u16>>,
    /// The deadline, in milliseconds after the start.
    pub(super) timeout_ms: u32,
    /// The epoch of access in which it began.
    pub(super) epoch: Option<u32>,
    /// What the extension's page tells of it.
    pub(super) observing: Observing,
}

impl Answer {
    pub(super) fn without(end: AttemptEnd, started: Millis, ended: Millis) -> Self {
        Self {
            end,
            started,
            ended,
            content_type: None,
            final_url: None,
            hint: ServerHint::default(),
            provenance: Provenance::Clock,
            error: None,
            evidence: None,
            is_https: false,
            is_bare: false,
        }
    }
}

impl Fetch {
    /// A fetch that ends by itself after `timeout_ms` when the scheduler says so.
    pub(super) fn new(timeout_ms: u32, access: &RunnerAccess) -> Rc<Self> {
        Rc::new(Self {
            controller: AbortController::new().ok(),
            aborted_for: Cell::new(None),
            status: Cell::new(None),
            timeout_ms,
            epoch: access.epoch(),
            observing: Observing::default(),
        })
    }

    /// Aborts it; the first reason counts.
    pub(super) fn abort(&self, reason: AbortReason) {
        if self.aborted_for.get().is_none() {
            self.aborted_for.set(Some(reason));
        }
        self.observing.give_up();
        self.cut();
    }

    pub(super) fn cut(&self) {
        if let Some(controller) = &self.controller {
            // Without a reason: gloo-net's error path assumes an `Error`.
            controller.abort();
        }
    }

    pub(super) fn is_aborted(&self) -> bool {
        self.aborted_for.get().is_some()
    }

    /// How the attempt ended when its fetch or its body failed.
    pub(super) fn failure(&self) -> AttemptEnd {
        match self.aborted_for.get() {
            Some(AbortReason::Deadline) => {
                AttemptEnd::TimedOut { status: self.status.get(), after_ms: self.timeout_ms }
            }
            Some(AbortReason::Stopped | AbortReason::Recalled) => AttemptEnd::Cancelled,
            None => AttemptEnd::NoVisibleAnswer,
        }
    }
}

#[derive(Debug)]
pub(super) struct Answer {
    pub(super) end: AttemptEnd,
    /// When it was handed to the browser, and when it ended, on the runner's clock.
    pub(super) started: Millis,
    pub(super) ended: Millis,
    pub(super) content_type: Option<Box<str>>,
    pub(super) final_url: Option<Box<str>>,
    /// When to retry, according to its headers.
    pub(super) hint: ServerHint,
    /// Who saw it.
    pub(super) provenance: Provenance,
    /// The network error by its name, where it is known.
    pub(super) error: Option<Box<str>>,
    pub(super) evidence: Option<Box<Evidence>>,
    /// Whether the request went over https.
    pub(super) is_https: bool,
    /// Whether the answer shows no header at all.
    pub(super) is_bare: bool,
}

/// Makes the requests of one run, with one shared init for each verb.
#[derive(Debug)]
pub(super) struct Fetcher {
    get: RequestInit,
    head: RequestInit,
    payload: RequestPayload,
    body_cap: Option<u32>,
    bodies: Bodies,
    /// Blocked in real runs: the site would answer instead of the practice server.
    practice_folder: Option<String>,
    denied: LocalDenied,
    /// The names of the headers that say when to retry.
    hints: js_sys::Array,
    clock: Clock,
}

impl Fetcher {
    /// A fetcher for a run of this kind with these settings.
    pub(super) fn new(settings: &RunSettings, payload: RequestPayload, kind: RunKind, clock: Clock) -> Self {
        let practice_folder = if kind == RunKind::Real { practice_folder() } else { None };
        Self {
            get: init(Verb::Get.name()),
            head: init(Verb::Head.name()),
            payload,
            body_cap: settings.body_cap,
            bodies: Bodies::Dropped,
            practice_folder,
            denied: LocalDenied::default(),
            hints: ServerHint::HEADERS.into_iter().map(JsValue::from_str).collect(),
            clock,
        }
    }

    /// Blocks what is denied, and sets what is done with bodies; held bytes are counted from now on.
    pub(super) fn with(self, denied: LocalDenied, bodies: Bodies) -> Self {
        if bodies != Bodies::Dropped {
            forget_held();
        }
        Self { bodies, denied, ..self }
    }

    /// Most bytes of bodies that were held at once; `None` where they are not watched.
    pub(super) fn held_bytes(&self) -> Option<u64> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of bytes")]
        (self.bodies != Bodies::Dropped).then(|| most_held() as u64)
    }

    /// Sends one request and follows it to the end of its body.
    pub(super) async fn fetch(&self, verb: Verb, url: &str, fetch: &Fetch) -> Answer {
        let started = self.clock.now();
        let mut answer = Answer::without(AttemptEnd::Cancelled, started, started);
        answer.is_https = url.starts_with("https:");
        answer.end = self.send(verb, url, fetch, &mut answer).await;
        answer.ended = self.clock.now();
        answer
    }

    /// Sends one request and returns with the answer's headers, the body still to be read.
    ///
    /// # Errors
    /// How the attempt ended, without an answer.
    pub(super) async fn open(
        &self,
        verb: Verb,
        url: &str,
        fetch: &Fetch,
    ) -> Result<web_sys::Response, AttemptEnd> {
        if self.practice_folder.as_deref().is_some_and(|folder| url.starts_with(folder)) {
            return Err(AttemptEnd::NotSent(NotSent::Practice));
        }
        if self.denied.covers(origin_of(url)) {
            return Err(AttemptEnd::NotSent(NotSent::LocalNetwork));
        }
        let own;
        let init = match verb {
            _ if !self.payload.is_empty() => {
                own = self.init_with_payload(verb, url);
                &own
            }
            Verb::Get => &self.get,
            Verb::Head => &self.head,
        };
        init.set_signal(fetch.controller.as_ref().map(AbortController::signal).as_ref());
        let Ok(request) = web_sys::Request::new_with_str_and_init(url, init) else {
            return Err(AttemptEnd::NotSent(NotSent::RequestRefused));
        };
        let Ok(response) = gloo_net::http::Request::from(request).send().await else {
            return Err(fetch.failure());
        };
        let response: web_sys::Response = response.into();
        fetch.status.set(Some(response.status()));
        Ok(response)
    }

    fn init_with_payload(&self, verb: Verb, url: &str) -> RequestInit {
        let init = match &self.payload.write {
            Some(write) => {
                let init = init(write.method.name());
                if !write.body.is_empty() {
                    init.set_body(&write.body.as_str().into());
                }
                init
            }
            None => init(verb.name()),
        };
        let origin = origin_of(url);
        let host = origin.find("://").map_or(origin, |at| &origin[at + 3..]);
        if let Ok(headers) = web_sys::Headers::new() {
            for (name, value) in self.payload.headers_for(host) {
                // Invalid headers were refused when they were parsed.
                let _ = headers.set(name, value);
            }
            init.set_headers(&headers);
        }
        init
    }

    async fn send(&self, verb: Verb, url: &str, fetch: &Fetch, answer: &mut Answer) -> AttemptEnd {
        let response = match self.open(verb, url, fetch).await {
            Ok(response) => response,
            Err(end) => return end,
        };
        let (status, redirected) = (response.status(), response.redirected());
        let seen = headers_seen(&response, &self.hints);
        answer.is_bare = seen.is_none();
        let seen = seen.unwrap_or_default();
        let (content_type, hints) = seen.split_once('\n').unwrap_or((&seen, ""));
        answer.content_type = (!content_type.is_empty()).then(|| essence(content_type));
        if !hints.is_empty() {
            answer.hint = ServerHint::read(|name| header_in(hints, name), js_sys::Date::now());
        }
        if redirected {
            answer.final_url = Some(without_our_fragment(&response.url()).into());
        }
        let body = match verb {
            Verb::Head => Some(BodyEnd::Absent),
            Verb::Get => self.read_body(&response, url, fetch).await,
        };
        match body {
            Some(body) => AttemptEnd::Answered { status, redirected, body },
            None => fetch.failure(),
        }
    }

    /// How the body ended; `None` when we aborted it for another reason than its size.
    async fn read_body(&self, response: &web_sys::Response, url: &str, fetch: &Fetch) -> Option<BodyEnd> {
        let cap = self.body_cap.map_or(f64::INFINITY, f64::from);
        let (is_nearby, is_held) = (is_private(origin_of(url)), self.bodies == Bodies::Held);
        let measured = measure_body(response, cap, is_nearby, is_held).await;
        let length = measured.ok().and_then(|length| length.as_f64()).unwrap_or(CUT_SHORT);
        if length == OVER_CAP {
            // `abort`, not `cancel`: see *Bodies* in docs/browser.md.
            fetch.cut();
            Some(BodyEnd::OverCap)
        } else if length < 0.0 {
            fetch.aborted_for.get().is_none().then_some(BodyEnd::CutShort)
        } else {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a length: whole and not negative"
            )]
            Some(BodyEnd::read(response.status(), Bytes(length as u64)))
        }
    }
}

fn init(method: &str) -> RequestInit {
    let init = RequestInit::new();
    init.set_method(method);
    init.set_mode(RequestMode::Cors);
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(RequestCredentials::Omit);
    init.set_redirect(RequestRedirect::Follow);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init
}

/// The essence of a `Content-Type`: `text/html` of `text/HTML; charset=utf-8`.
fn essence(value: &str) -> Box<str> {
    value.split(';').next().unwrap_or("").trim().to_ascii_lowercase().into()
}

/// The value of a header among lines of `name:value`.
fn header_in(lines: &str, name: &str) -> Option<String> {
    let named = |line: &str| line.strip_prefix(name)?.strip_prefix(':').map(str::to_owned);
    lines.split('\n').find_map(named)
}

fn without_our_fragment(url: &str) -> &str {
    url.rfind(FRAGMENT_START).map_or(url, |at| &url[..at])
}
