//! The practice server: registered on first use, and active before anything is sent to it.

use futures::FutureExt as _;
use futures::channel::oneshot;
use gloo_timers::future::TimeoutFuture;
use js_sys::Reflect;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    RegistrationOptions, ServiceWorker, ServiceWorkerContainer, ServiceWorkerRegistration, ServiceWorkerState,
};

use crate::protocol::BUILD;
use crate::web::ipc::js_error;
use crate::web::ipc::listener::Listener;
use crate::web::ipc::place::PRACTICE_FOLDER;

/// Why there is no practice server here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoPractice {
    /// The page came over plain HTTP from another machine: browsers let no service worker in.
    Insecure,
    /// The browser offers no service workers here: a private window, or a setting.
    NotOffered,
    /// An extension's page has a service worker in one browser only, and a list of its addresses in none.
    Extension,
    /// The browser refused this one, in its words.
    Refused(String),
    /// It has not become active within ten seconds.
    Silent,
}

impl NoPractice {
    /// What is wrong, in one sentence.
    pub fn message(&self) -> String {
        match self {
            Self::Insecure => "The practice server cannot run here: this page came over plain HTTP, where browsers start no \
                service worker."
                .to_owned(),
            Self::NotOffered => {
                "The practice server cannot run here: this browser offers the page no service worker.".to_owned()
            }
            Self::Extension => "The extension has no practice server.".to_owned(),
            Self::Refused(why) => {
                format!("The practice server could not be started: {}.", why.trim_end_matches('.'))
            }
            Self::Silent => "The practice server has not started within ten seconds.".to_owned(),
        }
    }

    /// What to do.
    pub const fn hint(&self) -> &'static str {
        match self {
            Self::Insecure => {
                "Open Volley over https, or from localhost. Real links can be checked all the same."
            }
            Self::NotOffered => {
                "A private window or a privacy setting is the usual reason. Real links can be checked all the same."
            }
            Self::Extension => "Open Volley as a web page to practise.",
            Self::Refused(_) => {
                "The site that hosts this page may lack practice/server.js, or the browser blocks its storage. Real \
                 links can be checked all the same."
            }
            Self::Silent => {
                "One of an earlier build may still be answering in another tab: close that, and try again."
            }
        }
    }
}

/// How long the server may take until it is active, in milliseconds.
const ACTIVE_WITHIN_MS: u32 = 10_000;

/// Why no practice server can be had here, as far as that can be said without trying; `None` where it may be tried.
pub fn refusal() -> Option<NoPractice> {
    container().err()
}

/// The folder that the practice server answers below, as an address; `None` where the page has none.
pub fn folder() -> Option<String> {
    let base = web_sys::window()?.document()?.base_uri().ok()??;
    Some(web_sys::Url::new_with_base(PRACTICE_FOLDER, &base).ok()?.href())
}

/// Starts the practice server: registers it, or finds it registered, and waits until it is active.
///
/// # Errors
/// Why it cannot be had.
pub async fn open() -> Result<(), NoPractice> {
    let container = container()?;
    let folder = folder().ok_or(NoPractice::NotOffered)?;
    let options = RegistrationOptions::new();
    options.set_scope(&folder);
    let script = format!("{folder}server.js?v={BUILD}");
    let registration = JsFuture::from(container.register_with_options(&script, &options));
    let registration: ServiceWorkerRegistration = registration.await.map_err(refused)?.unchecked_into();
    let newest =
        registration.installing().or_else(|| registration.waiting()).or_else(|| registration.active());
    match newest {
        Some(worker) => futures::select! {
            active = until_active(worker).fuse() => active,
            () = TimeoutFuture::new(ACTIVE_WITHIN_MS).fuse() => Err(NoPractice::Silent),
        },
        None => Err(NoPractice::Refused("the browser dropped it".to_owned())),
    }
}

async fn until_active(worker: ServiceWorker) -> Result<(), NoPractice> {
    let (sender, receiver) = oneshot::channel();
    let mut sender = Some(sender);
    let watched = worker.clone();
    let mut look = move || {
        let is_active = match watched.state() {
            ServiceWorkerState::Activated => true,
            ServiceWorkerState::Redundant => false,
            _ => return,
        };
        if let Some(sender) = sender.take() {
            // Nobody waits any more when the time is over.
            let _ = sender.send(is_active);
        }
    };
    look();
    let _listener = Listener::new(worker.into(), &["statechange"], move |_| look());
    if receiver.await.unwrap_or(false) {
        Ok(())
    } else {
        Err(NoPractice::Refused("its script did not install, or another build took its place".to_owned()))
    }
}

/// The browser's service workers, by name: the typed getter would return a value even where there are none.
fn container() -> Result<ServiceWorkerContainer, NoPractice> {
    if super::access::is_extension() {
        return Err(NoPractice::Extension);
    }
    let window = web_sys::window().ok_or(NoPractice::NotOffered)?;
    if !window.is_secure_context() {
        return Err(NoPractice::Insecure);
    }
    let key = JsValue::from_str("serviceWorker");
    let container = Reflect::get(&window.navigator(), &key).map_err(refused)?;
    container.dyn_into().map_err(|_| NoPractice::NotOffered)
}

#[expect(clippy::needless_pass_by_value, reason = "it is passed where a thrown value is handed over")]
fn refused(thrown: JsValue) -> NoPractice {
    NoPractice::Refused(js_error::describe(&thrown))
}
