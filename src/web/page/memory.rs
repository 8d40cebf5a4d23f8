//! What the page remembers between visits: small things in the browser's storage. Where that is blocked, nothing.
//!
//! Kept as the bytes of the page's own messages, a letter a byte: a JSON reader and writer would add a tenth to what the
//! page loads. A key is for one type for ever: a type that changes gets another key.

use std::cell::RefCell;

use serde::{Serialize, de::DeserializeOwned};

use crate::protocol::{Secrecy, Span, TextStore, keep, keep_list};

thread_local! {
    static ON_FULL: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
}

/// From now on `tell` is called the first time that the storage has no room, and not again.
pub fn when_full(tell: impl FnOnce() + 'static) {
    ON_FULL.set(Some(Box::new(tell)));
}

/// What was remembered under `key`; `None` when nothing was, or it cannot be read any more.
pub fn recall<T: DeserializeOwned>(key: &str) -> Option<T> {
    recall_from(Span::Ever, key)
}

/// What was kept by [`remember_list`] under `key`: this tab's own before the browser's.
pub fn recall_list<T: DeserializeOwned>(key: &str) -> Option<T> {
    recall_from(Span::Tab, key).or_else(|| recall(key))
}

fn recall_from<T: DeserializeOwned>(span: Span, key: &str) -> Option<T> {
    let text = storage(span)?.get_item(key).ok()??;
    let bytes: Option<Vec<u8>> = text.chars().map(|letter| u8::try_from(u32::from(letter)).ok()).collect();
    postcard::from_bytes(&bytes?).ok()
}

/// Remembers `value` under `key`, where the browser lets it.
pub fn remember(key: &str, value: &impl Serialize) {
    with_text(value, |text| keep(&mut Browser, Span::Ever, key, text));
}

/// Remembers `value`, the list or how it is read, for as long as its secrecy lets.
pub fn remember_list(key: &str, value: &impl Serialize, secrecy: Secrecy) {
    with_text(value, |text| keep_list(&mut Browser, key, text, secrecy));
}

/// Has `keep` keep `value` as a text; where there was no room, that is told once.
fn with_text(value: &impl Serialize, keep: impl FnOnce(&str) -> bool) {
    let Ok(bytes) = postcard::to_allocvec(value) else { return };
    let text: String = bytes.into_iter().map(char::from).collect();
    if !keep(&text)
        && let Some(tell) = ON_FULL.take()
    {
        tell();
    }
}

/// The browser's own storages.
struct Browser;

impl TextStore for Browser {
    fn put(&mut self, span: Span, key: &str, text: &str) -> bool {
        // A blocked storage never remembers anything: that is no lack of room.
        storage(span).is_none_or(|storage| storage.set_item(key, text).is_ok())
    }

    fn remove(&mut self, span: Span, key: &str) {
        if let Some(storage) = storage(span) {
            // Fails only where the storage is blocked meanwhile, and then it is read no more either.
            let _ = storage.remove_item(key);
        }
    }
}

fn storage(span: Span) -> Option<web_sys::Storage> {
    let window = web_sys::window()?;
    match span {
        Span::Ever => window.local_storage(),
        Span::Tab => window.session_storage(),
    }
    .ok()?
}
