//! One end of a link between two threads: posts and receives messages.

use js_sys::{Array, Uint8Array, Uint32Array};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, MessageEvent, MessagePort, Worker};

use super::js_error;
use super::message::{self, Received};
use super::worker::last_words;
use crate::ids::TargetId;
use crate::input::list::LinkList;

/// One end of a link.
#[derive(Clone, Debug)]
pub enum Link {
    /// A worker that the page started.
    Worker(Worker),
    /// The page, as its worker sees it.
    Page(DedicatedWorkerGlobalScope),
    /// The other end of a channel.
    Port(MessagePort),
}

impl Link {
    /// The link to the page; `None` outside a dedicated worker.
    pub fn to_page() -> Option<Self> {
        js_sys::global().dyn_into().ok().map(Self::Page)
    }

    /// Posts `message` from a worker; a failure becomes the worker's last words.
    pub fn post_or_end(&self, message: &impl Serialize) {
        if let Err(error) = self.post_with(message, &[], &[]) {
            last_words(&format!("could not post a message: {error}"));
        }
    }

    /// Posts `message` with attachments: `cloned` first, then `moved`, which are transferred; of a typed array its buffer.
    ///
    /// # Errors
    /// When it could not be posted.
    pub fn post_with(
        &self,
        message: &impl Serialize,
        cloned: &[JsValue],
        moved: &[JsValue],
    ) -> Result<(), String> {
        let attachments: Array = cloned.iter().chain(moved).collect();
        let (carrier, bytes) = message::encode(message, &attachments).map_err(|error| error.to_string())?;
        let transfer: Array = moved.iter().map(transferable).collect();
        transfer.push(&bytes);
        match self {
            Self::Worker(worker) => worker.post_message_with_transfer(&carrier, &transfer),
            Self::Page(scope) => scope.post_message_with_transfer(&carrier, &transfer),
            Self::Port(port) => port.post_message_with_transferable(&carrier, &transfer),
        }
        .map_err(|thrown| js_error::describe(&thrown))
    }

    /// Calls `receive` in a worker for each decoded message; one that cannot be decoded leads to the worker's last words.
    pub fn listen_for<T: DeserializeOwned>(&self, mut receive: impl FnMut(T, Received) + 'static) {
        self.listen(move |received| match received.decode() {
            Ok(message) => receive(message, received),
            Err(error) => last_words(&error.to_string()),
        });
    }

    /// Calls `receive` for each message as long as the thread lives.
    pub fn listen(&self, mut receive: impl FnMut(Received) + 'static) {
        let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
            receive(Received::new(&event));
        });
        let function = Some(on_message.as_ref().unchecked_ref());
        match self {
            Self::Worker(worker) => worker.set_onmessage(function),
            Self::Page(scope) => scope.set_onmessage(function),
            // Setting the handler also starts the port.
            Self::Port(port) => port.set_onmessage(function),
        }
        // A link lives as long as its thread.
        on_message.forget();
    }
}

/// Copies to be transferred: the URLs of a list, their ends, and the numbers of targets.
pub fn buffers(list: &LinkList, ids: Vec<TargetId>) -> [JsValue; 3] {
    let (arena, ends, _) = list.targets().parts();
    let ids: Vec<u32> = ids.into_iter().map(|target| target.0).collect();
    [Uint8Array::from(arena).into(), Uint32Array::from(ends).into(), Uint32Array::from(ids.as_slice()).into()]
}

/// What to transfer for a value: a typed array's buffer, or the value itself.
fn transferable(value: &JsValue) -> JsValue {
    if let Some(bytes) = value.dyn_ref::<Uint8Array>() {
        bytes.buffer().into()
    } else if let Some(numbers) = value.dyn_ref::<Uint32Array>() {
        numbers.buffer().into()
    } else {
        value.clone()
    }
}
