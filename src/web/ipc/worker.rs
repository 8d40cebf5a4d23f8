//! What both workers do at their start and at a sudden end.

use std::panic;

use wasm_bindgen::JsCast as _;
use web_sys::DedicatedWorkerGlobalScope;

use super::message;

/// From now on a panic of this worker is told to the page, text and place, before the worker dies.
pub fn report_panics() {
    panic::set_hook(Box::new(|info| last_words(&info.to_string())));
}

/// Tells the page that this worker cannot go on, and why.
pub fn last_words(text: &str) {
    if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        // Nobody is left to hear of a failure to tell of a failure.
        let _ = scope.post_message(&message::encode_trouble(text));
    }
}
