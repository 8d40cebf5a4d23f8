//! What the extension's page tells the runner of its requests, past the desk: taken in for each attempt, and waited for at its
//! end.

use std::cell::{Cell, RefCell};
use std::future::poll_fn;
use std::rc::Rc;
use std::task::{Poll, Waker};

use gloo_timers::callback::Timeout;
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{MessageEvent, MessagePort};

use super::fetch::Fetch;
use crate::attempt::answer::Answer;
use crate::attempt::entry::read_mark;
use crate::ids::RunId;
use crate::network::{Awaited, Hop, NetworkErrorKind, Observation, Observed};
use crate::result::outcome::{AttemptEnd, BodyEnd, Evidence};
use crate::result::timing::Provenance;
use crate::schedule::action::AttemptId;

/// How long an ended attempt waits for what is told of it: events come up to 70 ms late.
const WAIT_MS: u32 = 250;
/// How long a failed one waits for its error's name. It always comes, but the page that passes it on may be busy.
const WAIT_FOR_NAME_MS: u32 = 3_000;
/// The name of an answer without a status line, to which no browser gives one.
const NO_STATUS_LINE: &str = "HTTP/0.9 (no status line)";

/// What the extension may see at this moment; nothing in a web page. All runs of a runner share it.
#[derive(Debug, Default)]
pub(super) struct RunnerAccess {
    /// Whether it may see all sites.
    is_granted: Cell<bool>,
    /// Counts the changes of that: an attempt is seen only if there was none while it was in flight.
    epoch: Cell<u32>,
    /// Whether server addresses are told.
    has_addresses: Cell<bool>,
    /// The way to the page that observes, and visits.
    port: RefCell<Option<MessagePort>>,
}

impl RunnerAccess {
    pub(super) fn set(&self, is_granted: bool, has_addresses: bool) {
        if self.is_granted.replace(is_granted) != is_granted {
            self.epoch.set(self.epoch.get().wrapping_add(1));
        }
        self.has_addresses.set(has_addresses);
    }

    pub(super) fn connect(&self, port: MessagePort) {
        *self.port.borrow_mut() = Some(port);
    }

    /// Says something of an attempt, by its mark, to the page; returns whether there is one.
    pub(super) fn say(&self, mark: &str, rest: &[JsValue]) -> bool {
        let said: Array = core::iter::once(mark.into()).chain(rest.iter().cloned()).collect();
        self.port.borrow().as_ref().is_some_and(|port| port.post_message(&said).is_ok())
    }

    /// The present epoch, if there is access; what begins now is seen as long as it lasts.
    pub(super) fn epoch(&self) -> Option<u32> {
        self.is_granted.get().then(|| self.epoch.get())
    }
}

/// What is observed of one attempt in flight.
#[derive(Debug, Default)]
pub(super) struct Observing {
    pub(super) seen: RefCell<Observed>,
    waiting: RefCell<Option<Waker>>,
    /// Whether nothing more is waited for.
    is_over: Cell<bool>,
}

impl Observing {
    pub(super) fn observe(&self, observation: Observation) {
        self.seen.borrow_mut().observe(observation);
        self.wake();
    }

    /// Nothing more is waited for: it was aborted, or it took too long.
    pub(super) fn give_up(&self) {
        self.is_over.set(true);
        self.wake();
    }

    fn wake(&self) {
        if let Some(waiting) = self.waiting.borrow_mut().take() {
            waiting.wake();
        }
    }

    /// Waits until `end` sees an end, or nothing more is waited for; `end` is told whether that is so.
    pub(super) async fn wait<T>(&self, end: impl Fn(&Observed, bool) -> Option<T>) -> Option<T> {
        poll_fn(|context| {
            let is_over = self.is_over.get();
            let end = end(&self.seen.borrow(), is_over);
            if is_over || end.is_some() {
                return Poll::Ready(end);
            }
            *self.waiting.borrow_mut() = Some(context.waker().clone());
            Poll::Pending
        })
        .await
    }
}

