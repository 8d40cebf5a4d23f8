//! What is pasted or dropped: files, and text that stays a JS string, so that a long one is never copied into wasm.

use js_sys::{Array, Function, JsString, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Blob, DataTransfer, File, FileList};

/// Most bytes that a text area is given to hold: past it, layout takes longer than a frame.
const MAX_AREA_BYTES: usize = 102_400;
/// Most lines that a text area is given to hold.
const MAX_AREA_LINES: usize = 2_000;

/// The text in `data`; `None` when it holds none.
pub fn text_of(data: &DataTransfer) -> Option<JsString> {
    let get: Function = Reflect::get(data, &"getData".into()).ok()?.dyn_into().ok()?;
    let text: JsString = get.call1(data, &"text/plain".into()).ok()?.dyn_into().ok()?;
    (text.length() > 0).then_some(text)
}

/// The files in `files`.
pub fn files_of(files: Option<FileList>) -> Vec<File> {
    let Some(files) = files else { return Vec::new() };
    (0..files.length()).filter_map(|number| files.get(number)).collect()
}

/// What an input element holds.
pub fn value_of(element: &JsValue) -> Option<JsString> {
    Reflect::get(element, &"value".into()).ok()?.dyn_into().ok()
}

/// `text` as a Rust string when a text area can hold it; `None` when it is too long for one.
pub fn short(text: &JsString) -> Option<String> {
    // UTF-8 has no fewer bytes than UTF-16 has units: a long text is known before it is copied.
    if text.length() as usize > MAX_AREA_BYTES {
        return None;
    }
    let text = String::from(text);
    (text.len() <= MAX_AREA_BYTES && text.lines().count() <= MAX_AREA_LINES).then_some(text)
}

/// `text` as a `Blob` of UTF-8; unpaired surrogates become U+FFFD.
///
/// # Errors
/// What the browser throws when it has no room for it.
pub fn blob_of(text: &JsString) -> Result<Blob, JsValue> {
    Blob::new_with_str_sequence(&Array::of1(text))
}
