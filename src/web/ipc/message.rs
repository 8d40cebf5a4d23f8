//! One message on a link: postcard bytes, and large things attachment them.

use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast as _, JsValue};

/// Why a message could not be understood.
#[derive(Debug, thiserror::Error)]
pub enum MessageError {
    /// It has not the shape of a message of ours.
    #[error("a message without content")]
    Shape,
    /// Its bytes are not what this build expects: another build is at the other end.
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

    /// What the sender said.
    ///
    /// # Errors
    /// When it is no message of ours, or one of another build.
    pub fn decode<T: DeserializeOwned>(&self) -> Result<T, MessageError> {
        let bytes: Uint8Array = self.field("bytes").dyn_into().map_err(|_| MessageError::Shape)?;
        Ok(postcard::from_bytes(&bytes.to_vec())?)
    }

    /// Thing number `at` attachment it, where it is a `T`.
    pub fn attachment<T: JsCast>(&self, at: u32) -> Option<T> {
        let attachment: Array = self.field("attachment").dyn_into().ok()?;
        attachment.get(at).dyn_into().ok()
    }

    /// The text of a worker's last words, when this is such a message.
    pub fn trouble(&self) -> Option<String> {
        self.field("trouble").as_string()
    }

    fn field(&self, name: &str) -> JsValue {
        Reflect::get(&self.data, &JsValue::from_str(name)).unwrap_or(JsValue::UNDEFINED)
    }
}

/// What may stand attachment a message: any JS class.
pub trait JsCast: wasm_bindgen::JsCast {}
impl<T: wasm_bindgen::JsCast> JsCast for T {}

/// The JS value that carries `message`, and the buffer of its bytes, to be transferred with it.
pub(super) fn encode(
    message: &impl Serialize,
    attachment: &Array,
) -> Result<(JsValue, JsValue), MessageError> {
    let bytes = Uint8Array::from(postcard::to_allocvec(message)?.as_slice());
    let carrier = Object::new();
    // Setting a field of a fresh object cannot fail.
    let _ = Reflect::set(&carrier, &JsValue::from_str("bytes"), &bytes);
    if attachment.length() > 0 {
        let _ = Reflect::set(&carrier, &JsValue::from_str("attachment"), attachment);
    }
    Ok((carrier.into(), bytes.buffer().into()))
}

/// The JS value that carries a worker's last words.
pub(super) fn encode_trouble(text: &str) -> JsValue {
    let carrier = Object::new();
    let _ = Reflect::set(&carrier, &JsValue::from_str("trouble"), &JsValue::from_str(text));
    carrier.into()
}