/// Completes the answer of an attempt whose fetch is over with what the extension observed of it.
pub(super) async fn complete(access: &RunnerAccess, answer: &mut Answer, fetch: &Rc<Fetch>) {
    let is_seen = || fetch.epoch.is_some() && fetch.epoch == access.epoch();
    // A probe is made where nothing is seen: it says so by itself.
    if !is_seen() || answer.provenance == Provenance::Probe {
        return;
    }
    let wanted = wanted(answer, access.has_addresses.get());
    if !wanted.iter().all(|wanted| fetch.observing.seen.borrow().has(*wanted)) {
        let late = Rc::clone(fetch);
        let is_failed = answer.end == AttemptEnd::NoVisibleAnswer;
        let wait_ms = if is_failed { WAIT_FOR_NAME_MS } else { WAIT_MS };
        let _deadline = Timeout::new(wait_ms, move || late.observing.give_up());
        let has_all = |seen: &Observed, _| wanted.iter().all(|wanted| seen.has(*wanted)).then_some(());
        let _ = fetch.observing.wait(has_all).await;
        if !is_seen() {
            // It was taken away meanwhile: what is known is what a web page knows.
            return;
        }
    }
    let seen = fetch.observing.seen.take();
    let kind = seen.error_kind(fetch.url.starts_with("https:"));
    let is_whole = answer.final_url.as_deref().is_some_and(|last| seen.is_whole(&fetch.url, last));
    let has_no_status_line = seen.has_status_line == Some(false);
    let Observed { hops, error, server_ip, .. } = seen;
    let server_ip = server_ip.filter(|address| !address.is_empty());
    answer.provenance = Provenance::Extension;
    answer.end = match (answer.end, kind) {
        (AttemptEnd::Answered { .. }, _) if has_no_status_line => {
            AttemptEnd::NetworkError(NetworkErrorKind::NotHttp)
        }
        // Its own end may be why it failed.
        (AttemptEnd::NoVisibleAnswer, _) if fetch.is_aborted() => fetch.failure(),
        (AttemptEnd::NoVisibleAnswer, Some(kind)) => AttemptEnd::NetworkError(kind),
        (end, _) => end,
    };
    answer.error = match answer.end {
        AttemptEnd::NetworkError(_) if has_no_status_line => Some(NO_STATUS_LINE.into()),
        AttemptEnd::NetworkError(_) | AttemptEnd::Answered { body: BodyEnd::CutShort, .. } => error,
        _ => None,
    };
    if !hops.is_empty() || server_ip.is_some() {
        answer.evidence = Some(Box::new(Evidence { hops, is_whole, server_ip }));
    }
}

/// Whether the browser itself refused to start it, by the error's name.
pub(super) const fn is_refusal(end: AttemptEnd) -> bool {
    matches!(end, AttemptEnd::NetworkError(NetworkErrorKind::OutOfResources))
}

/// What an attempt that ended so must wait for.
fn wanted(answer: &Answer, has_addresses: bool) -> [Awaited<'_>; 2] {
    let address = if has_addresses { Awaited::ServerIp } else { Awaited::Nothing };
    match (&answer.end, &answer.final_url) {
        (AttemptEnd::NoVisibleAnswer, _) => [Awaited::Error, Awaited::Nothing],
        (AttemptEnd::Answered { body: BodyEnd::CutShort, .. }, _) => [Awaited::Error, address],
        (AttemptEnd::Answered { .. }, _) if answer.is_bare => [Awaited::StatusLine, address],
        (AttemptEnd::Answered { .. }, Some(url)) => [Awaited::HopsTo(url), address],
        (AttemptEnd::Answered { .. }, None) => [Awaited::Nothing, address],
        _ => [Awaited::Nothing, Awaited::Nothing],
    }
}

/// Calls `tell` with each observation that the page posts to `port`: of which run and attempt, and what.
pub(super) fn listen(port: &MessagePort, mut tell: impl FnMut(RunId, AttemptId, Observation) + 'static) {
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        let Ok(told) = event.data().dyn_into::<Array>() else { return };
        let mark = told.get(0).as_string().and_then(|mark| read_mark(&mark));
        if let Some(((run, attempt), observation)) = mark.zip(observation(&told)) {
            tell(run, attempt, observation);
        }
    });
    // Setting the handler also starts the port.
    port.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The port lives as long as its runner.
    on_message.forget();
}

/// What stands in a message of `watch.js` or `visits.js`: the attempt, the kind, and what depends on it.
fn observation(told: &Array) -> Option<Observation> {
    let text = |at: u32| told.get(at).as_string();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a status")]
    let status = || told.get(2).as_f64().map(|status| status as u16);
    Some(match &*text(1)? {
        "hop" => {
            let hop = Hop::new(status()?, &text(4)?, told.get(5) == JsValue::TRUE);
            Observation::Hop { from: text(3)?.into(), hop }
        }
        "error" => Observation::Failed(text(2)?.into()),
        // Empty where the browser does not say.
        "address" => Observation::ServerIp(text(2)?.into()),
        "no-status-line" => Observation::StatusLine(false),
        "request" => Observation::NewRequest,
        "status" => Observation::Document(status()?, text(3)?.into()),
        "quiet" => Observation::Quiet,
        _ => return None,
    })
}
