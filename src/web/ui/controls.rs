//! What several parts of the page share: dialogs, the focus, the keyboard, and the width of a phone.

use core::time::Duration;

use leptos::ev;
use leptos::prelude::{Owner, document, set_timeout, window};
use leptos::web_sys::{Element, EventTarget, HtmlDialogElement, HtmlElement};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};

use super::part::Part;

#[wasm_bindgen]
extern "C" {
    /// web-sys has it only behind a flag.
    #[wasm_bindgen(extends = Element)]
    type Visible;

    #[wasm_bindgen(method, js_name = checkVisibility)]
    fn check_visibility(this: &Visible) -> bool;
}

/// Whether an element is in the page, and neither hidden nor in a closed fold.
pub(super) fn is_seen(element: &Element) -> bool {
    element.unchecked_ref::<Visible>().check_visibility()
}

/// Puts a copy of the template into the page, as a dialog that is open at once; `bind` gives it its behaviour. When it is
/// closed, by whatever means, it is removed and `closed` is called.
pub(super) fn show_dialog(template: &str, bind: impl FnOnce(&Part), closed: impl Fn() + 'static) {
    let Some(body) = document().body() else { return closed() };
    let (dialog, owner) = (Part::of(template), Owner::current().unwrap_or_default().child());
    Part::around(body.into()).append(&dialog);
    owner.clone().with(|| {
        bind(&dialog);
        remove_when_closed(&dialog, owner, Box::new(closed));
        open_dialog(&dialog);
    });
}

fn remove_when_closed(dialog: &Part, owner: Owner, closed: Box<dyn Fn()>) {
    let open = dialog.clone();
    dialog.on(ev::close, move |_| {
        closed();
        // The dialog's own listeners are still running: it is removed after them.
        let (open, owner) = (open.clone(), owner.clone());
        let remove = move || {
            owner.cleanup();
            open.remove();
        };
        set_timeout(remove, Duration::ZERO);
    });
}

/// Whether a dialog is open: what works everywhere does not work through it.
pub(super) fn is_dialog_open() -> bool {
    document().query_selector("dialog[open]").is_ok_and(|dialog| dialog.is_some())
}

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

/// Whether an event goes to something that is typed or chosen in, whose keys are its own.
pub(super) fn is_field(target: Option<EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<Element>().ok());
    element.is_some_and(|element| matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Whether a menu is open, whose choices may be of what the table shows.
pub(super) fn is_menu_open() -> bool {
    document().query_selector(".menu [aria-expanded='true']").is_ok_and(|menu| menu.is_some())
}

/// Whether nothing that is seen has the focus.
pub(super) fn is_focus_lost() -> bool {
    let active = document().active_element();
    active.is_none_or(|active| active.tag_name() == "BODY" || !is_seen(&active))
}

/// Whether this machine's keyboard has a command key, as a Mac's does: browsers tell no page more of it than this.
pub(super) fn has_command_key() -> bool {
    let platform = window().navigator().platform();
    platform.is_ok_and(|name| name.starts_with("Mac") || name.starts_with("iP"))
}

/// A key as `aria-keyshortcuts` has it, as it is called on this machine's keyboard.
pub(super) fn key_name(key: &str) -> String {
    key.replace("Control", if has_command_key() { "⌘" } else { "Ctrl" }).replace('+', " ")
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
