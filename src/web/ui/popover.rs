//! A `<details>` that opens a panel over what is below it: closed by Escape and by a click elsewhere.

use leptos::ev;
use leptos::web_sys::Element;

use super::menu::holds;
use super::part::{Part, on_window};

pub(super) fn bind(popover: &Part) {
    let Some(root) = popover.element::<Element>() else { return };
    let is_open = |popover: &Part| popover.get("open").is_some();
    let pressed = popover.clone();
    on_window(ev::pointerdown, move |event| {
        if is_open(&pressed) && !holds(&root, event.target()) {
            pressed.set_flag("open", false);
        }
    });
    let left = popover.clone();
    popover.on(ev::keydown, move |event| {
        if event.key() == "Escape" && is_open(&left) {
            event.prevent_default();
            event.stop_propagation();
            left.set_flag("open", false);
            left.button("toggle").focus();
        }
    });
}
