//! Reports the sudden end of a worker.

use std::panic;

use wasm_bindgen::JsCast as _;
use web_sys::DedicatedWorkerGlobalScope;

use super::message;

/// Reports panics of this worker to the page.
pub fn report_panics() {
    panic::set_hook(Box::new(|info| last_words(&info.to_string())));
}

/// Tells the page why this worker ends.
pub fn last_words(text: &str) {
    if let Ok(scope) = js_sys::global().dyn_into::<DedicatedWorkerGlobalScope>() {
        // There is nobody left to report a failure to.
        let _ = scope.post_message(&message::encode_trouble(text));
    }
}
