//! The browser's own question before a page reaches this machine or its network (Local Network Access).
//!
//! The first request triggers it; if a run sent its first hundred at once, all would wait for it, or fail.

use gloo_timers::callback::Interval;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{AbortController, ReferrerPolicy, RequestCache, RequestCredentials, RequestInit, RequestMode};

use crate::input::addresses::is_private;
use crate::protocol::{LocalDenied, LocalTargets};

/// How often the permission is checked, in milliseconds: also how long a silent server is waited for after the answer.
const CHECK_EVERY_MS: u32 = 5_000;
/// What the permission was called before there were two of them.
const BOTH: &str = "local-network-access";

/// Whether the browser may have any question for `targets`: never to a page that itself lies there, nor to an extension's.
pub fn may_be_asked(targets: &LocalTargets) -> bool {
    if super::access::is_extension() {
        return false;
    }
    let own = web_sys::window().and_then(|window| window.location().origin().ok());
    (targets.machine.is_some() || targets.network.is_some()) && own.is_some_and(|own| !is_private(&own))
}

/// Has the browser ask what it has to ask, by one request for each kind of target, and waits for the answers.
pub async fn ask(targets: &LocalTargets) -> LocalDenied {
    LocalDenied {
        machine: is_denied(targets.machine.as_deref(), "loopback-network").await,
        network: is_denied(targets.network.as_deref(), "local-network").await,
    }
}

async fn is_denied(target: Option<&str>, name: &str) -> bool {
    let Some(target) = target else { return false };
    // A browser that knows none of the names asks nothing.
    let name = if state(name).await.is_some() { name } else { BOTH };
    let mut permission = state(name).await;
    if permission.as_deref() == Some("prompt") {
        request(target, name).await;
        permission = state(name).await;
    }
    permission.as_deref() == Some("denied")
}

/// The state of a permission; `None` where the browser does not know it.
async fn state(name: &str) -> Option<String> {
    let navigator = web_sys::window()?.navigator();
    let permissions = Reflect::get(&navigator, &"permissions".into()).ok()?;
    let query: Function = Reflect::get(&permissions, &"query".into()).ok()?.dyn_into().ok()?;
    let descriptor = Object::new();
    Reflect::set(&descriptor, &"name".into(), &name.into()).ok()?;
    let answer: Promise = query.call1(&permissions, &descriptor).ok()?.dyn_into().ok()?;
    let status = JsFuture::from(answer).await.ok()?;
    Reflect::get(&status, &JsValue::from("state")).ok()?.as_string()
}

/// Sends one request and waits for its end, or until the permission is decided and some seconds are over.
async fn request(url: &str, name: &str) {
    let init = RequestInit::new();
    init.set_method("HEAD");
    init.set_mode(RequestMode::NoCors);
    init.set_cache(RequestCache::NoStore);
    init.set_credentials(RequestCredentials::Omit);
    init.set_referrer_policy(ReferrerPolicy::NoReferrer);
    let (Some(window), Ok(abort)) = (web_sys::window(), AbortController::new()) else { return };
    init.set_signal(Some(&abort.signal()));
    // The user may take their time with the browser's question; a server that says nothing may not.
    let deadline = Interval::new(CHECK_EVERY_MS, {
        let name = name.to_owned();
        move || {
            let (name, abort) = (name.clone(), abort.clone());
            spawn_local(async move {
                if state(&name).await.as_deref() != Some("prompt") {
                    abort.abort();
                }
            });
        }
    });
    // A failure is an answer too: the permission's state tells which.
    drop(JsFuture::from(window.fetch_with_str_and_init(url, &init)).await);
    drop(deadline);
}
