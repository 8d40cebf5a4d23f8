//! A row of controls that is one stop for the Tab key: the arrow keys go on within it.

use leptos::ev;
use leptos::web_sys::{Element, HtmlElement};
use wasm_bindgen::JsCast as _;

use super::controls::{self, focus};
use super::menu::holds;
use super::part::{Part, on_window};

/// The controls of a strip; none with a caret, which the arrow keys move.
const STOPS: &str =
    ":is(button, summary, select, label > input:is([type=checkbox], [type=file])):not(:disabled)";
/// What it opens keeps stops of its own.
const APART: &str = ".menu-panel, .pop-panel, dialog";

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
    let is_apart = |element: &HtmlElement| element.closest(APART).is_ok_and(|apart| apart.is_some());
    elements.filter(|element| controls::is_seen(element) && !is_apart(element)).collect()
}

/// The last one that had the focus is the stop, or the first.
fn leave_one_stop(stops: &[HtmlElement]) {
    let stop =
        stops.iter().position(|stop| stop.get_attribute("tabindex").as_deref() == Some("0")).unwrap_or(0);
    for (place, element) in stops.iter().enumerate() {
        element.set_tab_index(if place == stop { 0 } else { -1 });
    }
}
