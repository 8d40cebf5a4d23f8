//! Copies what the desk has written.

use leptos::task::spawn_local;
use leptos::web_sys::Blob;
use wasm_bindgen_futures::JsFuture;

use super::state::State;
use crate::web::page;
use crate::web::page::download::download;

/// Copies `content`, or saves it as `name` where the browser does not let it; says so, with `hint` where it is copied.
pub(super) fn copy_written(state: State, name: String, content: Blob, what: &'static str, hint: String) {
    spawn_local(async move {
        let text = JsFuture::from(content.text()).await.ok().and_then(|text| text.as_string());
        let is_copied = match text {
            Some(text) => page::copy(&text).await,
            None => false,
        };
        if is_copied {
            state.notifications.note(format!("{what} are copied."), hint);
        } else if let Err(error) = download(&name, &content) {
            state.notifications.trouble(format!("{what} could not be copied: {error}."), "Try again.");
        } else {
            state.notifications.note(format!("The browser did not let Volley copy: it saved {name}."), "");
        }
    });
}
