//! Stands in for the crate of this name, which Leptos brings along for server functions. Volley has no server and none of
//! them, but what that crate exports to JavaScript stays in the page: code and glue of six kilobytes compressed.

use futures::stream::{Empty, Stream, empty};
use wasm_bindgen::{JsCast, JsValue};

/// A stream that is never read.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Wraps a stream of the browser.
    pub const fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// A stream with nothing of `stream` in it.
    pub fn from_stream(stream: impl Stream<Item = Result<JsValue, JsValue>> + 'static) -> Self {
        drop(stream);
        Self(web_sys::ReadableStream::new().unwrap_or_else(JsCast::unchecked_into))
    }

    /// Returns the stream of the browser.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// A stream that ends at once: Volley reads none of these.
    pub fn into_stream(self) -> Empty<Result<JsValue, JsValue>> {
        drop(self);
        empty()
    }
}
