//! Hands a file to the user.

use wasm_bindgen::JsCast as _;
use web_sys::{Blob, HtmlAnchorElement, Url};

/// Saves `content` under `name`, as if a link to it had been clicked.
///
/// # Errors
/// In words, when the browser does not let it.
pub fn download(name: &str, content: &Blob) -> Result<(), String> {
    let failed = |_| "the browser would not save the file".to_owned();
    let document = web_sys::window().and_then(|window| window.document()).ok_or("no document")?;
    let url = Url::create_object_url_with_blob(content).map_err(failed)?;
    let anchor: HtmlAnchorElement =
        document.create_element("a").map_err(failed)?.dyn_into().map_err(|_| "no anchor element")?;
    anchor.set_href(&url);
    anchor.set_download(name);
    anchor.click();
    // The browser has taken hold of the content when `click` returns only for small files: keep the URL a while.
    gloo_timers::callback::Timeout::new(60_000, move || {
        // An URL that is gone already needs no revoking.
        let _ = Url::revoke_object_url(&url);
    })
    .forget();
    Ok(())
}
