//! The pickers of files and folders, and of results that come back.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;

use crate::web::page::folder::NamedFile;
use crate::web::page::paste;
use crate::web::ui::state::State;

/// Buttons that open the browser's pickers; each file becomes a source.
#[component]
pub(super) fn Files(state: State) -> impl IntoView {
    let take = move |event| {
        let input: HtmlInputElement = event_target(&event);
        state.add_files(paste::files_of(input.files()).into_iter().map(NamedFile::chosen).collect());
        // So that the same file can be chosen again.
        input.set_value("");
    };
    let import = move |event| {
        let input: HtmlInputElement = event_target(&event);
        for file in paste::files_of(input.files()) {
            state.import(NamedFile::chosen(file));
        }
        input.set_value("");
    };
    let folder = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = folder.get() {
            // The view's macro knows no such attribute; where a browser does not either, it picks files.
            let _ = input.set_attribute("webkitdirectory", "");
        }
    });
    view! {
        <label class="button small file-button">
            <input class="visually-hidden" type="file" multiple data-testid="files" on:change=take/>
            "Files"
        </label>
        <label class="button small file-button">
            <input class="visually-hidden" type="file" node_ref=folder data-testid="folder" on:change=take/>
            "Folder"
        </label>
        <label class="button small file-button" title="What a script, an export, lychee, Locust or k6 has left">
            <input class="visually-hidden" type="file" multiple data-testid="import" on:change=import/>
            "Results"
        </label>
    }
}
