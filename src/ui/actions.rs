//! Start, and while a run is on in its place Pause and Stop. On narrow screens this bar stays at the bottom.

use leptos::prelude::*;
use leptos::web_sys::MouseEvent;

use super::start::Starter;
use super::state::{PageState, State};
use crate::protocol::Order;

/// The bar of the three buttons.
#[component]
pub(super) fn Actions(state: State, phase: Memo<PageState>, starter: Starter) -> impl IntoView {
    let is_active = move || phase.get().is_active();
    let is_paused = move || phase.get() == PageState::Paused;
    // The second click of a double click on Start lands here: it is not meant for Pause.
    let is_own_click = |event: &MouseEvent| event.detail() <= 1;
    let pause = move |event: MouseEvent| {
        if is_own_click(&event) {
            state.order(if untrack(is_paused) { Order::Resume } else { Order::Pause });
        }
    };
    let stop = move |event: MouseEvent| {
        if is_own_click(&event) {
            state.order(Order::Stop);
        }
    };
    view! {
        <div class="actions">
            <p class="actions-remark" id="start-remark">{move || starter.remark()}</p>
            <button
                class="button primary"
                type="button"
                data-testid="start"
                aria-describedby="start-remark"
                aria-keyshortcuts="Control+Enter"
                hidden=is_active
                disabled=move || !starter.is_ready()
                on:click=move |_| starter.press()
            >
                "Start"<kbd>"Ctrl ⏎"</kbd>
            </button>
            <button
                class="button primary"
                type="button"
                data-testid="pause"
                hidden=move || !is_active()
                disabled=move || !is_active()
                on:click=pause
            >
                {move || if is_paused() { "Resume" } else { "Pause" }}
            </button>
            <button
                class="button"
                type="button"
                data-testid="stop"
                hidden=move || !is_active()
                disabled=move || !is_active()
                on:click=stop
            >
                "Stop"
            </button>
        </div>
    }
}
