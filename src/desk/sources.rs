//! What the user gave beside the text area: files and long pastes, read in pieces and never held whole.

use js_sys::Uint8Array;
use wasm_bindgen_futures::JsFuture;
use web_sys::Blob;

use crate::input::detect::Form;
use crate::wire::js_error;

/// Bytes that are read at once.
const PIECE_BYTES: f64 = 1_048_576.0;

/// One source.
#[derive(Clone, Debug)]
pub(super) struct Source {
    pub(super) name: String,
    /// How the user wants it read; `None` to find out.
    pub(super) form: Option<Form>,
    content: Blob,
}

impl Source {
    pub(super) fn new(name: String, content: Blob) -> Self {
        Self { name, form: None, content }
    }

    /// Its length in bytes.
    pub(super) fn bytes(&self) -> f64 {
        self.content.size()
    }

    /// Number of pieces it is read in.
    pub(super) fn pieces(&self) -> u32 {
        let pieces = (self.content.size() / PIECE_BYTES).ceil();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a count; saturates")]
        let pieces = pieces as u32;
        pieces
    }

    /// The bytes of piece `piece`, from 0.
    ///
    /// # Errors
    /// In words, when the file cannot be read any more.
    pub(super) async fn read(&self, piece: u32) -> Result<Vec<u8>, String> {
        let start = f64::from(piece) * PIECE_BYTES;
        let failed = |thrown| js_error::describe(&thrown);
        let slice = self.content.slice_with_f64_and_f64(start, start + PIECE_BYTES).map_err(failed)?;
        let buffer = JsFuture::from(slice.array_buffer()).await.map_err(failed)?;
        Ok(Uint8Array::new(&buffer).to_vec())
    }
}
