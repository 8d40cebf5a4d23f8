//! What the page remembers between visits: small things in local storage. Where storage is blocked, nothing.

use serde::{Serialize, de::DeserializeOwned};

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// What was remembered under `key`; `None` when nothing was, or it cannot be read any more.
pub fn recall<T: DeserializeOwned>(key: &str) -> Option<T> {
    serde_json::from_str(&storage()?.get_item(key).ok()??).ok()
}

/// Remembers `value` under `key`, where the browser lets it.
pub fn remember(key: &str, value: &impl Serialize) {
    if let (Some(storage), Ok(text)) = (storage(), serde_json::to_string(value)) {
        // A full or blocked storage costs only the remembering.
        let _ = storage.set_item(key, &text);
    }
}
