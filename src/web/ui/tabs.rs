//! The tabs. Which one is in front is in the address, behind its `#`: static hosts know no other pages.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::state::State;

/// The address of Compare.
const COMPARE: &str = "#compare";

/// The list of tabs.
#[component]
pub(super) fn Tabs(state: State) -> impl IntoView {
    let is_compare = state.compare.is_shown;
    let read = move || {
        let is_named = window().location().hash().is_ok_and(|hash| hash == COMPARE);
        if is_compare.get_untracked() != is_named {
            is_compare.set(is_named);
        }
    };
    read();
    let listener = window_event_listener(ev::hashchange, move |_| read());
    on_cleanup(move || listener.remove());
    let buttons = [NodeRef::<html::Button>::new(), NodeRef::new()];
    // With the arrow keys the focus goes on, and its tab comes to the front.
    let on_key = move |event: ev::KeyboardEvent| {
        if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
            let next = usize::from(!is_compare.get_untracked());
            go_to(is_compare, next == 1);
            if let Some(button) = buttons.get(next).and_then(|button| button.get_untracked()) {
                // A button that cannot be focused leaves the focus where it is.
                let _ = button.focus();
            }
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label="Parts of Volley" on:keydown=on_key>
            {tab(is_compare, false, buttons[0])}
            {tab(is_compare, true, buttons[1])}
        </div>
    }
}

fn tab(is_compare: RwSignal<bool>, own: bool, button: NodeRef<html::Button>) -> AnyView {
    let is_front = move || is_compare.get() == own;
    let (name, words) = if own { ("compare", "Compare") } else { ("check", "Check") };
    view! {
        <button
            class="tab"
            type="button"
            role="tab"
            id=format!("tab-{name}")
            data-testid=format!("tab-{name}")
            aria-controls=format!("panel-{name}")
            aria-selected=move || is_front().to_string()
            tabindex=move || if is_front() { "0" } else { "-1" }
            node_ref=button
            on:click=move |_| go_to(is_compare, own)
        >
            {words}
        </button>
    }
    .into_any()
}

fn go_to(is_compare: RwSignal<bool>, to_compare: bool) {
    is_compare.set(to_compare);
    // An address that cannot be changed keeps the tab all the same.
    let _ = window().location().set_hash(if to_compare { COMPARE } else { "#check" });
}
