//! Files of the user, and files being made.

use hashbrown::HashMap;
use js_sys::{Array, Uint8Array};
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::desk::{FileHandle, FileId, OutputId, PIECE_BYTES};
use crate::web::ipc::blob::blob;
use crate::web::ipc::js_error;

/// The contents, by the desk's numbers.
#[derive(Debug, Default)]
pub(super) struct Files {
    given: HashMap<FileId, Blob>,
    last: u32,
    /// The pieces of files being made.
    made: HashMap<OutputId, Array>,
}

impl Files {
    pub(super) fn keep(&mut self, content: Blob) -> FileHandle {
        self.last = self.last.wrapping_add(1);
        let id = FileId(self.last);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size; saturates")]
        let bytes = content.size() as u64;
        self.given.insert(id, content);
        FileHandle { id, bytes }
    }

    pub(super) fn forget(&mut self, file: FileId) {
        self.given.remove(&file);
    }

    /// Begins to read a piece of a file.
    pub(super) fn read(
        &self,
        file: FileHandle,
        piece: u32,
    ) -> impl Future<Output = Result<Vec<u8>, String>> + use<> {
        #[expect(clippy::cast_precision_loss, reason = "files are shorter than 2^53 bytes")]
        let start = (u64::from(piece) * PIECE_BYTES) as f64;
        #[expect(clippy::cast_precision_loss, reason = "a small number")]
        let length = PIECE_BYTES as f64;
        let part = match self.given.get(&file.id) {
            None => Err("it was removed".into()),
            // A slice costs Chromium a call into another process, longer than reading a small file.
            Some(content) if file.bytes <= PIECE_BYTES => Ok(content.clone()),
            Some(content) => content.slice_with_f64_and_f64(start, start + length),
        };
        let begun = part.map(|part| JsFuture::from(part.array_buffer()));
        async move {
            let failed = |thrown| js_error::describe(&thrown);
            let buffer = begun.map_err(failed)?.await.map_err(failed)?;
            Ok(Uint8Array::new(&buffer).to_vec())
        }
    }

    pub(super) fn append(&mut self, output: OutputId, bytes: &[u8]) {
        self.made.entry(output).or_default().push(&Uint8Array::from(bytes));
    }

    pub(super) fn discard(&mut self, output: OutputId) {
        self.made.remove(&output);
    }

    /// The file of all that was appended.
    pub(super) fn finish(&mut self, output: OutputId, mime: &str) -> Result<Blob, String> {
        let pieces = self.made.remove(&output).unwrap_or_default();
        blob(&pieces, mime)
    }
}
