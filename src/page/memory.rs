//! What the page remembers between visits: small things in local storage. Where storage is blocked, nothing.
//!
//! Kept as the bytes of the page's own messages, a letter a byte: a JSON reader and writer would add a tenth to what the
//! page loads. A key is for one type for ever: a type that changes gets another key.

use serde::{Serialize, de::DeserializeOwned};

/// How long something is remembered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Span {
    /// By the browser, for all tabs to come.
    Ever,
    /// By this tab alone, over its reloads.
    Tab,
}

fn storage(span: Span) -> Option<web_sys::Storage> {
    let window = web_sys::window()?;
    match span {
        Span::Ever => window.local_storage(),
        Span::Tab => window.session_storage(),
    }
    .ok()?
}

/// What was remembered under `key`; `None` when nothing was, or it cannot be read any more.
pub fn recall<T: DeserializeOwned>(key: &str) -> Option<T> {
    recall_from(Span::Ever, key)
}

/// The same of what was remembered for so long.
pub fn recall_from<T: DeserializeOwned>(span: Span, key: &str) -> Option<T> {
    let text = storage(span)?.get_item(key).ok()??;
    let bytes: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    postcard::from_bytes(&bytes?).ok()
}

/// Remembers `value` under `key`, where the browser lets it.
pub fn remember(key: &str, value: &impl Serialize) {
    remember_for(Span::Ever, key, value);
}

/// The same for so long.
pub fn remember_for(span: Span, key: &str, value: &impl Serialize) {
    if let (Some(storage), Ok(bytes)) = (storage(span), postcard::to_allocvec(value)) {
        let text: String = bytes.into_iter().map(char::from).collect();
        // A full or blocked storage costs only the remembering.
        let _ = storage.set_item(key, &text);
    }
}
