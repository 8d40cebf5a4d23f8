//! The browser's own question before a tab with a run in it is left.

use wasm_bindgen::JsCast as _;
use web_sys::{BeforeUnloadEvent, Event};

use crate::web::ipc::listener::Listener;

/// Asks before the tab is left, for as long as this is kept; nothing does where there is no window.
#[derive(Debug)]
pub struct LeaveQuestion {
    _listener: Option<Listener>,
}

impl LeaveQuestion {
    /// From now on, leaving asks.
    pub fn new() -> Self {
        let ask = |event: Event| {
            event.prevent_default();
            // Browsers before 2024 ask only when this is set; none shows the text.
            event.unchecked_ref::<BeforeUnloadEvent>().set_return_value("A run is in progress.");
        };
        Self {
            _listener: web_sys::window().map(|window| Listener::new(window.into(), &["beforeunload"], ask)),
        }
    }
}

impl Default for LeaveQuestion {
    fn default() -> Self {
        Self::new()
    }
}
