//! Formats what JavaScript throws.

use wasm_bindgen::{JsCast as _, JsValue};

/// An error's text, a string, or the debug form of anything else.
pub fn describe(thrown: &JsValue) -> String {
    if let Some(error) = thrown.dyn_ref::<js_sys::Error>() {
        return String::from(error.to_string());
    }
    thrown.as_string().unwrap_or_else(|| format!("{thrown:?}"))
}
