//! The first paint of the page: what may wait for it comes after it.

use gloo_timers::callback::Timeout;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

/// The name of the performance mark at which the page is on screen and takes input.
pub const USABLE_MARK: &str = "volley-usable";

/// Calls `then` once what is on the page by the end of this task is painted; a hidden page is not painted, so there at once.
///
/// The mark [`USABLE_MARK`] is set just before.
pub fn after(then: impl FnOnce() + 'static) {
    let mark_and_go = move || {
        if let Some(performance) = web_sys::window().and_then(|window| window.performance()) {
            // A page that cannot be measured works all the same.
            let _ = performance.mark(USABLE_MARK);
        }
        then();
    };
    let Some(window) = web_sys::window() else { return mark_and_go() };
    let is_hidden = window.document().is_some_and(|document| document.hidden());
    // The frame is drawn after its callbacks, so the task after them comes after the paint.
    let next_task = move || drop(Timeout::new(0, mark_and_go).forget());
    if is_hidden {
        return next_task();
    }
    let frame = Closure::once_into_js(next_task);
    // Fails for nothing that is a function.
    let _ = window.request_animation_frame(frame.unchecked_ref());
}
