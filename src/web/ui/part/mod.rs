//! Behaviour bound to markup: a [`Part`] is an element whose markup lies, in one piece with its surroundings, in index.html.
//!
//! - [`Part::of`] clones a `<template id="…">` of index.html, which holds one element. In it `data-part` names what is shown,
//!   `data-field` what is typed into, `data-action` what is pressed: [`Part::part`], [`Part::field`], [`Part::button`].
//! - [`Part::set_text`], [`Part::set`], [`Part::show`], [`Part::add`] and the like do something once.
//! - [`Part::text`], [`Part::attribute`], [`Part::flag`], [`Part::shown`], [`Part::class`], [`Part::value`],
//!   [`Part::checked`] take a closure that reads signals, and follow what it says. [`follow`] does anything.
//! - [`Part::on`], [`Part::on_press`], [`Part::on_input`], [`Part::on_change`], [`Part::tick`], [`on_window`] listen.
//! - A `<template data-part="…">` inside of the markup holds what is there at times ([`Part::when`]) or many times
//!   ([`Part::rows`], which keeps each row with its key; [`Part::template`] for [`Part::redraw`]), or marks where another
//!   part goes ([`Part::put`]). It is taken out at once: the page holds the elements alone.
//! - Effects and listeners end with the Leptos owner under which they were made.
//!
//! What takes closures boxes them and goes on in one function for all. Views whose types grow with the markup weigh several
//! times as much.

mod follow;
mod repeat;
mod set;

use leptos::prelude::document;
use leptos::tachys::renderer::Rndr;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlTemplateElement};

pub(super) use follow::{follow, on_window};

/// A handle on an element of the page, or of one that is being made.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part(Element);

/// Markup to be copied.
#[derive(Clone, Debug)]
pub(super) struct Template(Element);

impl Part {
    /// A copy of the template of this id in index.html.
    pub(super) fn of(template: &str) -> Self {
        Template(document().get_element_by_id(template).unwrap_or_else(|| lacking(template))).copy()
    }

    pub(super) const fn around(element: Element) -> Self {
        Self(element)
    }

    /// The part of this name within.
    pub(super) fn part(&self, name: &str) -> Self {
        self.find("data-part", name)
    }

    /// The field of this name within.
    pub(super) fn field(&self, name: &str) -> Self {
        self.find("data-field", name)
    }

    /// The button for this action within.
    pub(super) fn button(&self, action: &str) -> Self {
        self.find("data-action", action)
    }

    fn find(&self, attribute: &str, name: &str) -> Self {
        let found = self.0.query_selector(&format!("[{attribute}=\"{name}\"]"));
        Self(found.ok().flatten().unwrap_or_else(|| lacking(name)))
    }

    /// The element as one of its kind; `None` if it is of another.
    pub(super) fn element<T: JsCast>(&self) -> Option<T> {
        self.0.clone().dyn_into().ok()
    }

    /// Takes out the template of this name.
    pub(super) fn template(&self, name: &str) -> Template {
        let template = self.part(name).0;
        template.remove();
        Template(template)
    }
}

impl Template {
    /// A new copy, which is nowhere in the page yet.
    pub(super) fn copy(&self) -> Part {
        let template = self.0.dyn_ref::<HtmlTemplateElement>();
        let first = template.and_then(|template| template.content().first_element_child());
        let copy = first.and_then(|first| first.clone_node_with_deep(true).ok());
        Part(copy.and_then(|copy| copy.dyn_into().ok()).unwrap_or_else(|| lacking("a template's element")))
    }
}

/// In the place of an element that the markup lacks, by a mistake of ours: one that nobody sees.
fn lacking(name: &str) -> Element {
    debug_assert!(false, "the markup lacks {name}");
    Rndr::create_element("div", None)
}
