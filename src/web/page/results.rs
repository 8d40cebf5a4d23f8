//! Which of the files that are given are results to import.

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use super::folder::NamedFile;
use crate::import::{ImportFormat, SAMPLE_BYTES};

/// How the names of results end.
const ENDINGS: [&str; 4] = [".ndjson", ".jsonl", ".json", ".csv"];

/// Whether one of `files` may be results, by its name.
pub fn may_be_among(files: &[NamedFile]) -> bool {
    files.iter().any(is_named_so)
}

/// Splits `files` into results and lists of links. If one cannot be read, all are lists, and it is reported as such.
pub async fn split(files: Vec<NamedFile>) -> (Vec<NamedFile>, Vec<NamedFile>) {
    let starts: Array = files.iter().map(start_of).collect();
    let starts = JsFuture::from(Promise::all(&starts)).await.map(|all| Array::from(&all)).unwrap_or_default();
    let (mut results, mut lists) = (Vec::new(), Vec::new());
    for (file, start) in files.into_iter().zip(starts.iter().chain(core::iter::repeat(JsValue::NULL))) {
        if is_result(start.as_string()) { &mut results } else { &mut lists }.push(file);
    }
    (results, lists)
}

/// Whether a file that begins so is results. What makes them known is ASCII, of which UTF-16 has every letter next to a zero.
fn is_result(start: Option<String>) -> bool {
    let start = start.map(|start| start.trim_start_matches('\u{fffd}').replace('\0', ""));
    start.is_some_and(|start| ImportFormat::of_results(&start).is_some())
}

fn is_named_so(file: &NamedFile) -> bool {
    let ends_so = |ending: &str| {
        let at = file.name.len().checked_sub(ending.len());
        at.and_then(|at| file.name.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    ENDINGS.iter().any(|ending| ends_so(ending))
}

/// A promise of the beginning of a file; of one that is not named like results, nothing.
fn start_of(file: &NamedFile) -> JsValue {
    let bytes = i32::try_from(SAMPLE_BYTES).unwrap_or(i32::MAX);
    let start = is_named_so(file).then(|| file.file.slice_with_i32_and_i32(0, bytes).ok()).flatten();
    start.map_or(JsValue::NULL, |start| start.text().into())
}
