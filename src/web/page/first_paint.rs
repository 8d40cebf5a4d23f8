//! The first paint of the page: what may wait for it comes after it.

use std::cell::Cell;
use std::rc::Rc;

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

/// The name of the performance mark at which the page is on screen and takes input.
pub const USABLE_MARK: &str = "volley-usable";

/// How long a page that nobody sees may keep `then` waiting, in milliseconds: browsers paint no tab in the background and
/// no frame off screen.
const UNSEEN_MS: u32 = 1_000;

/// Calls `then` once what is on the page by the end of this task is painted, at the latest after a second.
///
/// The mark [`USABLE_MARK`] is set just before.
pub fn after(then: impl FnOnce() + 'static) {
    let then = Rc::new(Cell::new(Some(then)));
    let mark_and_go = move || {
        let Some(then) = then.take() else { return };
        if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
            // A page that cannot be measured works all the same.
            let _ = performance.mark(USABLE_MARK);
        }
        then();
    };
    Timeout::new(UNSEEN_MS, mark_and_go.clone()).forget();
    // The frame is drawn after its callbacks, so the task after them comes after the paint.
    let frame = Closure::once_into_js(move || Timeout::new(0, mark_and_go).forget());
    if let Some(window) = web_sys::window() {
        // Fails for nothing that is a function.
        let _ = window.request_animation_frame(frame.unchecked_ref());
    }
}
