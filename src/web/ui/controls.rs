//! What several parts of the page share: dialogs, the focus, and the widths of the window at which the style sheets change
//! the layout.

use leptos::prelude::window;
use leptos::web_sys::{HtmlDialogElement, HtmlElement};

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

/// Whether input and table are side by side.
pub(super) fn has_two_columns() -> bool {
    is_at_least(901.0)
}

/// Whether the window is narrow as a phone: what is not needed at once is folded away.
pub(super) fn is_narrow() -> bool {
    !is_at_least(601.0)
}

fn is_at_least(px: f64) -> bool {
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    width.is_none_or(|width| width >= px)
}
