//! Folders that are dropped: every file in them, with its path.

use js_sys::{Array, Function, Promise};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    DataTransfer, File, FileSystemDirectoryEntry, FileSystemDirectoryReader, FileSystemEntry,
    FileSystemFileEntry,
};

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
