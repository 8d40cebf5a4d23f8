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

use super::fetch::{Answer, Fetch};
use super::timings::read_mark;
use crate::ids::RunId;
use crate::network::{Hop, NetworkErrorKind, Observation, Observed, Wanted};
use crate::result::outcome::{AttemptEnd, BodyEnd, Evidence};
use crate::result::timing::Provenance;

/// How long an ended attempt waits for what is told of it: events come at most 70 ms late.
const WAIT_MS: u32 = 250;
/// The name of an answer without a status line, to which no browser gives one.
const NO_STATUS_LINE: &str = "HTTP/0.9 (no status line)";

/// What the extension may see at this moment; nothing in a web page. All runs of a runner share it.
#[derive(Debug, Default)]
pub(super) struct RunnerAccess {
    /// Whether it may see all sites.
    pub(super) is_granted: Cell<bool>,
    /// Whether server addresses are told.
    pub(super) has_addresses: Cell<bool>,
}

/// What is observed of one attempt in flight.
#[derive(Debug, Default)]
pub(super) struct Observing {
    seen: RefCell<Observed>,
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

    async fn wait(&self, wanted: [Wanted<'_>; 2]) {
        poll_fn(|context| {
            if self.is_over.get() || wanted.iter().all(|wanted| self.seen.borrow().has(*wanted)) {
                return Poll::Ready(());
            }
            *self.waiting.borrow_mut() = Some(context.waker().clone());
            Poll::Pending
        })
        .await;
    }
}

/// Completes the answer of an attempt whose fetch is over with what the extension observed of it.
pub(super) async fn complete(access: &RunnerAccess, answer: &mut Answer, fetch: &Rc<Fetch>) {
    if !access.is_granted.get() {
        return;
    }
    let wanted = wanted(answer, access.has_addresses.get());
    if !wanted.iter().all(|wanted| fetch.observing.seen.borrow().has(*wanted)) {
        let late = Rc::clone(fetch);
        let _deadline = Timeout::new(WAIT_MS, move || late.observing.give_up());
        fetch.observing.wait(wanted).await;
    }
    let seen = fetch.observing.seen.take();
    let kind = seen.error_kind(answer.is_https);
    let Observed { hops, error, server_ip, has_no_status_line } = seen;
    let is_unseen = answer.end == AttemptEnd::NoVisibleAnswer;
    if is_unseen && error.is_none() && !access.is_granted.get() {
        // It was taken away meanwhile: a failed fetch proves nothing.
        return;
    }
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
        answer.evidence = Some(Box::new(Evidence { hops, server_ip }));
    }
}

/// What an attempt that ended so must wait for.
fn wanted(answer: &Answer, has_addresses: bool) -> [Wanted<'_>; 2] {
    let address = if has_addresses { Wanted::ServerIp } else { Wanted::Nothing };
    match (&answer.end, &answer.final_url) {
        (AttemptEnd::NoVisibleAnswer, _) => [Wanted::Error, Wanted::Nothing],
        (AttemptEnd::Answered { body: BodyEnd::CutShort, .. }, _) => [Wanted::Error, address],
        (AttemptEnd::Answered { .. }, _) if answer.is_bare => [Wanted::NoStatusLine, address],
        (AttemptEnd::Answered { .. }, Some(url)) => [Wanted::HopsTo(url), address],
        (AttemptEnd::Answered { .. }, None) => [Wanted::Nothing, address],
        _ => [Wanted::Nothing, Wanted::Nothing],
    }
}

/// Calls `tell` with each observation that the page posts to `port`: of which run and attempt, and what.
pub(super) fn listen(port: &MessagePort, mut tell: impl FnMut(RunId, u32, Observation) + 'static) {
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

/// What stands in a message of `watch.js`: the attempt, the kind, and what depends on it.
fn observation(told: &Array) -> Option<Observation> {
    let text = |at: u32| told.get(at).as_string();
    Some(match &*text(1)? {
        "hop" => {
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a status")]
            let status = told.get(2).as_f64()? as u16;
            Observation::Hop(Hop::new(status, &text(3)?, told.get(4) == JsValue::TRUE))
        }
        "error" => Observation::Failed(text(2)?.into()),
        "address" => Observation::ServerIp(text(2).filter(|address| !address.is_empty())?.into()),
        "no-status-line" => Observation::NoStatusLine,
        _ => return None,
    })
}
