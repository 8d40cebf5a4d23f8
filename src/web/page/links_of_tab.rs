//! The page of another tab, read as a source of links: what `page.js` of the extension offers. A web page has none of it.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::{Closure, JsValue, wasm_bindgen};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use super::access::is_extension;
use crate::protocol::{PageCopy, source_name};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = volleyExtension, js_name = readTab, catch)]
    fn read_tab(tab: u32) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = volleyExtension, js_name = tabToRead, catch)]
    fn tab_to_read() -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = volleyExtension, js_name = addressOf, catch)]
    fn address_of(tab: u32) -> Result<Promise, JsValue>;
    #[wasm_bindgen(js_namespace = volleyExtension, js_name = onOffer, catch)]
    fn on_offer(take: &Function) -> Result<(), JsValue>;
}

/// A tab of the browser, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TabId(u32);

/// The tab that this page was opened for, and whether its links are to be read at once; `None` in a web page.
pub fn asked_for() -> Option<(TabId, bool)> {
    let asked: Array = is_extension().then(tab_to_read)?.ok()?.dyn_into().ok()?;
    Some((TabId(number(&asked.get(0))), asked.get(1).is_truthy()))
}

/// Calls `take` with each tab that is offered later, for as long as the page lives; never in a web page.
pub fn on_later(take: impl Fn(TabId) + 'static) {
    let take = Closure::<dyn Fn(JsValue)>::new(move |tab: JsValue| take(TabId(number(&tab))));
    if is_extension() && on_offer(take.as_ref().unchecked_ref()).is_ok() {
        take.forget();
    }
}

/// The host of a tab's page; `None` where nobody may know it.
pub async fn host_of(tab: TabId) -> Option<String> {
    let address = JsFuture::from(address_of(tab.0).ok()?).await.ok()?.as_string()?;
    let host = address.split_once("://")?.1.split(['/', '?', '#']).next()?;
    (!host.is_empty()).then(|| host.to_owned())
}

/// Reads the page of a tab: what came of it, and a source for each document with its name.
///
/// # Errors
/// The browser's words, where it does not let the tab be read.
pub async fn read(tab: TabId) -> Result<(PageCopy, Vec<(String, Blob)>), String> {
    let in_words = |error: JsValue| {
        error
            .dyn_ref::<js_sys::Error>()
            .map_or_else(|| error.as_string().unwrap_or_default(), |error| error.message().into())
    };
    let answer = JsFuture::from(read_tab(tab.0).map_err(in_words)?).await.map_err(in_words)?;
    let answer = Array::from(&answer);
    let mut parts = answer.iter();
    let mut next = || parts.next().unwrap_or_default();
    let copy = PageCopy {
        address: next().as_string().unwrap_or_default(),
        frames: number(&next()),
        unread: number(&next()),
        is_pdf: next().is_truthy(),
        is_cut: next().is_truthy(),
    };
    let mut sources = Vec::new();
    while let Some(address) = next().as_string() {
        if let Ok(content) = next().dyn_into() {
            sources.push((source_name(&address), content));
        }
    }
    Ok((copy, sources))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a number of the browser; saturates"
)]
fn number(value: &JsValue) -> u32 {
    value.as_f64().unwrap_or_default() as u32
}
