//! Makes files of pieces.

use js_sys::Array;
use web_sys::{Blob, BlobPropertyBag};

use super::js_error;

/// The file of these byte arrays.
///
/// # Errors
/// What the browser says when it has no room.
pub fn blob(pieces: &Array, mime: &str) -> Result<Blob, String> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_u8_array_sequence_and_options(pieces, &options)
        .map_err(|thrown| js_error::describe(&thrown))
}
