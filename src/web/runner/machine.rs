//! The machine under a run: keeps it awake, and notices sleep and a lost network.

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{Closure, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use crate::input::addresses::is_private;
use crate::input::target::Targets;
use crate::schedule::plan::Plan;
use crate::schedule::sleep::Gap;
use crate::units::Millis;
use crate::web::ipc::listener::Listener;
use crate::web::ipc::place::origin_of;

/// Shared by the runs of all tabs.
const NAME: &str = "volley-run";

/// The lock, released on drop. Without Web Locks nothing is held, and a hidden tab may be frozen.
#[derive(Debug)]
pub(super) struct Lock {
    release: Option<Function>,
}

impl Lock {
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

/// Calls `changed` with whether the machine is offline each time that changes; `None` if the browser has no such event.
pub(super) fn watch_network(mut changed: impl FnMut(bool) + 'static) -> Option<Listener> {
    let scope = js_sys::global().dyn_into().ok()?;
    Some(Listener::new(scope, &["offline", "online"], move |event| changed(event.type_() == "offline")))
}

/// Whether the machine is offline now; online if unknown.
pub(super) fn is_offline() -> bool {
    let online = Reflect::get(&js_sys::global(), &"navigator".into())
        .and_then(|navigator| Reflect::get(&navigator, &"onLine".into()));
    online.ok().and_then(|online| online.as_bool()) == Some(false)
}

/// Whether any target of `plan` is beyond this machine and its network; otherwise the run continues offline.
pub(super) fn needs_network(plan: &Plan, targets: &Targets) -> bool {
    let mut url = String::new();
    plan.lanes.iter().any(|lane| {
        let first = lane.first().and_then(|piece| piece.clone().take_first(&plan.ids));
        first.is_some_and(|target| targets.write_url(target, &mut url) && !is_private(origin_of(&url)))
    })
}

#[derive(Clone, Copy, Debug)]
pub(super) struct SleepDetector {
    at: Millis,
    /// The wall clock: on some machines the monotonic one stops during sleep.
    wall_ms: f64,
}

impl SleepDetector {
    pub(super) fn now(now: Millis) -> Self {
        Self { at: now, wall_ms: js_sys::Date::now() }
    }

    pub(super) fn check(&mut self, now: Millis) -> Gap {
        let before = core::mem::replace(self, Self::now(now));
        Gap::of(now.since(before.at).get(), self.wall_ms - before.wall_ms)
    }
}
