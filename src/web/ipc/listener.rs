//! A listener for events, removed on drop.

use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// Handles events of a target for as long as this is kept. A listener of its own: others may listen to the same target.
#[derive(Debug)]
pub struct Listener {
    target: EventTarget,
    events: Vec<&'static str>,
    handle: Closure<dyn FnMut(Event)>,
}

impl Listener {
    /// Calls `handle` for each of `events` at `target`.
    pub fn new(target: EventTarget, events: &[&'static str], handle: impl FnMut(Event) + 'static) -> Self {
        let handle = Closure::<dyn FnMut(Event)>::new(handle);
        for event in events {
            // Fails only for names that are no events.
            let _ = target.add_event_listener_with_callback(event, handle.as_ref().unchecked_ref());
        }
        Self { target, events: events.to_vec(), handle }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        for event in &self.events {
            // What is not there needs no removing.
            let _ =
                self.target.remove_event_listener_with_callback(event, self.handle.as_ref().unchecked_ref());
        }
    }
}
