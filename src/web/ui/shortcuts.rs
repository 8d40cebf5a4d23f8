//! Keys that work everywhere on the page.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;

use super::start::Starter;

/// Ctrl+Enter (on a Mac also Command+Enter) starts, but not through an open question.
pub(super) fn listen(starter: Starter) {
    let handle = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        if event.key() != "Enter" || !(event.ctrl_key() || event.meta_key()) {
            return;
        }
        // Else it would press the button that has the focus, too.
        event.prevent_default();
        let is_asked = || document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some());
        if !event.repeat() && !is_asked() {
            starter.press();
        }
    });
    on_cleanup(move || handle.remove());
}
