//! What the page keeps between visits: small JSON documents in the browser's storage. Where that is blocked, nothing.

use std::cell::{Cell, RefCell};

use crate::protocol::{Secrecy, Span, TextStore, keep, keep_list};
use crate::settings::stored::{SetAside, text_before_json};

/// What a build before the JSON documents kept, other than the list.
const KEYS_BEFORE_JSON: [&str; 4] =
    ["volley.settings.3", "volley.choice", "volley.columns", "volley.compared.2"];
const LIST_KEY_BEFORE_JSON: &str = "volley.text";

thread_local! {
    static ON_FULL: RefCell<Option<Box<dyn FnOnce()>>> = const { RefCell::new(None) };
    static IS_SET_ASIDE: Cell<bool> = const { Cell::new(false) };
}

/// Calls `notify` the first time that the storage is full.
pub fn when_full(notify: impl FnOnce() + 'static) {
    ON_FULL.set(Some(Box::new(notify)));
}

/// The document kept under `key`, as `read` reads it; `None` when there is none, or if another build kept it, which
/// [`was_set_aside`] reports.
pub fn recall<T>(key: &str, read: impl FnOnce(&str) -> Result<T, SetAside>) -> Option<T> {
    accept(read(&get(Span::Ever, key)?))
}

/// The same for a document kept by [`remember_list`]: this tab's own before the browser's.
pub fn recall_list<T>(key: &str, read: impl FnOnce(&str) -> Result<T, SetAside>) -> Option<T> {
    accept(read(&get(Span::Tab, key).or_else(|| get(Span::Ever, key))?))
}

fn accept<T>(read: Result<T, SetAside>) -> Option<T> {
    if read.is_err() {
        IS_SET_ASIDE.set(true);
    }
    read.ok()
}

/// Whether anything that was kept could not be read so far. Removes what builds before the JSON documents kept: fields
/// without names are easily misread.
pub fn was_set_aside() -> bool {
    for key in KEYS_BEFORE_JSON {
        if get(Span::Tab, key).or_else(|| get(Span::Ever, key)).is_some() {
            IS_SET_ASIDE.set(true);
            remove(key);
        }
    }
    IS_SET_ASIDE.take()
}

/// The list that a build before the JSON documents kept. Removes it, or it would come back once the next list is gone.
pub fn take_list_before_json() -> Option<String> {
    let kept = get(Span::Tab, LIST_KEY_BEFORE_JSON).or_else(|| get(Span::Ever, LIST_KEY_BEFORE_JSON))?;
    remove(LIST_KEY_BEFORE_JSON);
    text_before_json(&kept)
}

/// Keeps `json` under `key`, where the browser lets it.
pub fn remember(key: &str, json: &str) {
    notify_if_full(keep(&mut BrowserStore, Span::Ever, key, json));
}

/// Keeps `json`, the list or how it is read, for as long as its secrecy lets.
pub fn remember_list(key: &str, json: &str, secrecy: Secrecy) {
    notify_if_full(keep_list(&mut BrowserStore, key, json, secrecy));
}

fn notify_if_full(had_room: bool) {
    if !had_room && let Some(notify) = ON_FULL.take() {
        notify();
    }
}

fn get(span: Span, key: &str) -> Option<String> {
    storage(span)?.get_item(key).ok()?
}

fn remove(key: &str) {
    for span in [Span::Tab, Span::Ever] {
        BrowserStore.remove(span, key);
    }
}

/// The browser's own storages.
#[derive(Debug)]
pub struct BrowserStore;

impl TextStore for BrowserStore {
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
