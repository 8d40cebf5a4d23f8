//! Formats what JavaScript throws.

use wasm_bindgen::{JsCast as _, JsValue};

/// An error's text, a string, or anything else as JSON.
pub fn describe(thrown: &JsValue) -> String {
    if let Some(error) = thrown.dyn_ref::<js_sys::Error>() {
        return String::from(error.to_string());
    }
    // Not its debug form: what writes that weighs some kilobytes.
    let json = || js_sys::JSON::stringify(thrown).ok().map(JsValue::from).and_then(|json| json.as_string());
    thrown.as_string().or_else(json).unwrap_or_else(|| "something unknown".to_owned())
}
