//! Whether bodies are read to their end.

use leptos::prelude::*;

use crate::settings::DEFAULT_BODY_CAP_BYTES;
use crate::web::ui::state::State;

/// The checkbox that takes the cap off.
#[component]
pub(super) fn WholeDownload(state: State) -> impl IntoView {
    let is_whole = move || state.settings.values.with(|settings| settings.body_cap.is_none());
    let change = move |event| {
        let body_cap = (!event_target_checked(&event)).then_some(DEFAULT_BODY_CAP_BYTES);
        state.change_settings(|settings| settings.body_cap = body_cap);
    };
    view! {
        <label class="check">
            <input
                type="checkbox"
                data-testid="whole"
                aria-describedby="about-whole"
                prop:checked=is_whole
                on:change=change
            />
            "Measure the whole download"
        </label>
    }
}
