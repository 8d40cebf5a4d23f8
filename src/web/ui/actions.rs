//! Start, and while a run is active, in its place Pause and Stop. On narrow screens this bar stays at the bottom.
//!
//! Buttons that are not wanted are hidden; the focus goes on to the one that takes the place.

use core::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{FocusEvent, MouseEvent};

use super::controls::focus;
use super::start::Starter;
use super::state::{PageState, State};
use crate::protocol::{RunCommand, is_click_meant};

#[component]
pub(super) fn Actions(state: State, phase: Memo<PageState>, starter: Starter) -> impl IntoView {
    let is_active = move || phase.get().is_active();
    let is_paused = move || phase.get() == PageState::Paused;
    // The second click of a double click on Start lands here: it is not meant for Pause.
    let is_meant = move |event: &MouseEvent| is_click_meant(event.detail()) && untrack(is_active);
    let pause = move |event: MouseEvent| {
        if is_meant(&event) {
            state.command_run(if untrack(is_paused) { RunCommand::Resume } else { RunCommand::Pause });
        }
    };
    let stop = move |event: MouseEvent| {
        if is_meant(&event) {
            state.command_run(RunCommand::Stop);
        }
    };
    let (start_button, pause_button) = (NodeRef::<html::Button>::new(), NodeRef::<html::Button>::new());
    // A button that goes with the focus hands it to the one that comes in its place: else it would be nowhere.
    let hand_on = move |event: FocusEvent, was_for_active: bool| {
        let is_active = untrack(is_active);
        if event.related_target().is_none() && is_active != was_for_active {
            let next = if is_active { pause_button } else { start_button };
            // The next one is shown by then.
            set_timeout(move || focus(next.get_untracked().as_deref()), Duration::ZERO);
        }
    };
    view! {
        <div class="actions">
            <p class="actions-remark" id="start-remark">{move || starter.remark()}</p>
            <button
                class="button primary"
                type="button"
                data-testid="start"
                node_ref=start_button
                on:blur=move |event| hand_on(event, false)
                aria-describedby="start-remark"
                aria-keyshortcuts="Control+Enter"
                hidden=is_active
                disabled=move || !starter.has_targets()
                on:click=move |event| starter.press(event.detail())
            >
                {move || if starter.waits_for_access() { "Start without access" } else { "Start" }}<kbd>"Ctrl ⏎"</kbd>
            </button>
            <button
                class="button primary"
                type="button"
                data-testid="pause"
                node_ref=pause_button
                on:blur=move |event| hand_on(event, true)
                hidden=move || !is_active()
                on:click=pause
            >
                {move || if is_paused() { "Resume" } else { "Pause" }}
            </button>
            <button
                class="button"
                type="button"
                data-testid="stop"
                on:blur=move |event| hand_on(event, true)
                hidden=move || !is_active()
                on:click=stop
            >
                "Stop"
            </button>
        </div>
    }
}
