//! Which of the files that are given are results to be brought back.

use futures::future::join_all;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::folder::NamedFile;
use crate::import::{Kind, SAMPLE_BYTES};

/// How the names of results end.
const ENDINGS: [&str; 4] = [".ndjson", ".jsonl", ".json", ".csv"];

/// Whether one of `files` may be results, by its name.
pub fn may_be_among(files: &[NamedFile]) -> bool {
    files.iter().any(is_named_so)
}

/// `files` parted: those that are results, and those that are lists of links. What cannot be read is left to the lists,
/// which say so.
pub async fn parted(files: Vec<NamedFile>) -> (Vec<NamedFile>, Vec<NamedFile>) {
    let are_results = join_all(files.iter().map(is_result)).await;
    let (mut results, mut lists) = (Vec::new(), Vec::new());
    for (file, is_result) in files.into_iter().zip(are_results) {
        if is_result { &mut results } else { &mut lists }.push(file);
    }
    (results, lists)
}

fn is_named_so(file: &NamedFile) -> bool {
    let ends_so = |ending: &str| {
        let at = file.name.len().checked_sub(ending.len());
        at.and_then(|at| file.name.get(at..)).is_some_and(|end| end.eq_ignore_ascii_case(ending))
    };
    ENDINGS.iter().any(|ending| ends_so(ending))
}

async fn is_result(file: &NamedFile) -> bool {
    is_named_so(file) && start_of(&file.file).await.is_some_and(|start| Kind::of_results(&start).is_some())
}

/// The beginning of a file. What makes it known is ASCII, of which UTF-16 has every letter beside a zero.
async fn start_of(file: &File) -> Option<String> {
    let bytes = i32::try_from(SAMPLE_BYTES).ok()?;
    let part = file.slice_with_i32_and_i32(0, bytes).ok()?;
    let text = JsFuture::from(part.text()).await.ok()?.as_string()?;
    Some(text.trim_start_matches('\u{fffd}').replace('\0', ""))
}
