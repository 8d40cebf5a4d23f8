//! A button that opens a panel below it: closed by Escape, by a click elsewhere, and by leaving it with the keyboard.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::{Element, EventTarget, HtmlElement, HtmlInputElement, Node};
use wasm_bindgen::JsCast as _;

use super::controls::focus;
use super::part::{Part, on_window};

/// Gives a menu its behaviour: its button opens the panel, which `bind` fills each time. `open` may be set from inside, to
/// close it when its work is done.
pub(super) fn bind(menu: &Part, open: RwSignal<bool>, bind: impl Fn(&Part) + 'static) {
    let button = menu.button("open");
    button.attribute("aria-expanded", move || Some(if open.get() { "true" } else { "false" }));
    button.on(ev::click, move |_| open.update(|open| *open = !*open));
    menu.when("panel", move || open.get(), bind);
    let Some(root) = menu.element::<Element>() else { return };
    let outside = root.clone();
    on_window(ev::pointerdown, move |event| {
        if open.get_untracked() && !holds(&outside, event.target()) {
            open.set(false);
        }
    });
    let left = root.clone();
    menu.on(ev::focusout, move |event| {
        // A click on something that takes no focus leaves it with nobody: that is no leaving.
        if event.related_target().is_some() && !holds(&left, event.related_target()) {
            open.set(false);
        }
    });
    menu.on(ev::keydown, move |event| match event.key().as_str() {
        "Escape" if open.get_untracked() => {
            event.prevent_default();
            event.stop_propagation();
            open.set(false);
            button.focus();
        }
        "ArrowDown" | "ArrowUp" if open.get_untracked() && !is_text_field(event.target()) => {
            event.prevent_default();
            focus_next(&root, event.key() == "ArrowDown");
        }
        _ => {}
    });
}

/// Adds an item to a menu's panel; returns it, and its remark, which is empty.
pub(super) fn add_item(panel: &Part, hook: &str, title: &str, press: impl Fn() + 'static) -> (Part, Part) {
    let attributes = [("type", "button"), ("class", "menu-item"), ("data-testid", hook)];
    let item = panel.add("button", &attributes, "");
    item.add("span", &[], title);
    let remark = item.add("small", &[], "");
    item.on(ev::click, move |_| press());
    (item, remark)
}

/// Whether an event's target is `root` or in it.
pub(super) fn holds(root: &Element, target: Option<EventTarget>) -> bool {
    let node = target.and_then(|target| target.dyn_into::<Node>().ok());
    root.contains(node.as_ref())
}

/// Moves the focus to the next control of `root`, round and round.
fn focus_next(root: &Element, forward: bool) {
    let Ok(controls) = root.query_selector_all("button:not(:disabled), input:not(:disabled), a[href]") else {
        return;
    };
    let active = document().active_element();
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

fn is_text_field(target: Option<EventTarget>) -> bool {
    let input = target.and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    input.is_some_and(|input| matches!(input.type_().as_str(), "text" | "search" | "number"))
}
