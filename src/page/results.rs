//! Which of the files that are given are results to be brought back.

use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use super::folder::NamedFile;
use crate::import::Kind;

/// Bytes by which results are known.
const SAMPLE_BYTES: i32 = 16_384;
/// How their files' names end.
const ENDINGS: [&str; 4] = [".ndjson", ".jsonl", ".json", ".csv"];

/// `files` parted: those that are results, and those that are lists of links. What cannot be read is left to the lists,
/// which say so.
pub async fn parted(files: Vec<NamedFile>) -> (Vec<NamedFile>, Vec<NamedFile>) {
    let (mut results, mut lists) = (Vec::new(), Vec::new());
    for file in files {
        let is_named_so = ENDINGS.iter().any(|ending| file.name.ends_with(ending));
        let is_result =
            is_named_so && start_of(&file.file).await.is_some_and(|start| Kind::of_results(&start).is_some());
        if is_result { &mut results } else { &mut lists }.push(file);
    }
    (results, lists)
}

async fn start_of(file: &File) -> Option<String> {
    let part = file.slice_with_i32_and_i32(0, SAMPLE_BYTES).ok()?;
    JsFuture::from(part.text()).await.ok()?.as_string()
}
