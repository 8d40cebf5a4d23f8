//! Start, and while a run is on in its place Pause and Stop. On narrow screens this bar stays at the bottom.

use core::time::Duration;

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{Element, MouseEvent};

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
    let buttons = Buttons { start: NodeRef::new(), pause: NodeRef::new(), stop: NodeRef::new() };
    buttons.hand_focus_on(phase);
    view! {
        <div class="actions">
            <p class="actions-remark" id="start-remark">{move || starter.remark()}</p>
            <button
                class="button primary"
                type="button"
                data-testid="start"
                node_ref=buttons.start
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
                node_ref=buttons.pause
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
                node_ref=buttons.stop
                hidden=move || !is_active()
                disabled=move || !is_active()
                on:click=stop
            >
                "Stop"
            </button>
        </div>
    }
}

/// The three buttons, of which some are hidden.
#[derive(Clone, Copy)]
struct Buttons {
    start: NodeRef<html::Button>,
    pause: NodeRef<html::Button>,
    stop: NodeRef<html::Button>,
}

impl Buttons {
    /// When the button with the focus goes, the one that comes in its place gets it: else it would be nowhere.
    fn hand_focus_on(self, phase: Memo<PageState>) {
        let is_active = Memo::new(move |_| phase.get().is_active());
        Effect::new(move |was: Option<bool>| {
            let is_active = is_active.get();
            let next = if is_active { self.pause } else { self.start };
            if was.is_some() && self.has_focus() {
                // The next one is not shown before all effects have run.
                set_timeout(move || focus(next), Duration::ZERO);
            }
            is_active
        });
    }

    fn has_focus(self) -> bool {
        let active = document().active_element();
        let is_active = |button: NodeRef<html::Button>| {
            button.get_untracked().is_some_and(|button| active.as_ref() == Some(AsRef::<Element>::as_ref(&button)))
        };
        [self.start, self.pause, self.stop].into_iter().any(is_active)
    }
}

fn focus(button: NodeRef<html::Button>) {
    if let Some(button) = button.get_untracked() {
        // A button that cannot be focused leaves the focus where it is.
        let _ = button.focus();
    }
}
