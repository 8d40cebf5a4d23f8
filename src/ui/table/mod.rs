//! The table.

use leptos::prelude::*;

use super::state::State;
use crate::protocol::Event;

/// The table on screen.
#[derive(Clone, Copy, Debug)]
pub(super) struct TableState {
    revision: RwSignal<u32>,
}

impl TableState {
    pub(super) fn new() -> Self {
        Self { revision: RwSignal::default() }
    }

    /// Takes in what the desk says of the table.
    pub(super) fn take(self, event: Event) {
        if let Event::Table { revision, .. } = event {
            self.revision.set(revision);
        }
    }
}

/// The table.
#[component]
pub(super) fn Table(state: State) -> impl IntoView {
    view! { <p>{move || state.table.revision.get()}</p> }
}
