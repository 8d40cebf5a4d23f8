//! The addresses of the page's files, as seen from this worker's script.

use wasm_bindgen::JsCast as _;
use web_sys::{Url, WorkerGlobalScope};

use crate::input::addresses::host_start;

/// The practice server's folder, next to the page: its scope, and the folder of the runner that it answers.
pub const PRACTICE_FOLDER: &str = "practice/";

/// The address of this worker's script; `None` outside a worker.
pub fn worker_script() -> Option<String> {
    let scope: WorkerGlobalScope = js_sys::global().dyn_into().ok()?;
    Some(scope.location().href())
}

/// The origin of this worker's script, which is the page's; `None` outside a worker.
pub fn own_origin() -> Option<String> {
    let scope: WorkerGlobalScope = js_sys::global().dyn_into().ok()?;
    Some(scope.location().origin())
}

/// The address of the practice server's folder, for a worker whose script is next to the page; `None` outside a worker.
pub fn practice_folder() -> Option<String> {
    Some(Url::new_with_base(PRACTICE_FOLDER, &worker_script()?).ok()?.href())
}

/// The origin that an `http:` or `https:` URL begins with, as the URL standard serialises it.
pub fn origin_of(url: &str) -> &str {
    let host = host_start(url);
    &url[..url[host..].find(['/', '?', '#']).map_or(url.len(), |at| host + at)]
}
