//! Keeps the tab awake while a run is on: browsers do not freeze a tab that holds a Web Lock.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Runs in several tabs hold it together.
const NAME: &str = "volley-run";

/// The lock; let go when dropped. Where a browser has no such locks nothing is held, and a hidden tab may be frozen.
#[derive(Debug)]
pub(super) struct Lock {
    let_go: Option<Function>,
}

impl Lock {
    /// Asks for the lock.
    pub(super) fn hold() -> Self {
        let mut let_go = None;
        let held = Promise::new(&mut |resolve, _| let_go = Some(resolve));
        // It may be granted after a short run is over and this is dropped: the function lives until it is called.
        let granted = Closure::once_into_js(move || held);
        if let Ok(asked) = request(&granted) {
            // Whatever lacks on the way, or is refused, leaves us without a lock; the run goes on all the same.
            spawn_local(async move { drop(JsFuture::from(asked).await) });
        }
        Self { let_go }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(let_go) = &self.let_go {
            // Nothing is to be done where a promise cannot be resolved.
            let _ = let_go.call0(&JsValue::UNDEFINED);
        }
    }
}

/// `navigator.locks.request`, by name: web-sys has it only among its unstable interfaces.
fn request(granted: &JsValue) -> Result<Promise, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into())?;
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let request: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let options = Object::new();
    Reflect::set(&options, &"mode".into(), &"shared".into())?;
    request.call3(&locks, &NAME.into(), &options, granted)?.dyn_into()
}
