//! One element of a row, set by hand: it remembers what it was set to, so that setting it to the same costs no call
//! into the browser, and an element whose shape is constant is never rebuilt.

use leptos::tachys::renderer::Rndr;
use leptos::web_sys::{Element, Text};
use wasm_bindgen::JsCast as _;

use crate::units::Fixed;

const SVG: &str = "http://www.w3.org/2000/svg";

#[derive(Debug)]
pub(super) struct CachedElement {
    pub(super) element: Element,
    text: Option<(Text, String)>,
    attributes: Vec<(&'static str, String)>,
    width: String,
    stretch: Option<f32>,
}

impl CachedElement {
    pub(super) fn html(tag: &str) -> Self {
        Self::around(Rndr::create_element(tag, None))
    }

    pub(super) fn svg(tag: &str) -> Self {
        Self::around(Rndr::create_element(tag, Some(SVG)))
    }

    const fn around(element: Element) -> Self {
        Self { element, text: None, attributes: Vec::new(), width: String::new(), stretch: None }
    }

    /// The same with an attribute that stays as it is.
    pub(super) fn with(self, name: &str, value: &str) -> Self {
        Rndr::set_attribute(&self.element, name, value);
        self
    }

    /// The same with `child` as its last child.
    pub(super) fn holding(self, child: &Self) -> Self {
        child.go_into(&self.element);
        self
    }

    /// Becomes the last child of `parent`.
    pub(super) fn go_into(&self, parent: &Element) {
        Rndr::insert_node(parent, &self.element, None);
    }

    pub(super) fn set(&mut self, name: &'static str, value: Option<&str>) {
        let place = self.attributes.iter().position(|(known, _)| *known == name);
        match (place, value) {
            (Some(place), Some(value)) if self.attributes[place].1 == value => {}
            (Some(place), Some(value)) => {
                Rndr::set_attribute(&self.element, name, value);
                value.clone_into(&mut self.attributes[place].1);
            }
            (None, Some(value)) => {
                Rndr::set_attribute(&self.element, name, value);
                self.attributes.push((name, value.to_owned()));
            }
            (Some(place), None) => {
                Rndr::remove_attribute(&self.element, name);
                self.attributes.swap_remove(place);
            }
            (None, None) => {}
        }
    }

    pub(super) fn set_hidden(&mut self, hidden: bool) {
        self.set("hidden", hidden.then_some(""));
    }

    /// Sets its text, which comes after its children.
    pub(super) fn say(&mut self, text: &str) {
        if let Some((node, said)) = &mut self.text {
            if said != text {
                Rndr::set_text(node, text);
                text.clone_into(said);
            }
        } else {
            let node = Rndr::create_text_node(text);
            Rndr::insert_node(&self.element, &node, None);
            self.text = Some((node, text.to_owned()));
        }
    }

    /// Sets its width, through the object model: markup may carry no style.
    pub(super) fn widen(&mut self, width: String) {
        if self.width != width {
            Rndr::set_css_property(&Rndr::style(&self.element), "width", &width);
            self.width = width;
        }
    }

    /// Draws it at this part of its width, at all of it where there is none, without laying anything out.
    pub(super) fn stretch(&mut self, part: Option<f32>) {
        if self.stretch != part {
            let scale =
                part.map_or_else(String::new, |part| format!("scaleX({})", Fixed(f64::from(part), 4)));
            Rndr::set_css_property(&Rndr::style(&self.element), "transform", &scale);
            self.stretch = part;
        }
    }

    pub(super) fn leave(&self) {
        Rndr::remove(self.element.unchecked_ref());
    }
}
