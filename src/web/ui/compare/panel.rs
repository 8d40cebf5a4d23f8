//! The panel's elements by name, and the few things that are done with them.
//!
//! Its markup is one text (`panel.html`) and its events are heard in one place: views of the framework for each of its
//! fields would weigh more than all the rest of the tab.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

/// The markup: words of ours alone, nothing from outside.
pub(super) const MARKUP: &str = include_str!("panel.html");

const SVG: &str = "http://www.w3.org/2000/svg";

/// The panel in the page.
#[derive(Clone, Debug)]
pub(super) struct Panel(pub(super) HtmlElement);

impl Panel {
    /// The element with this test hook.
    pub(super) fn hook(&self, name: &str) -> Option<HtmlElement> {
        self.find("data-testid", name)
    }

    /// The element that is this part of the panel.
    pub(super) fn part(&self, name: &str) -> Option<HtmlElement> {
        self.find("data-part", name)
    }

    fn find(&self, attribute: &str, name: &str) -> Option<HtmlElement> {
        self.0.query_selector(&format!("[{attribute}=\"{name}\"]")).ok()??.dyn_into().ok()
    }

    /// Shows an element, or hides it.
    pub(super) fn show(element: Option<HtmlElement>, is_shown: bool) {
        if let Some(element) = element {
            element.set_hidden(!is_shown);
        }
    }

    /// Puts text into an element, unless it is there: who reads it along must not hear it twice.
    pub(super) fn say(element: Option<HtmlElement>, words: &str) {
        if let Some(element) = element
            && element.text_content().as_deref() != Some(words)
        {
            element.set_text_content(Some(words));
        }
    }

    /// Puts a value into a field, unless it is there: else the caret would jump.
    pub(super) fn fill(&self, hook: &str, value: &str) {
        let Some(field) = self.hook(hook) else { return };
        if value_of(&field) == value {
            return;
        }
        if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
            field.set_value(value);
        } else if let Some(field) = field.dyn_ref::<HtmlSelectElement>() {
            field.set_value(value);
        } else if let Some(field) = field.dyn_ref::<HtmlTextAreaElement>() {
            field.set_value(value);
        }
    }

    /// Sets a box.
    pub(super) fn tick(&self, hook: &str, is_ticked: bool) {
        if let Some(field) = self.hook(hook).and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            field.set_checked(is_ticked);
        }
    }

    /// Sets an attribute, or takes it away.
    pub(super) fn mark(element: Option<HtmlElement>, name: &str, value: Option<&str>) {
        if let Some(element) = element {
            // An element of ours takes any attribute.
            let _ = match value {
                Some(value) => element.set_attribute(name, value),
                None => element.remove_attribute(name),
            };
        }
    }
}

/// What a field holds; empty for what is none.
pub(super) fn value_of(field: &Element) -> String {
    if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
        field.value()
    } else if let Some(field) = field.dyn_ref::<HtmlSelectElement>() {
        field.value()
    } else {
        field.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value).unwrap_or_default()
    }
}

/// Puts an element with some text behind the others in `parent`; nothing where the browser will not have it.
pub(super) fn add(parent: &Element, tag: &str, attributes: &[(&str, &str)], text: &str) -> Option<Element> {
    put(parent, document().create_element(tag).ok()?, attributes, text)
}

/// The same with one of a picture.
pub(super) fn add_svg(
    parent: &Element,
    tag: &str,
    attributes: &[(&str, &str)],
    text: &str,
) -> Option<Element> {
    put(parent, document().create_element_ns(Some(SVG), tag).ok()?, attributes, text)
}

fn put(parent: &Element, element: Element, attributes: &[(&str, &str)], text: &str) -> Option<Element> {
    for (name, value) in attributes {
        element.set_attribute(name, value).ok()?;
    }
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    parent.append_child(&element).ok()?;
    Some(element)
}
