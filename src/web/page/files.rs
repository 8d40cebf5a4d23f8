//! Files that are dropped or chosen: every file in a folder, with its path, and which of them are results to import.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, File, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry,
};

use crate::import::{ImportFormat, SAMPLE_BYTES};

/// A file with the path that it is called by.
#[derive(Clone, Debug)]
pub struct NamedFile {
    /// Its path within what was given, or its name.
    pub name: String,
    /// The file.
    pub file: File,
}

impl NamedFile {
    /// A chosen file; one out of a chosen folder is called by its path in that.
    pub fn chosen(file: File) -> Self {
        let path = js_sys::Reflect::get(&file, &JsValue::from_str("webkitRelativePath"));
        let path = path.ok().and_then(|path| path.as_string()).filter(|path| !path.is_empty());
        Self { name: path.unwrap_or_else(|| file.name()), file }
    }
}

/// The folders and files that `data` holds. Call it in the event's own handler: the browser forgets them afterwards.
pub fn entries_of(data: &DataTransfer) -> Vec<FileSystemEntry> {
    let items = data.items();
    (0..items.length()).filter_map(|at| items.get(at)?.webkit_get_as_entry().ok().flatten()).collect()
}

/// Whether one of them is a folder.
pub fn has_folder(entries: &[FileSystemEntry]) -> bool {
    entries.iter().any(FileSystemEntry::is_directory)
}

/// All files in `entries` and the folders among them, in the folders' own order, and how many could not be opened.
pub async fn files_in(entries: Vec<FileSystemEntry>) -> (Vec<NamedFile>, u32) {
    let (mut files, mut unread) = (Vec::new(), 0);
    let mut left: Vec<FileSystemEntry> = entries.into_iter().rev().collect();
    while let Some(entry) = left.pop() {
        let name = entry.full_path().trim_start_matches('/').to_owned();
        if entry.is_directory() {
            match listing(entry.unchecked_into()).await {
                Ok(inside) => left.extend(inside.into_iter().rev()),
                Err(_) => unread += 1,
            }
        } else {
            match file_of(entry.unchecked_into()).await {
                Ok(file) => files.push(NamedFile { name, file }),
                Err(_) => unread += 1,
            }
        }
    }
    (files, unread)
}

/// What is in a folder: the browser hands it out in batches, the last of them empty.
async fn listing(folder: FileSystemDirectoryEntry) -> Result<Vec<FileSystemEntry>, JsValue> {
    let reader: FileSystemDirectoryReader = folder.create_reader();
    let mut inside = Vec::new();
    loop {
        let batch = called_back(|done, failed| reader.read_entries_with_callback_and_callback(done, failed));
        let batch: Array = batch.await?.unchecked_into();
        if batch.length() == 0 {
            return Ok(inside);
        }
        inside.extend(batch.iter().map(JsValue::unchecked_into::<FileSystemEntry>));
    }
}

async fn file_of(entry: FileSystemFileEntry) -> Result<File, JsValue> {
    let file = called_back(|done, failed| {
        entry.file_with_callback_and_callback(done, failed);
        Ok(())
    });
    Ok(file.await?.unchecked_into())
}

/// What a call with callbacks hands to the first of them; the error is what it hands to the second.
async fn called_back(
    call: impl FnOnce(&Function, &Function) -> Result<(), JsValue>,
) -> Result<JsValue, JsValue> {
    let mut call = Some(call);
    let promise = Promise::new(&mut |done, failed| {
        if let Some(Err(thrown)) = call.take().map(|call| call(&done, &failed)) {
            // A function of a promise's own cannot throw.
            let _ = failed.call1(&JsValue::UNDEFINED, &thrown);
        }
    });
    JsFuture::from(promise).await
}

/// How the names of results end.
const ENDINGS: [&str; 4] = [".ndjson", ".jsonl", ".json", ".csv"];

/// Whether one of `files` may be results, by its name.
pub fn may_have_results(files: &[NamedFile]) -> bool {
    files.iter().any(is_named_so)
}

/// Splits `files` into results and lists of links. If one cannot be read, all are lists, and it is reported as such.
pub async fn split_results(files: Vec<NamedFile>) -> (Vec<NamedFile>, Vec<NamedFile>) {
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
