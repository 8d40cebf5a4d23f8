//! A message on a link: postcard bytes and attachments.

use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};

/// Why a message could not be decoded.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// It is not a message of ours.
    #[error("a message without content")]
    Shape,
    /// Its bytes are of another build.
    #[error("a message of another build: {0}")]
    Content(#[from] postcard::Error),
}

/// A message as it was received.
#[derive(Debug)]
pub struct Received {
    data: JsValue,
}

impl Received {
    /// The message in a `message` event.
    pub fn new(event: &web_sys::MessageEvent) -> Self {
        Self { data: event.data() }
    }

    /// Decodes the message.
    ///
    /// # Errors
    /// When it is not a message of ours, or one of another build.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, MessageError> {
        let bytes: Uint8Array = self.field("bytes").dyn_into().map_err(|_| MessageError::Shape)?;
        Ok(postcard::from_bytes(&bytes.to_vec())?)
    }

    /// Attachment number `at`, if it is a `T`.
    pub fn attachment<T: JsCast>(&self, at: u32) -> Option<T> {
        let attachments: Array = self.field("attachments").dyn_into().ok()?;
        attachments.get(at).dyn_into().ok()
    }

    /// The text of a worker's last words, when this is such a message.
    pub fn trouble(&self) -> Option<String> {
        self.field("trouble").as_string()
    }

    fn field(&self, name: &str) -> JsValue {
        Reflect::get(&self.data, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    }
}

/// The JS value that carries `message`, and the buffer to transfer with it.
pub(super) fn encode(
    message: &impl Serialize,
    attachments: &Array,
) -> Result<(JsValue, JsValue), MessageError> {
    let bytes = Uint8Array::from(postcard::to_allocvec(message)?.as_slice());
    let carrier = Object::new();
    // Setting a field of a fresh object cannot fail.
    let _ = Reflect::set(&carrier, &JsValue::from_str("bytes"), &bytes);
    if attachments.length() > 0 {
        let _ = Reflect::set(&carrier, &JsValue::from_str("attachments"), attachments);
    }
    Ok((carrier.into(), bytes.buffer().into()))
}

/// The JS value that carries a worker's last words.
pub(super) fn encode_trouble(text: &str) -> JsValue {
    let carrier = Object::new();
    let _ = Reflect::set(&carrier, &JsValue::from_str("trouble"), &JsValue::from_str(text));
    carrier.into()
}
