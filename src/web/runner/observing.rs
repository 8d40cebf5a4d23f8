//! What the extension's page tells the runner of its requests, past the desk: routed to the run, waited for by the attempts.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use futures::FutureExt as _;
use futures::channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use hashbrown::HashMap;
use js_sys::Array;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{MessageEvent, MessagePort};

use super::fetch::{Answer, Fetch};
use super::timings::read_mark;
use crate::ids::RunId;
use crate::network::{Hop, NetworkErrorKind, Observation, Observed, RequestObserver, Wanted};
use crate::result::outcome::{AttemptEnd, BodyEnd, Evidence};
use crate::result::timing::Provenance;

/// How long an ended attempt waits for what is told of it: events come at most 70 ms late.
const WAIT_MS: u32 = 250;
/// The name of an answer without a status line, which no browser gives one.
const NO_STATUS_LINE: &str = "HTTP/0.9 (no status line)";

/// What the extension may see at this moment; nothing in a web page. All runs of a runner share it.
#[derive(Debug, Default)]
pub(super) struct Access {
    /// Whether it may see all sites.
    pub(super) is_granted: Cell<bool>,
    /// Whether server addresses are told.
    pub(super) has_addresses: Cell<bool>,
}

/// Pairs what is told with the attempts of one run.
#[derive(Debug)]
pub(super) struct Observing {
    access: Rc<Access>,
    observer: RefCell<RequestObserver>,
    waiting: RefCell<HashMap<u32, oneshot::Sender<()>>>,
}

impl Observing {
    pub(super) fn new(access: Rc<Access>) -> Rc<Self> {
        Rc::new(Self { access, observer: RefCell::default(), waiting: RefCell::default() })
    }

    /// An attempt goes to the browser.
    pub(super) fn begin(&self, attempt: u32) {
        if self.access.is_granted.get() {
            self.observer.borrow_mut().begin(attempt);
        }
    }

    pub(super) fn observe(&self, attempt: u32, observation: Observation) {
        if self.observer.borrow_mut().observe(attempt, observation) {
            self.wake(attempt);
        }
    }

    /// An attempt waits no longer: it was aborted.
    pub(super) fn wake(&self, attempt: u32) {
        if let Some(waiting) = self.waiting.borrow_mut().remove(&attempt) {
            // Whoever waited may be gone.
            let _ = waiting.send(());
        }
    }

    /// Forgets an attempt that was given up.
    pub(super) fn forget(&self, attempt: u32) {
        self.wake(attempt);
        self.observer.borrow_mut().end(attempt);
    }

    /// Completes the answer of an attempt whose fetch is over with what the extension observes of it.
    pub(super) async fn complete(&self, attempt: u32, answer: &mut Answer, fetch: &Fetch) {
        if !self.access.is_granted.get() {
            self.observer.borrow_mut().end(attempt);
            return;
        }
        for wanted in self.wanted(answer) {
            self.wait(attempt, wanted, fetch).await;
        }
        let Observed { hops, error, server_ip, has_no_status_line } = self.observer.borrow_mut().end(attempt);
        // It may have been taken away meanwhile: then a failed fetch proves nothing.
        if !self.access.is_granted.get() && error.is_none() && answer.end == AttemptEnd::NoVisibleAnswer {
            return;
        }
        answer.provenance = Provenance::Extension;
        answer.end = match (answer.end, &error) {
            (AttemptEnd::Answered { .. }, _) if has_no_status_line => {
                AttemptEnd::NetworkError(NetworkErrorKind::NotHttp)
            }
            (AttemptEnd::NoVisibleAnswer, _) if fetch.is_aborted() => fetch.failure(),
            (AttemptEnd::NoVisibleAnswer, Some(name)) => AttemptEnd::NetworkError(if answer.is_https {
                NetworkErrorKind::of_https(name)
            } else {
                NetworkErrorKind::of_name(name)
            }),
            (end, _) => end,
        };
        answer.error = match answer.end {
            AttemptEnd::NetworkError(NetworkErrorKind::NotHttp) if has_no_status_line => {
                Some(NO_STATUS_LINE.into())
            }
            AttemptEnd::NetworkError(_) | AttemptEnd::Answered { body: BodyEnd::CutShort, .. } => error,
            _ => None,
        };
        if !hops.is_empty() || server_ip.is_some() {
            answer.evidence = Some(Box::new(Evidence { hops, server_ip }));
        }
    }

    fn wanted<'a>(&self, answer: &'a Answer) -> [Wanted<'a>; 2] {
        let address = if self.access.has_addresses.get() { Wanted::ServerIp } else { Wanted::Nothing };
        match (&answer.end, &answer.final_url) {
            (AttemptEnd::NoVisibleAnswer, _) => [Wanted::Error, Wanted::Nothing],
            (AttemptEnd::Answered { body: BodyEnd::CutShort, .. }, _) => [Wanted::Error, address],
            (AttemptEnd::Answered { .. }, _) if answer.is_bare => [Wanted::StatusLine, address],
            (AttemptEnd::Answered { .. }, Some(url)) => [Wanted::HopsTo(url), address],
            (AttemptEnd::Answered { .. }, None) => [Wanted::Nothing, address],
            _ => [Wanted::Nothing, Wanted::Nothing],
        }
    }

    /// Waits until it is observed, but not for long, and not for what was aborted.
    async fn wait(&self, attempt: u32, wanted: Wanted<'_>, fetch: &Fetch) {
        let mut deadline = TimeoutFuture::new(WAIT_MS).fuse();
        while !self.observer.borrow().has(attempt, wanted) && !fetch.is_aborted() {
            let (sender, receiver) = oneshot::channel();
            self.waiting.borrow_mut().insert(attempt, sender);
            futures::select! {
                _ = receiver.fuse() => {}
                () = deadline => break,
            }
        }
        self.waiting.borrow_mut().remove(&attempt);
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
