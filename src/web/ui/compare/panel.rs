//! Finds the panel's elements by name and changes them.
//!
//! The markup is a `<template>` in index.html and one listener handles all events: framework views for each field would
//! weigh more than the rest of the tab. `data-part` names what is drawn, `data-field` what is typed into, `data-action`
//! what is pressed.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{
    Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTemplateElement, HtmlTextAreaElement,
};

/// The id of the template in index.html.
const TEMPLATE: &str = "compare-panel";
const SVG: &str = "http://www.w3.org/2000/svg";

/// The panel in the page.
#[derive(Clone, Debug)]
pub(super) struct Panel(HtmlElement);

impl Panel {
    /// Clones the template into `root`, which is empty.
    pub(super) fn fill_root(root: HtmlElement) -> Option<Self> {
        let template: HtmlTemplateElement = document().get_element_by_id(TEMPLATE)?.dyn_into().ok()?;
        root.append_child(&template.content().clone_node_with_deep(true).ok()?).ok()?;
        Some(Self(root))
    }

    pub(super) fn part(&self, name: &str) -> Option<HtmlElement> {
        self.find("data-part", name)
    }

    pub(super) fn field(&self, name: &str) -> Option<HtmlElement> {
        self.find("data-field", name)
    }

    pub(super) fn button(&self, action: &str) -> Option<HtmlElement> {
        self.find("data-action", action)
    }

    fn find(&self, attribute: &str, name: &str) -> Option<HtmlElement> {
        self.0.query_selector(&format!("[{attribute}=\"{name}\"]")).ok()??.dyn_into().ok()
    }

    /// Shows or hides an element.
    pub(super) fn show(element: Option<HtmlElement>, is_shown: bool) {
        if let Some(element) = element {
            element.set_hidden(!is_shown);
        }
    }

    /// Sets an element's text; the same text is not set again, or a screen reader would repeat it.
    pub(super) fn set_text(element: Option<HtmlElement>, words: &str) {
        if let Some(element) = element
            && element.text_content().as_deref() != Some(words)
        {
            element.set_text_content(Some(words));
        }
    }

    /// Sets a field's value; the same value is not set again, or the caret would jump.
    pub(super) fn fill(&self, name: &str, value: &str) {
        let Some(field) = self.field(name) else { return };
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

    /// Sets a check box.
    pub(super) fn set_checked(&self, name: &str, is_ticked: bool) {
        if let Some(field) = self.field(name).and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            field.set_checked(is_ticked);
        }
    }

    /// Sets an attribute, or removes it.
    pub(super) fn set_attribute(element: Option<HtmlElement>, name: &str, value: Option<&str>) {
        if let Some(element) = element {
            // Our own attribute names are valid.
            let _ = match value {
                Some(value) => element.set_attribute(name, value),
                None => element.remove_attribute(name),
            };
        }
    }
}

/// A field's value; empty for any other element.
pub(super) fn value_of(field: &Element) -> String {
    if let Some(field) = field.dyn_ref::<HtmlInputElement>() {
        field.value()
    } else if let Some(field) = field.dyn_ref::<HtmlSelectElement>() {
        field.value()
    } else {
        field.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value).unwrap_or_default()
    }
}

/// Appends a new element with text to `parent`; `None` if the browser refuses.
pub(super) fn add(parent: &Element, tag: &str, attributes: &[(&str, &str)], text: &str) -> Option<Element> {
    append(parent, document().create_element(tag).ok()?, attributes, text)
}

/// Appends a new SVG element.
pub(super) fn add_svg(
    parent: &Element,
    tag: &str,
    attributes: &[(&str, &str)],
    text: &str,
) -> Option<Element> {
    append(parent, document().create_element_ns(Some(SVG), tag).ok()?, attributes, text)
}

fn append(parent: &Element, element: Element, attributes: &[(&str, &str)], text: &str) -> Option<Element> {
    for (name, value) in attributes {
        element.set_attribute(name, value).ok()?;
    }
    if !text.is_empty() {
        element.set_text_content(Some(text));
    }
    parent.append_child(&element).ok()?;
    Some(element)
}
