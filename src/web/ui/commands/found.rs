//! What can be done now: each button of the page that is seen and can be pressed, with its name.
//!
//! It is called by its `data-command`, its label or its text, after the `data-commands` of what it is in. A field joins by its
//! `data-command`.

use leptos::prelude::document;
use leptos::web_sys::{Element, HtmlElement};
use wasm_bindgen::JsCast as _;

use crate::web::ui::controls;

/// What can be pressed and would change something.
const PRESSABLE: &str =
    "button:not(:disabled, [aria-selected=true], [aria-pressed=true]), summary, [data-command]";
/// What has keys of its own, or is gone once the list is open.
const APART: &str = "[role=grid], dialog, .menu-panel, .problem-list";
/// In this order: what starts and stops a run comes first.
const PLACES: [&str; 3] = [".actions", "main", "body"];

/// What can be done now and holds all words that were `typed`, with its name.
pub(super) fn found(typed: &str) -> Vec<(HtmlElement, String)> {
    let mut found: Vec<(HtmlElement, String)> = Vec::new();
    for place in PLACES {
        let inside = format!("{place} :is({PRESSABLE})");
        let Ok(elements) = document().query_selector_all(&inside) else { continue };
        for element in
            (0..elements.length()).filter_map(|at| elements.get(at)?.dyn_into::<HtmlElement>().ok())
        {
            if found.iter().any(|(other, _)| *other == element) || !can_be_pressed(&element) {
                continue;
            }
            let name = name_of(&element);
            let small = name.to_ascii_lowercase();
            if typed.split_whitespace().all(|word| small.contains(word)) {
                found.push((element, name));
            }
        }
    }
    found
}

pub(super) fn can_be_pressed(element: &Element) -> bool {
    let is_apart = || element.closest(APART).is_ok_and(|apart| apart.is_some());
    element.matches(PRESSABLE).unwrap_or_default() && controls::is_seen(element) && !is_apart()
}

fn name_of(element: &Element) -> String {
    let around = element.closest("[data-commands]").ok().flatten();
    let group = around.and_then(|around| around.get_attribute("data-commands")).unwrap_or_default();
    let given = ["data-command", "aria-label"].into_iter().find_map(|name| element.get_attribute(name));
    given.map_or_else(|| format!("{group}{}", text_of(element)), |given| format!("{group}{given}"))
}

/// Its text, without keys, signs and what is hidden.
fn text_of(element: &Element) -> String {
    let nodes = element.child_nodes();
    let said = (0..nodes.length()).filter_map(|at| nodes.get(at)).filter(|node| {
        let element = node.dyn_ref::<Element>();
        !element.is_some_and(|part| part.matches("kbd, [aria-hidden], [hidden]").unwrap_or_default())
    });
    let words: Vec<String> = said.filter_map(|node| Some(node.text_content()?.trim().to_owned())).collect();
    words.join(" ").trim().to_owned()
}
