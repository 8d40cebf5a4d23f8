//! A button that opens a panel below it: closed by Escape, by a click elsewhere, and by leaving it with the keyboard.

use leptos::prelude::*;
use leptos::web_sys::{self, Element, HtmlElement, Node};
use leptos::{ev, html};
use wasm_bindgen::JsCast as _;

use super::controls::focus;

/// A menu. `open` may be set from inside, to close it when its work is done.
#[component]
pub(super) fn Menu(
    label: &'static str,
    hook: &'static str,
    title: &'static str,
    #[prop(default = "button")] class: &'static str,
    open: RwSignal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    let root = NodeRef::<html::Div>::new();
    let button = NodeRef::<html::Button>::new();
    let holds = move |target: Option<web_sys::EventTarget>| {
        let node = target.and_then(|target| target.dyn_into::<Node>().ok());
        root.get_untracked().is_some_and(|root| root.contains(node.as_ref()))
    };
    let outside = window_event_listener(ev::pointerdown, move |event| {
        if open.get_untracked() && !holds(event.target()) {
            open.set(false);
        }
    });
    on_cleanup(move || outside.remove());

    let on_key = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Escape" if open.get_untracked() => {
            event.prevent_default();
            event.stop_propagation();
            open.set(false);
            focus(button.get_untracked().as_deref());
        }
        "ArrowDown" | "ArrowUp" if open.get_untracked() && !is_text_field(event.target()) => {
            event.prevent_default();
            if let Some(root) = root.get_untracked() {
                focus_next(&root, event.key() == "ArrowDown");
            }
        }
        _ => {}
    };
    // A click on something that takes no focus leaves it with nobody: that is no leaving.
    let on_leave = move |event: ev::FocusEvent| {
        if event.related_target().is_some() && !holds(event.related_target()) {
            open.set(false);
        }
    };
    view! {
        <div class="menu" node_ref=root on:keydown=on_key on:focusout=on_leave>
            <button
                type="button"
                class=class
                data-testid=hook
                aria-haspopup="true"
                aria-expanded=move || open.get().to_string()
                node_ref=button
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {label}
            </button>
            <Show when=move || open.get()>
                <div class="menu-panel" role="group" aria-label=title>{children()}</div>
            </Show>
        </div>
    }
}

/// Moves the focus to the next control of `root`, round and round.
fn focus_next(root: &Element, forward: bool) {
    let Ok(controls) = root.query_selector_all("button:not(:disabled), input:not(:disabled), a[href]") else {
        return;
    };
    let active =
        web_sys::window().and_then(|window| window.document()).and_then(|document| document.active_element());
    let count = controls.length();
    let place = (0..count).find(|&place| controls.get(place).as_ref() == active.as_deref());
    let next = match (place, forward) {
        (Some(place), true) => place + 1,
        (Some(place), false) => place + count - 1,
        (None, _) => 0,
    };
    let next = controls.get(next.checked_rem(count).unwrap_or_default());
    focus(next.and_then(|next| next.dyn_into::<HtmlElement>().ok()).as_ref());
}

fn is_text_field(target: Option<web_sys::EventTarget>) -> bool {
    let input = target.and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    input.is_some_and(|input| matches!(input.type_().as_str(), "text" | "search" | "number"))
}
