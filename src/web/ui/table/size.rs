//! How high the screen and a row are: measured, and again when the page's layout moves.

use leptos::prelude::*;
use leptos::web_sys::{self, HtmlElement, ResizeObserver};
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;

use super::state::TableState;

/// The height of a row where the style sheet tells none, in pixels.
const ROW_PX: f64 = 30.0;

/// Keeps `table` informed of the height of `scroller` (without its heading) until the owner is cleaned up.
pub(super) fn watch(table: TableState, scroller: HtmlElement) {
    let watched = scroller.clone();
    let measure = Closure::<dyn FnMut()>::new(move || {
        let head_px = table
            .screen
            .with_value(|screen| screen.elements.as_ref().map_or(0, |elements| elements.head.height_px()));
        let view_px = f64::from(scroller.client_height() - head_px);
        table.resized(view_px, row_px(&scroller));
    });
    // Every browser that runs wasm modules in workers has the observer.
    let Ok(observer) = ResizeObserver::new(measure.as_ref().unchecked_ref()) else { return };
    observer.observe(&watched);
    let kept = StoredValue::new_local(Some((observer, measure)));
    on_cleanup(move || {
        if let Some(Some((observer, _))) = kept.try_update_value(Option::take) {
            observer.disconnect();
        }
    });
}

/// The height of a row, as the style sheet sets it for this width of the page.
fn row_px(grid: &HtmlElement) -> f64 {
    let style = web_sys::window().and_then(|window| window.get_computed_style(grid).ok().flatten());
    let value = style.and_then(|style| style.get_property_value("--row-height").ok()).unwrap_or_default();
    // A whole number: reading fractions would add tables of twelve kilobytes to what the page loads.
    value.trim().trim_end_matches("px").parse::<u32>().map_or(ROW_PX, f64::from)
}
