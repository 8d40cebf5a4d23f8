//! Keeps the tab awake during a run: browsers do not freeze a tab that holds a Web Lock.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// Shared by the runs of all tabs.
const NAME: &str = "volley-run";

/// The lock, released on drop. Without Web Locks nothing is held, and a hidden tab may be frozen.
#[derive(Debug)]
pub(super) struct Lock {
    release: Option<Function>,
}

impl Lock {
    /// Requests the lock.
    pub(super) fn hold() -> Self {
        let mut release = None;
        let held = Promise::new(&mut |resolve, _| release = Some(resolve));
        // It may be granted after this is dropped: the function lives until it is called.
        let granted = Closure::once_into_js(move || held);
        if let Ok(requested) = request(&granted) {
            // Without the lock the run goes on all the same.
            spawn_local(async move { drop(JsFuture::from(requested).await) });
        }
        Self { release }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = &self.release {
            // Resolving a promise cannot throw.
            let _ = release.call0(&JsValue::UNDEFINED);
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
