//! What the window reports: keys that work everywhere, tabs that are hidden or left.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;

use super::start::Starter;
use super::state::{PageState, State};
use crate::protocol::Command;
use crate::web::page::leave::LeaveQuestion;

/// Ctrl+Enter (on a Mac also Command+Enter) starts, but not through an open question.
pub(super) fn start_by_key(starter: Starter) {
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

/// Informs the desk when the tab is hidden and when it is shown again, so that the picture of a run shows it.
pub(super) fn report_visibility(state: State) {
    // Bubbles up to the window.
    let listener = window_event_listener(ev::visibilitychange, move |_| {
        state.command(Command::TabHidden { hidden: document().hidden() });
    });
    on_cleanup(move || listener.remove());
}

/// Has the browser ask before the tab is left, for as long as a run or a comparison is active.
pub(super) fn ask_before_leaving(state: State, phase: Memo<PageState>) {
    let question = StoredValue::new_local(None::<LeaveQuestion>);
    let is_active = Memo::new(move |_| phase.get().is_active() || state.compare.is_running.get());
    Effect::new(move |_| question.set_value(is_active.get().then(LeaveQuestion::new)));
}
