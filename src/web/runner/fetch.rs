//! The one fetch path: sends a request and returns how the attempt ended. A failure is a value, never an error.

use std::cell::Cell;
use std::rc::Rc;

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};
use web_sys::{
    AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestMode,
    RequestRedirect, ResponseType,
};

use crate::attempt::answer::{Answer, headers_read};
use crate::attempt::entry::FRAGMENT_START;
use crate::input::addresses::{host_start, is_private};
use crate::input::not_sent::NotSent;
use crate::protocol::{Bodies, LocalDenied, RunKind};
use crate::request::RequestPayload;
use crate::request::side_effects::may_act;
use crate::result::outcome::{AttemptEnd, BodyEnd};
use crate::result::timing::Provenance;
use crate::schedule::action::AbortReason;
use crate::settings::{RunSettings, Verb};
use crate::units::Millis;
use crate::web::ipc::clock::Clock;
use crate::web::ipc::place::{origin_of, practice_folder};

use super::observing::{Observing, RunnerAccess};

#[wasm_bindgen(module = "/src/web/runner/answer.js")]
extern "C" {
    /// What is to be seen of an answer, read to its end: see the script and [`Answer::read`].
    #[wasm_bindgen(js_name = read, catch)]
    async fn read_answer(
        response: &web_sys::Response,
        names: &js_sys::Array,
        cap: f64,
        reads_on: bool,
        is_held: bool,
    ) -> Result<JsValue, JsValue>;
    /// Whether this browser hangs when it is cut off from a server nearby.
    fn hangs() -> bool;
    /// Most bytes of bodies that were held at once since the last `forget_held`.
    #[wasm_bindgen(js_name = mostHeld)]
    fn most_held() -> f64;
    #[wasm_bindgen(js_name = forgetHeld)]
    fn forget_held();
}

/// The cap of a body that is not read.
const UNREAD: f64 = -1.0;

#[derive(Debug)]
pub(super) struct Fetch {
    controller: Option<AbortController>,
    /// Why we aborted it; browsers do not hand a reason back reliably.
    aborted_for: Cell<Option<AbortReason>>,
    status: Cell<Option<u16>>,
    /// When it was handed to the browser, on the runner's clock.
    pub(super) started: Cell<Millis>,
    /// The deadline, in milliseconds after the start.
    pub(super) timeout_ms: u32,
    verb: Verb,
    /// The epoch of access in which it began.
    pub(super) epoch: Option<u32>,
    /// Its URL, where the extension observes it; else empty.
    pub(super) url: Box<str>,
    /// What the extension's page tells of it.
    pub(super) observing: Observing,
}

impl Fetch {
    /// A fetch of `url` that ends by itself after `timeout_ms` when the scheduler says so.
    pub(super) fn new(
        url: &str,
        verb: Verb,
        timeout_ms: u32,
        access: &RunnerAccess,
        now: Millis,
    ) -> Rc<Self> {
        let epoch = access.epoch();
        Rc::new(Self {
            controller: AbortController::new().ok(),
            aborted_for: Cell::new(None),
            status: Cell::new(None),
            started: Cell::new(now),
            timeout_ms,
            verb,
            epoch,
            url: epoch.map(|_| url.into()).unwrap_or_default(),
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
            // Some servers never answer a HEAD: that is nothing against the link.
            Some(AbortReason::Deadline) if self.verb == Verb::Probe => AttemptEnd::NoVisibleAnswer,
            Some(AbortReason::Deadline) => {
                AttemptEnd::TimedOut { status: self.status.get(), after_ms: self.timeout_ms }
            }
            Some(AbortReason::Stopped | AbortReason::Recalled) => AttemptEnd::Cancelled,
            None => AttemptEnd::NoVisibleAnswer,
        }
    }
}

/// The request of one attempt, ready to be sent; or why it cannot be.
#[derive(Debug)]
pub(super) struct Prepared {
    request: Result<web_sys::Request, AttemptEnd>,
    verb: Verb,
    /// Whether a body over the cap is read on: see `answer.js`.
    reads_on: bool,
}

/// Makes the requests of one run, with one shared init for each verb.
#[derive(Debug)]
pub(super) struct Fetcher {
    get: RequestInit,
    head: RequestInit,
    payload: RequestPayload,
    body_cap: f64,
    bodies: Bodies,
    hangs: bool,
    /// Blocked in real runs: the site would answer instead of the practice server.
    practice_folder: Option<String>,
    denied: LocalDenied,
    with_cookies: bool,
    /// The names of the headers that are read.
    hints: js_sys::Array,
    clock: Clock,
}

impl Fetcher {
    /// A fetcher for a run of this kind with these settings.
    pub(super) fn new(settings: &RunSettings, payload: RequestPayload, kind: RunKind, clock: Clock) -> Self {
        let practice_folder = if kind == RunKind::Real { practice_folder() } else { None };
        Self {
            get: init(Verb::Get.name(), false),
            head: init(Verb::Head.name(), false),
            payload,
            body_cap: settings.body_cap.map_or(f64::INFINITY, f64::from),
            bodies: Bodies::Dropped,
            hangs: hangs(),
            practice_folder,
            denied: LocalDenied::default(),
            with_cookies: false,
            hints: headers_read().map(JsValue::from_str).collect(),
            clock,
        }
    }

    /// Blocks what is denied, adds the user's cookies, and sets what is done with bodies; held bytes are counted from now on.
    pub(super) fn with(self, denied: LocalDenied, with_cookies: bool, bodies: Bodies) -> Self {
        if bodies != Bodies::Dropped {
            forget_held();
        }
        let (get, head) = (init(Verb::Get.name(), with_cookies), init(Verb::Head.name(), with_cookies));
        Self { get, head, bodies, denied, with_cookies, ..self }
    }

