//! What several parts of the page share: dialogs, the focus, the keyboard, and the width of a phone.

use leptos::prelude::window;
use leptos::web_sys::{HtmlDialogElement, HtmlElement};
use wasm_bindgen::JsValue;

use super::part::Part;

/// Opens a dialog that is in the page; its button `close` closes it.
pub(super) fn open_dialog(dialog: &Part) {
    if let Some(dialog) = dialog.element::<HtmlDialogElement>() {
        // Fails only for a dialog that is open already, or not in the page.
        let _ = dialog.show_modal();
    }
    let opened = dialog.clone();
    dialog.on_press("close", move || close_dialog(&opened));
}

pub(super) fn close_dialog(dialog: &Part) {
    if let Some(dialog) = dialog.element::<HtmlDialogElement>() {
        dialog.close();
    }
}

pub(super) fn focus(element: Option<&HtmlElement>) {
    if let Some(element) = element {
        // An element that cannot be focused leaves the focus where it is.
        let _ = element.focus();
    }
}

/// Whether this machine's keyboard has a command key, as a Mac's does: browsers tell no page more of it than this.
pub(super) fn has_command_key() -> bool {
    let platform = window().navigator().platform();
    platform.is_ok_and(|name| name.starts_with("Mac") || name.starts_with("iP"))
}

/// Whether the window is narrow as a phone.
pub(super) fn is_narrow() -> bool {
    px(window().inner_width()) < 640.0
}

/// The same, or low as a small laptop's: pictures are folded away, for the rows.
pub(super) fn is_small() -> bool {
    is_narrow() || px(window().inner_height()) < 760.0
}

fn px(length: Result<JsValue, JsValue>) -> f64 {
    length.ok().and_then(|px| px.as_f64()).unwrap_or(f64::MAX)
}
