//! Yields to waiting messages during long work.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{MessageChannel, MessageEvent};

thread_local! {
    static CHANNEL: RefCell<YieldChannel> = RefCell::new(YieldChannel::default());
}

/// A channel to ourselves: a message on it queues behind those already waiting. A timer would cost 4 ms each time.
#[derive(Default)]
struct YieldChannel {
    channel: Option<MessageChannel>,
    /// Resolved by the next message.
    waiting: Vec<Function>,
}

impl YieldChannel {
    fn open(&mut self) -> Option<&MessageChannel> {
        if self.channel.is_none() {
            let channel = MessageChannel::new().ok()?;
            let on_message = Closure::<dyn FnMut(MessageEvent)>::new(|_| {
                for resolve in CHANNEL.with_borrow_mut(|own| std::mem::take(&mut own.waiting)) {
                    // Resolving a promise cannot throw.
                    let _ = resolve.call0(&JsValue::UNDEFINED);
                }
            });
            channel.port1().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
            // The channel lives as long as the thread.
            on_message.forget();
            self.channel = Some(channel);
        }
        self.channel.as_ref()
    }
}

/// Returns after the messages waiting now were handled.
pub(super) async fn yield_now() {
    let promise = CHANNEL.with_borrow_mut(|own| {
        let posted = own.open().is_some_and(|channel| channel.port2().post_message(&JsValue::NULL).is_ok());
        posted.then(|| Promise::new(&mut |resolve, _| own.waiting.push(resolve)))
    });
    if let Some(promise) = promise {
        // The promise is only ever resolved.
        let _ = JsFuture::from(promise).await;
    }
}
