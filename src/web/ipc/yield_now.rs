//! Yields to waiting messages during long work.

use std::cell::RefCell;

use js_sys::{Function, Promise};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

thread_local! {
    /// A channel to ourselves: a message on it queues behind those already waiting. A timer would cost 4 ms each time.
    static CHANNEL: Option<MessageChannel> = open();
    /// Resolved by the next message.
    static WAITING: RefCell<Vec<Function>> = const { RefCell::new(Vec::new()) };
}

fn open() -> Option<MessageChannel> {
    let channel = MessageChannel::new().ok()?;
    let on_message = Closure::<dyn FnMut()>::new(|| {
        for resolve in WAITING.take() {
            // Resolving a promise cannot throw.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    channel.port1().set_onmessage(Some(on_message.as_ref().unchecked_ref()));
    // The channel lives as long as the thread.
    on_message.forget();
    Some(channel)
}

/// Returns after the messages waiting now were handled.
pub async fn yield_now() {
    let post = |channel: &MessageChannel| channel.port2().post_message(&JsValue::NULL).is_ok();
    if CHANNEL.with(|channel| channel.as_ref().is_some_and(post)) {
        let next = Promise::new(&mut |resolve, _| WAITING.with_borrow_mut(|waiting| waiting.push(resolve)));
        // The promise is only ever resolved.
        let _ = JsFuture::from(next).await;
    }
}
