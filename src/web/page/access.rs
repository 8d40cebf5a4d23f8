//! The extension's access to all sites, and what its page observes of the runners' requests: the functions of
//! `src/extension`, which the entry script puts into `volleyExtension`. A web page has none of it.

use std::rc::{Rc, Weak};

use js_sys::{Array, Function, Promise};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessagePort};

use super::worker_handle::WorkerHandle;
use crate::protocol::Control;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = volleyExtension, js_name = hasAccess, catch)]
    fn ask_whether_granted() -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = volleyExtension, js_name = requestAccess, catch)]
    fn request_access() -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = volleyExtension, js_name = onAccessChange, catch)]
    fn on_access_change(changed: &Function) -> Result<(), JsValue>;
    /// Posts what is observed to the `ports`, also those that join later, until the function that it returns is called.
    #[wasm_bindgen(js_namespace = volleyExtension, js_name = watch, catch)]
    fn watch(ports: &Array, with_addresses: bool) -> Result<Function, JsValue>;
    /// Makes the visits that the runner at the other end asks for.
    #[wasm_bindgen(js_namespace = volleyExtension, js_name = serve, catch)]
    fn serve(port: &MessagePort) -> Result<(), JsValue>;
}

/// Whether this page is an extension's.
pub fn is_extension() -> bool {
    let protocol = web_sys::window().and_then(|window| window.location().protocol().ok());
    protocol.is_some_and(|protocol| protocol.ends_with("-extension:"))
}

/// Whether the extension may see all sites.
pub async fn is_granted() -> bool {
    answer(ask_whether_granted()).await
}

/// Has the browser ask for access, in the click's own task, and returns the user's answer when it comes, which may be never.
pub fn request() -> impl Future<Output = bool> {
    answer(request_access())
}

async fn answer(promise: Result<Promise, JsValue>) -> bool {
    let Ok(promise) = promise else { return false };
    JsFuture::from(promise).await.is_ok_and(|answer| answer.is_truthy())
}

/// Calls `changed` each time that access may have been given or taken, for as long as the page lives.
pub fn on_change(changed: impl Fn() + 'static) {
    let changed = Closure::<dyn Fn()>::new(changed);
    if on_access_change(changed.as_ref().unchecked_ref()).is_ok() {
        changed.forget();
    }
}

/// The runners that are told what is observed, and what of it is on.
#[derive(Debug)]
pub(super) struct Observers {
    /// The page's ends of the channels to them: an array that `watch` reads at each event.
    ports: Array,
    /// Whose ports those are.
    runners: Vec<Weak<WorkerHandle>>,
    is_granted: bool,
    has_addresses: bool,
    stop: Option<Function>,
}

impl Default for Observers {
    fn default() -> Self {
        let (is_granted, has_addresses) = (false, false);
        Self { ports: Array::new(), runners: Vec::new(), is_granted, has_addresses, stop: None }
    }
}

impl Observers {
    /// Tells a new runner, too; returns what it must get, with its end of the channel. `None` in a web page.
    pub(super) fn join(&mut self, runner: &Rc<WorkerHandle>) -> Option<(Control, MessagePort, Control)> {
        let channel = is_extension().then(MessageChannel::new)?.ok()?;
        self.ports.push(&channel.port1());
        serve(&channel.port1()).ok()?;
        self.runners.push(Rc::downgrade(runner));
        Some((Control::Observe, channel.port2(), self.control()))
    }

    /// A runner has ended.
    pub(super) fn leave(&mut self, runner: &Rc<WorkerHandle>) {
        let place = self.runners.iter().position(|other| other.as_ptr() == Rc::as_ptr(runner));
        if let Some(place) = place {
            self.runners.remove(place);
            self.ports.splice_many(u32::try_from(place).unwrap_or(u32::MAX), 1, &[]);
        }
    }

    /// Turns it on or off; returns what the runners are to know.
    pub(super) fn set(&mut self, is_granted: bool, has_addresses: bool) -> Control {
        if let Some(stop) = self.stop.take() {
            // Listeners that cannot be removed tell attempts that are over.
            let _ = stop.call0(&JsValue::UNDEFINED);
        }
        if is_granted {
            self.stop = watch(&self.ports, has_addresses).ok();
        }
        (self.is_granted, self.has_addresses) = (is_granted, has_addresses);
        self.control()
    }

    const fn control(&self) -> Control {
        Control::SetAccess { is_granted: self.is_granted, has_addresses: self.has_addresses }
    }
}
