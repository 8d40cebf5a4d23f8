//! Detects whether the machine is offline, as far as the browser says.

use js_sys::Reflect;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::{Event, EventTarget};

use crate::input::addresses::is_private;
use crate::input::target::Targets;
use crate::schedule::plan::Plan;
use crate::web::ipc::place::origin_of;

/// A listener, removed on drop.
#[derive(Debug)]
pub(super) struct Network {
    target: EventTarget,
    listener: Closure<dyn FnMut(Event)>,
}

const EVENTS: [&str; 2] = ["offline", "online"];

impl Network {
    /// Calls `changed` with whether the machine is offline each time that changes; `None` if the browser has no such event.
    pub(super) fn watch(mut changed: impl FnMut(bool) + 'static) -> Option<Self> {
        let target: EventTarget = js_sys::global().dyn_into().ok()?;
        let listener =
            Closure::<dyn FnMut(Event)>::new(move |event: Event| changed(event.type_() == "offline"));
        for event in EVENTS {
            target.add_event_listener_with_callback(event, listener.as_ref().unchecked_ref()).ok()?;
        }
        Some(Self { target, listener })
    }
}

impl Drop for Network {
    fn drop(&mut self) {
        for event in EVENTS {
            // It may be gone already.
            let _ = self
                .target
                .remove_event_listener_with_callback(event, self.listener.as_ref().unchecked_ref());
        }
    }
}

/// Whether the machine is offline now; online if unknown.
pub(super) fn is_offline() -> bool {
    let online = Reflect::get(&js_sys::global(), &"navigator".into())
        .and_then(|navigator| Reflect::get(&navigator, &"onLine".into()));
    online.ok().and_then(|online| online.as_bool()) == Some(false)
}

/// Whether any target of `plan` is beyond this machine and its network; otherwise the run continues offline.
pub(super) fn is_needed(plan: &Plan, targets: &Targets) -> bool {
    let mut url = String::new();
    plan.lanes.iter().any(|lane| {
        let first = lane.first().and_then(|piece| piece.clone().take_first(&plan.ids));
        first.is_some_and(|target| targets.write_url(target, &mut url) && !is_private(origin_of(&url)))
    })
}