    /// Most bytes of bodies that were held at once; `None` where they are not watched.
    pub(super) fn held_bytes(&self) -> Option<u64> {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count of bytes")]
        (self.bodies != Bodies::Dropped).then(|| most_held() as u64)
    }

    /// Makes a request that `fetch` can abort.
    pub(super) fn prepare(&self, verb: Verb, url: &str, fetch: &Fetch) -> Prepared {
        let reads_on = self.hangs && is_private(origin_of(url));
        Prepared { request: self.request(verb, url, fetch), verb, reads_on }
    }

    fn request(&self, verb: Verb, url: &str, fetch: &Fetch) -> Result<web_sys::Request, AttemptEnd> {
        if self.practice_folder.as_deref().is_some_and(|folder| url.starts_with(folder)) {
            return Err(AttemptEnd::NotSent(NotSent::Practice));
        }
        if self.denied.covers(origin_of(url)) {
            return Err(AttemptEnd::NotSent(NotSent::LocalNetwork));
        }
        if self.with_cookies && may_act(url) {
            return Err(AttemptEnd::NotSent(NotSent::MayAct));
        }
        let own;
        let init = match verb {
            // Without the user's headers, which it may not have.
            Verb::Probe => {
                own = init(verb.name(), false);
                own.set_mode(RequestMode::NoCors);
                &own
            }
            _ if !self.payload.is_empty() => {
                own = self.init_with_payload(verb, url);
                &own
            }
            Verb::Get => &self.get,
            Verb::Head => &self.head,
        };
        init.set_signal(fetch.controller.as_ref().map(AbortController::signal).as_ref());
        web_sys::Request::new_with_str_and_init(url, init)
            .map_err(|_| AttemptEnd::NotSent(NotSent::RequestRefused))
    }

    /// Sends a request and returns with the answer's headers, the body still to be read.
    ///
    /// # Errors
    /// How the attempt ended, without an answer.
    pub(super) async fn open(
        &self,
        prepared: Prepared,
        fetch: &Fetch,
    ) -> Result<web_sys::Response, AttemptEnd> {
        let Ok(response) = gloo_net::http::Request::from(prepared.request?).send().await else {
            return Err(fetch.failure());
        };
        let response: web_sys::Response = response.into();
        fetch.status.set(Some(response.status()));
        Ok(response)
    }

    /// Sends a request and follows it to the end of its body.
    pub(super) async fn fetch(&self, prepared: Prepared, fetch: &Fetch) -> Answer {
        let started = self.clock.now();
        fetch.started.set(started);
        let mut answer = Answer::without(AttemptEnd::Cancelled, started, started);
        if prepared.verb == Verb::Probe {
            answer.provenance = Provenance::Probe;
        }
        answer.end = self.send(prepared, fetch, &mut answer).await.unwrap_or_else(|end| end);
        answer.ended = self.clock.now();
        answer
    }

    fn init_with_payload(&self, verb: Verb, url: &str) -> RequestInit {
        let write = self.payload.write.as_ref();
        let method = write.map_or(verb.name(), |write| write.method.name());
        // What may change data goes without cookies, whatever was said.
        let init = init(method, self.with_cookies && write.is_none());
        if let Some(body) = write.map(|write| &write.body).filter(|body| !body.is_empty()) {
            init.set_body(&body.as_str().into());
        }
        let origin = origin_of(url);
        let host = &origin[host_start(origin)..];
        if let Ok(headers) = web_sys::Headers::new() {
            for (name, value) in self.payload.headers_for(host) {
                // Invalid headers were refused when they were parsed.
                let _ = headers.set(name, value);
            }
            init.set_headers(&headers);
        }
        init
    }

    async fn send(
        &self,
        prepared: Prepared,
        fetch: &Fetch,
        answer: &mut Answer,
    ) -> Result<AttemptEnd, AttemptEnd> {
        let (verb, reads_on) = (prepared.verb, prepared.reads_on);
        let cap = if verb == Verb::Get { self.body_cap } else { UNREAD };
        let response = self.open(prepared, fetch).await?;
        if response.type_() == ResponseType::Opaque {
            fetch.cut();
            return Ok(AttemptEnd::AnsweredHidden);
        }
        let status = response.status();
        let seen = read_answer(&response, &self.hints, cap, reads_on, self.bodies == Bodies::Held).await;
        let seen = seen.ok().and_then(|seen| seen.as_string()).unwrap_or_default();
        let body = match answer.read(&seen, status, FRAGMENT_START, js_sys::Date::now) {
            _ if verb != Verb::Get => BodyEnd::Absent,
            // Aborted by us for another reason than its size.
            BodyEnd::CutShort if fetch.is_aborted() => return Err(fetch.failure()),
            body => body,
        };
        if body == BodyEnd::OverCap {
            // `abort`, not `cancel`: see *Bodies* in docs/browser.md.
            fetch.cut();
        }
        Ok(AttemptEnd::Answered { status, redirected: answer.final_url.is_some(), body })
    }
}

fn init(method: &str, with_cookies: bool) -> RequestInit {
    let init = RequestInit::new();
    init.set_method(method);
    init.set_mode(RequestMode::Cors);
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(if with_cookies { RequestCredentials::Include } else { RequestCredentials::Omit });
    init.set_redirect(RequestRedirect::Follow);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    init
}
