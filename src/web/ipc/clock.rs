//! The browser's monotonic clock of this thread.

use wasm_bindgen::{JsCast as _, JsValue};

use crate::units::Millis;

/// A thread's monotonic clock. Each thread has its own zero: instants are never compared across threads.
#[derive(Clone, Debug)]
pub struct Clock {
    /// The Performance object, for its timeline.
    pub performance: Option<web_sys::Performance>,
}

impl Clock {
    /// The clock of this thread.
    pub fn new() -> Self {
        let found = js_sys::Reflect::get(&js_sys::global(), &JsValue::from_str("performance"));
        Self { performance: found.ok().and_then(|value| value.dyn_into().ok()) }
    }

    /// Time since this thread's zero, in steps of 0.1 to 1 ms; the wall clock if the browser has no other.
    pub fn now(&self) -> Millis {
        Millis::new(self.performance.as_ref().map_or_else(js_sys::Date::now, web_sys::Performance::now))
    }
}

impl Default for Clock {
    fn default() -> Self {
        Self::new()
    }
}
