//! Finds the panel's elements by name and changes them.
//!
//! The markup is a `<template>` in index.html and one listener handles all events: framework views for each field would
//! weigh more than the rest of the tab. `data-part` names what is drawn, `data-field` what is typed into, `data-action`
//! what is pressed.

use js_sys::Reflect;
use leptos::prelude::{LocalStorage, StoredValue, WithValue as _, document};
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement, HtmlTemplateElement};

use crate::chart::picture::{Picture, Shape};
use crate::compare::view::{ComparisonView, Mood, ViewRow};
use crate::web::page::paste;

/// The id of the template in index.html.
const TEMPLATE: &str = "compare-panel";
const SVG: &str = "http://www.w3.org/2000/svg";

#[derive(Clone, Copy, Debug)]
pub(super) struct Panel(StoredValue<HtmlElement, LocalStorage>);

impl Panel {
    /// Clones the template into `root`, which is empty.
    pub(super) fn fill_root(root: HtmlElement) -> Option<Self> {
        let template: HtmlTemplateElement = document().get_element_by_id(TEMPLATE)?.dyn_into().ok()?;
        root.append_child(&template.content().clone_node_with_deep(true).ok()?).ok()?;
        Some(Self(StoredValue::new_local(root)))
    }

    /// Empties a part and has it filled.
    pub(super) fn redraw(self, name: &str, fill: impl FnOnce(&Element)) {
        if let Some(part) = self.part(name) {
            part.set_text_content(None);
            fill(&part);
        }
    }

    pub(super) fn part(self, name: &str) -> Option<HtmlElement> {
        self.find("data-part", name)
    }

    pub(super) fn field(self, name: &str) -> Option<HtmlElement> {
        self.find("data-field", name)
    }

    pub(super) fn button(self, action: &str) -> Option<HtmlElement> {
        self.find("data-action", action)
    }

    fn find(self, attribute: &str, name: &str) -> Option<HtmlElement> {
        let selector = format!("[{attribute}=\"{name}\"]");
        self.0.with_value(|root| root.query_selector(&selector)).ok()??.dyn_into().ok()
    }

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
    pub(super) fn fill(self, name: &str, value: &str) {
        if let Some(field) = self.field(name).filter(|field| value_of(field) != value) {
            // Inputs, selections and text areas alike have a value that can be set.
            let _ = Reflect::set(&field, &"value".into(), &value.into());
        }
    }

    pub(super) fn set_checked(self, name: &str, is_ticked: bool) {
        if let Some(field) = self.field(name).and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
            field.set_checked(is_ticked);
        }
    }

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
    paste::value_of(field).map(String::from).unwrap_or_default()
}

/// Appends a new element with text to `parent`; `None` if the browser refuses.
pub(super) fn add(parent: &Element, tag: &str, attributes: &[(&str, &str)], text: &str) -> Option<Element> {
    append(parent, document().create_element(tag).ok()?, attributes, text)
}

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

/// Draws `picture`; nothing where it is empty.
pub(super) fn draw(parent: &Element, picture: &Picture, class: &str) {
    if picture.is_empty() {
        return;
    }
    let view_box = format!("0 0 {:.0} {:.0}", picture.width, picture.height);
    let attributes =
        [("class", class), ("role", "img"), ("aria-label", picture.title.as_str()), ("viewBox", &view_box)];
    let Some(svg) = add_svg(parent, "svg", &attributes, "") else { return };
    for (tone, shape) in &picture.shapes {
        match shape {
            Shape::Path(path) => add_svg(&svg, "path", &[("class", tone.class()), ("d", path)], ""),
            Shape::Text { x, y, anchor, text } => {
                let (x, y) = (format!("{x:.1}"), format!("{y:.1}"));
                let place = [("class", tone.class()), ("x", &x), ("y", &y), ("text-anchor", anchor.name())];
                add_svg(&svg, "text", &place, text)
            }
        };
    }
}

/// Writes the figures of `view` into the table `parent`.
pub(super) fn figures(parent: &Element, view: &ComparisonView) {
    heads(parent, view.columns.iter().map(String::as_str));
    let Some(body) = add(parent, "tbody", &[], "") else { return };
    for row in &view.rows {
        figures_of(&body, row);
    }
}

fn figures_of(body: &Element, row: &ViewRow) {
    let hook = ("data-testid", "compare-row");
    let attributes = [hook, ("data-knee", "")];
    let Some(line) = add(body, "tr", if row.is_knee { &attributes } else { &attributes[..1] }, "") else {
        return;
    };
    let last = row.cells.len().saturating_sub(1);
    for (place, cell) in row.cells.iter().enumerate() {
        if place == 0 {
            name(&line, cell, &row.below);
            continue;
        }
        let mood = match row.mood {
            Mood::Good if place == last => "is-ok",
            Mood::Bad if place == last => "is-bad",
            _ => "",
        };
        add(&line, "td", &[("class", mood)], cell);
    }
}

/// Writes the figures that others have published into the table `parent`.
pub(super) fn published(parent: &Element, view: &ComparisonView) {
    if view.published.is_empty() {
        return;
    }
    heads(parent, ["Published", "Theirs", "Yours"].into_iter());
    let Some(body) = add(parent, "tbody", &[], "") else { return };
    for [way, theirs, ours, source] in &view.published {
        let Some(line) = add(&body, "tr", &[("data-testid", "compare-published")], "") else { return };
        name(&line, way, source);
        add(&line, "td", &[], theirs);
        add(&line, "td", &[], ours);
    }
}

pub(super) fn notes(parent: &Element, notes: &[String]) {
    for note in notes {
        add(parent, "li", &[("data-testid", "compare-note")], note);
    }
}

fn heads<'n>(table: &Element, names: impl Iterator<Item = &'n str>) {
    let line = add(table, "thead", &[], "").and_then(|head| add(&head, "tr", &[], ""));
    if let Some(line) = line {
        for name in names {
            add(&line, "th", &[("scope", "col")], name);
        }
    }
}

fn name(line: &Element, words: &str, below: &str) {
    if let Some(head) = add(line, "th", &[("scope", "row")], words)
        && !below.is_empty()
    {
        add(&head, "small", &[], below);
    }
}
