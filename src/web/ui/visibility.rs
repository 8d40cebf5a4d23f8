//! Informs the desk when the tab is hidden and when it is seen again, so that the picture of a run shows it.

use leptos::ev;
use leptos::prelude::*;

use super::state::State;
use crate::protocol::Command;

/// Listens for as long as the page lives.
pub(super) fn listen(state: State) {
    // Bubbles up to the window.
    let listener = window_event_listener(ev::visibilitychange, move |_| {
        state.command(Command::TabHidden { hidden: document().hidden() });
    });
    on_cleanup(move || listener.remove());
}
