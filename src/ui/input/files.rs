//! The file picker.

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

use crate::page::paste;
use crate::ui::state::State;

/// A button that opens the browser's file picker; each file becomes a source.
#[component]
pub(super) fn Files(state: State) -> impl IntoView {
    let take = move |event| {
        let input: HtmlInputElement = event_target(&event);
        state.add_files(paste::files_of(input.files()));
        // So that the same file can be chosen again.
        input.set_value("");
    };
    view! {
        <label class="button small file-button">
            <input class="visually-hidden" type="file" multiple data-testid="files" on:change=take/>
            "Choose files"
        </label>
    }
}
