//! What is set once.

use js_sys::Reflect;
use leptos::tachys::renderer::Rndr;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement};

use super::Part;
use crate::web::page::paste;

const SVG: &str = "http://www.w3.org/2000/svg";

impl Part {
    /// Sets its text; the same text is not set again, or a screen reader would repeat it.
    pub(in crate::web::ui) fn set_text(&self, words: &str) {
        if self.0.text_content().as_deref() != Some(words) {
            self.0.set_text_content(Some(words));
        }
    }

    /// Sets an attribute, or takes it away. Even the same value would have the browser style again what selects by it.
    pub(in crate::web::ui) fn set(&self, attribute: &str, value: Option<&str>) {
        if self.0.get_attribute(attribute).as_deref() == value {
            return;
        }
        match value {
            Some(value) => Rndr::set_attribute(&self.0, attribute, value),
            None => Rndr::remove_attribute(&self.0, attribute),
        }
    }

    pub(in crate::web::ui) fn get(&self, attribute: &str) -> Option<String> {
        self.0.get_attribute(attribute)
    }

    /// Sets an attribute that is there or not.
    pub(in crate::web::ui) fn set_flag(&self, attribute: &str, is_on: bool) {
        self.set(attribute, is_on.then_some(""));
    }

    pub(in crate::web::ui) fn show(&self, is_shown: bool) {
        self.set_flag("hidden", !is_shown);
    }

    pub(in crate::web::ui) fn set_class(&self, class: &str, is_on: bool) {
        // Fails only for names with blanks.
        let _ = self.0.class_list().toggle_with_force(class, is_on);
    }

    /// Sets a field's value; the same value is not set again, or the caret would jump.
    pub(in crate::web::ui) fn set_value(&self, value: &str) {
        if self.get_value() != value {
            // Inputs, selections and text areas alike have a value that can be set.
            let _ = Reflect::set(&self.0, &"value".into(), &value.into());
        }
    }

    pub(in crate::web::ui) fn set_checked(&self, is_ticked: bool) {
        if let Some(field) = self.element::<HtmlInputElement>() {
            field.set_checked(is_ticked);
        }
    }

    /// A field's value; empty for any other element.
    pub(in crate::web::ui) fn get_value(&self) -> String {
        paste::value_of(&self.0).map(String::from).unwrap_or_default()
    }

    pub(in crate::web::ui) fn is_checked(&self) -> bool {
        self.element::<HtmlInputElement>().is_some_and(|field| field.checked())
    }

    pub(in crate::web::ui) fn focus(&self) {
        if let Some(element) = self.element::<HtmlElement>() {
            // An element that cannot be focused leaves the focus where it is.
            let _ = element.focus();
        }
    }

    /// Scrolls it into view.
    pub(in crate::web::ui) fn reveal(&self) {
        self.0.scroll_into_view();
    }

    pub(in crate::web::ui) fn remove(&self) {
        self.0.remove();
    }

    /// Drops its children.
    pub(in crate::web::ui) fn clear(&self) {
        self.0.set_text_content(None);
    }

    pub(in crate::web::ui) fn append(&self, child: &Self) {
        Rndr::insert_node(&self.0, &child.0, None);
    }

    /// Puts a part, if there is one, in the place of the template `name`.
    pub(in crate::web::ui) fn put(&self, name: &str, part: Option<&Self>) {
        let place = self.part(name).0;
        if let Some(part) = part {
            // Fails only where an element would come into itself.
            let _ = place.replace_with_with_node_1(&part.0);
        } else {
            place.remove();
        }
    }

    /// Appends text.
    pub(in crate::web::ui) fn add_text(&self, words: &str) {
        Rndr::insert_node(&self.0, &Rndr::create_text_node(words), None);
    }

    /// Appends a new element.
    pub(in crate::web::ui) fn add(&self, tag: &str, attributes: &[(&str, &str)], text: &str) -> Self {
        self.append_new(Rndr::create_element(tag, None), attributes, text)
    }

    pub(in crate::web::ui) fn add_svg(&self, tag: &str, attributes: &[(&str, &str)], text: &str) -> Self {
        self.append_new(Rndr::create_element(tag, Some(SVG)), attributes, text)
    }

    fn append_new(&self, element: Element, attributes: &[(&str, &str)], text: &str) -> Self {
        for (name, value) in attributes {
            Rndr::set_attribute(&element, name, value);
        }
        if !text.is_empty() {
            element.set_text_content(Some(text));
        }
        let new = Self(element);
        self.append(&new);
        new
    }
}
