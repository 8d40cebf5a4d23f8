//! What several parts of the page share: buttons, check boxes, dialogs, the focus, and the widths of the window at which the
//! style sheets change the layout.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;

/// A button; `hidden` may say when it is not there. One kind of handler for all keeps the page's code small.
pub(super) fn button(
    class: &'static str,
    hook: impl Into<Option<&'static str>>,
    words: impl IntoAny,
    hidden: Option<Signal<bool>>,
    press: impl Fn() + 'static,
) -> AnyView {
    boxed_button(class, hook.into(), words.into_any(), hidden, Box::new(press))
}

fn boxed_button(
    class: &'static str,
    hook: Option<&'static str>,
    words: AnyView,
    hidden: Option<Signal<bool>>,
    press: Box<dyn Fn()>,
) -> AnyView {
    view! {
        <button
            class=class
            type="button"
            data-testid=hook
            hidden=move || hidden.is_some_and(|hidden| hidden.get())
            on:click=move |_| press()
        >
            {words}
        </button>
    }
    .into_any()
}

/// A check box; `about` is the id of what describes it.
pub(super) fn check(
    hook: &'static str,
    words: &'static str,
    about: Option<&'static str>,
    is_on: Signal<bool>,
    set: impl Fn(bool) + 'static,
) -> AnyView {
    let set: Box<dyn Fn(bool)> = Box::new(set);
    view! {
        <label class="check">
            <input
                type="checkbox"
                data-testid=hook
                aria-describedby=about
                prop:checked=is_on
                on:change=move |event| set(event_target_checked(&event))
            />
            {words}
        </label>
    }
    .into_any()
}

/// Opens a dialog as soon as it is in the page.
pub(super) fn open_when_mounted(dialog: NodeRef<html::Dialog>) {
    Effect::new(move |_| {
        if let Some(dialog) = dialog.get() {
            // Fails only for a dialog that is open already, or not in the page: this one is new and in it.
            let _ = dialog.show_modal();
        }
    });
}

pub(super) fn close(dialog: NodeRef<html::Dialog>) {
    if let Some(dialog) = dialog.get_untracked() {
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
