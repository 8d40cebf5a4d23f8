//! A row of controls that is one stop for the Tab key: the arrow keys go on within it.

use leptos::ev;
use leptos::web_sys::{Element, HtmlElement};
use wasm_bindgen::JsCast as _;

use super::controls::focus;
use super::menu::holds;
use super::part::{Part, on_window};

/// The controls of a strip; what their menus and panels hold keeps stops of its own.
const STOPS: &str = ":scope > button, :scope > .menu > button, :scope > div > .menu > button, :scope > div > button, \
                     :scope > label > input, :scope > details > summary";

/// Makes `strip` one stop.
pub(super) fn bind(strip: &Part) {
    let Some(root) = strip.element::<Element>() else { return };
    let tabbed = root.clone();
    // Which controls are seen changes with the run: it is looked up when the focus is about to move.
    on_window(ev::keydown, move |event| {
        if event.key() == "Tab" {
            leave_one_stop(&stops(&tabbed));
        }
    });
    strip.on(ev::focusin, move |event| {
        let stops = stops(&root);
        if stops.iter().any(|stop| holds(stop, event.target())) {
            for stop in &stops {
                stop.set_tab_index(if holds(stop, event.target()) { 0 } else { -1 });
            }
        }
    });
    let moved = strip.element::<Element>();
    strip.on(ev::keydown, move |event| {
        let Some(root) = &moved else { return };
        let step = match event.key().as_str() {
            "ArrowRight" => 1,
            "ArrowLeft" => -1,
            _ => return,
        };
        let stops = stops(root);
        let Some(at) = stops.iter().position(|stop| event.target().as_ref() == Some(stop.as_ref())) else {
            return;
        };
        event.prevent_default();
        let next = at.checked_add_signed(step).filter(|next| *next < stops.len());
        let next = next.unwrap_or(if step > 0 { 0 } else { stops.len() - 1 });
        focus(stops.get(next));
    });
}

/// The controls that are seen, in their order.
fn stops(root: &Element) -> Vec<HtmlElement> {
    let Ok(found) = root.query_selector_all(STOPS) else { return Vec::new() };
    let elements = (0..found.length()).filter_map(|place| found.get(place)?.dyn_into::<HtmlElement>().ok());
    elements
        .filter(|element| element.offset_parent().is_some() && !element.has_attribute("disabled"))
        .collect()
}

/// The last one that had the focus is the stop, or the first.
fn leave_one_stop(stops: &[HtmlElement]) {
    let stop =
        stops.iter().position(|stop| stop.get_attribute("tabindex").as_deref() == Some("0")).unwrap_or(0);
    for (place, element) in stops.iter().enumerate() {
        element.set_tab_index(if place == stop { 0 } else { -1 });
    }
}
