//! The page without its views: its workers, and what the browser offers a page.

pub mod access;
pub mod download;
pub mod files;
pub mod first_paint;
pub mod leave;
pub mod links_of_tab;
pub mod local_network;
pub mod memory;
pub mod paste;
pub mod practice;
mod worker_handle;
pub mod workers;

use wasm_bindgen_futures::JsFuture;

/// Copies `text` to the clipboard; `false` when the browser does not let it.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    if !window.is_secure_context() {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}

/// The number of processors; 1 where the browser does not report it.
pub fn processors() -> u32 {
    let reported = web_sys::window().map_or(1.0, |window| window.navigator().hardware_concurrency());
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count; saturates")]
    let count = reported as u32;
    count.max(1)
}
