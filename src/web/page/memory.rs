//! What the page keeps between visits: small JSON documents in the browser's storage. Where that is blocked, nothing.

use std::cell::RefCell;

use crate::compare::kept::Kept;
use crate::protocol::{
    self, KeptThing, NotKept, Secrecy, Span, TextStore, keep, keep_comparisons, keep_list,
};
use crate::settings::stored::{SetAside, text_before_json};

thread_local! {
    static ON_TROUBLE: RefCell<Option<OnTrouble>> = const { RefCell::new(None) };
    /// What could not be read and was not reported yet.
    static SET_ASIDE: RefCell<Vec<KeptThing>> = const { RefCell::new(Vec::new()) };
    static TOLD: RefCell<Vec<NotKept>> = const { RefCell::new(Vec::new()) };
}

struct OnTrouble {
    not_kept: Box<dyn Fn(NotKept)>,
    set_aside: Box<dyn Fn()>,
}

/// From now on calls `not_kept` with what there was no room for; and `set_aside` at once, for what could not be read so
/// far, and when more cannot be read: what, [`take_set_aside`] says.
pub fn when_in_trouble(not_kept: impl Fn(NotKept) + 'static, set_aside: impl Fn() + 'static) {
    ON_TROUBLE.set(Some(OnTrouble { not_kept: Box::new(not_kept), set_aside: Box::new(set_aside) }));
    report_set_aside();
}

/// What another build kept and this one could not read, since the last call. Removes what builds before the JSON documents
/// kept, but for the list: fields without names are easily misread.
pub fn take_set_aside() -> Vec<KeptThing> {
    let mut things = SET_ASIDE.take();
    let others = KeptThing::ALL.into_iter().filter(|thing| *thing != KeptThing::List);
    things.extend(others.filter(|thing| take_before_json(*thing).is_some()));
    things
}

/// The document of `thing` as `read` reads it, this tab's own before the browser's; `None` when there is none, or if
/// another build kept it, which is reported.
pub fn recall<T>(thing: KeptThing, read: impl FnMut(&str) -> Result<T, SetAside>) -> Option<T> {
    let (kept, is_set_aside) = protocol::recall(&BrowserStore, thing, read);
    if is_set_aside {
        set_aside(thing);
    }
    kept
}

fn set_aside(thing: KeptThing) {
    SET_ASIDE.with_borrow_mut(|things| things.push(thing));
    report_set_aside();
}

fn report_set_aside() {
    ON_TROUBLE.with_borrow(|on| {
        if let Some(on) = on {
            (on.set_aside)();
        }
    });
}

/// The list that a build before the JSON documents kept. Removes it, or it would come back once the next list is gone.
pub fn take_list_before_json() -> Option<String> {
    let list = text_before_json(&take_before_json(KeptThing::List)?);
    if list.is_none() {
        set_aside(KeptThing::List);
    }
    list
}

fn take_before_json(thing: KeptThing) -> Option<String> {
    let key = thing.key_before_json();
    let mut kept = None;
    for span in [Span::Tab, Span::Ever] {
        kept = kept.or_else(|| BrowserStore.get(span, key));
        BrowserStore.remove(span, key);
    }
    kept
}

/// Keeps `json` as `thing`, where the browser lets it.
pub fn remember(thing: KeptThing, json: &str) {
    notify(keep(&mut BrowserStore, thing, json).err());
}

/// Keeps `json`, the list or how it is read, for as long as its secrecy lets.
pub fn remember_list(thing: KeptThing, json: &str, secrecy: Secrecy) {
    notify(keep_list(&mut BrowserStore, thing, json, secrecy).err());
}

/// Keeps as many of the comparisons `wanted` as there is room for, in the place of `stored`; returns those that are kept.
pub fn remember_comparisons(stored: &[Kept], wanted: Vec<Kept>) -> Vec<Kept> {
    let (kept, not_kept) = keep_comparisons(&mut BrowserStore, stored, wanted);
    notify(not_kept);
    kept
}

fn notify(not_kept: Option<NotKept>) {
    let Some(not_kept) = not_kept else { return };
    if TOLD.with_borrow(|told| not_kept.is_news_after(told)) {
        TOLD.with_borrow_mut(|told| told.push(not_kept));
        ON_TROUBLE.with_borrow(|on| {
            if let Some(on) = on {
                (on.not_kept)(not_kept);
            }
        });
    }
}

/// The browser's own storages.
#[derive(Debug)]
pub struct BrowserStore;

impl TextStore for BrowserStore {
    fn get(&self, span: Span, key: &str) -> Option<String> {
        storage(span)?.get_item(key).ok()?
    }

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
