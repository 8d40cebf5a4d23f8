//! Keys that work everywhere on the page.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;

use super::start::Starter;

/// Ctrl+Enter (on a Mac also Command+Enter) starts, but not through an open question.
pub(super) fn listen(starter: Starter) {
    let handle = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        let is_start = event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.repeat();
        let is_asked = || document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some());
        if is_start && !is_asked() {
            event.prevent_default();
            starter.press();
        }
    });
    on_cleanup(move || handle.remove());
}
