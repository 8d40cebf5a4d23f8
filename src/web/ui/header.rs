//! The header: the name, the tabs, and from where the answers are seen. Which tab is in front is in the address, behind its
//! `#`: static hosts know no other pages.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;

use super::access::SeenFrom;
use super::controls::focus;
use super::state::State;

const COMPARE: &str = "#compare";

#[component]
pub(super) fn Header(state: State) -> impl IntoView {
    view! {
        <header class="header">
            <h1 class="brand">
                <svg width="20" height="20" viewBox="0 0 20 20" aria-hidden="true">
                    <path d="M3 5h9M3 10h14M3 15h6"></path>
                    <path d="m14 7 3 3-3 3"></path>
                </svg>
                "Volley"
            </h1>
            <Tabs state/>
            <SeenFrom state/>
        </header>
    }
}

#[component]
fn Tabs(state: State) -> impl IntoView {
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
            focus(buttons[next].get_untracked().as_deref());
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
