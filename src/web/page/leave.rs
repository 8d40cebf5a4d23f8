//! The browser's own question before a tab with a run in it is left.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::BeforeUnloadEvent;

/// Asks before the tab is left, for as long as this is kept.
#[derive(Debug)]
pub struct LeaveQuestion {
    ask: Closure<dyn FnMut(BeforeUnloadEvent)>,
}

impl LeaveQuestion {
    /// From now on, leaving asks. Where there is no window, nothing does.
    pub fn new() -> Self {
        let ask = Closure::<dyn FnMut(BeforeUnloadEvent)>::new(|event: BeforeUnloadEvent| {
            event.prevent_default();
            // Browsers before 2024 ask only when this is set; none shows the text.
            event.set_return_value("A run is on.");
        });
        if let Some(window) = web_sys::window() {
            // Fails only for names that are no events.
            let _ = window.add_event_listener_with_callback("beforeunload", ask.as_ref().unchecked_ref());
        }
        Self { ask }
    }
}

impl Default for LeaveQuestion {
    fn default() -> Self {
        Self::new()
    }
}

impl Drop for LeaveQuestion {
    fn drop(&mut self) {
        if let Some(window) = web_sys::window() {
            // What was never added is not there to be removed: nothing lost.
            let _ =
                window.remove_event_listener_with_callback("beforeunload", self.ask.as_ref().unchecked_ref());
        }
    }
}
