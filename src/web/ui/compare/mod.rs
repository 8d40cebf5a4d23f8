//! The tab Compare: the form, its cost, the result.
//!
//! # Test hooks
//! `tab-check` and `tab-compare` (roles `tab`) lead to the two panels, as `#check` and `#compare` in the address do.
//! In the form: `experiment-<key>` (a radio button for each preset), `place` (`list|practice|given`), `given` (lines of
//! links, with `compare-caution`); folded in `customise`: `way-<key>` (a box for each strategy), `own` (a box) with `own-concurrency` and `own-per-origin`, `levels`, `rounds`,
//! `trial-requests`; `compare-cost` says the cost or why nothing can be started. `compare-start` opens `compare-confirm` with
//! `compare-confirm-start` and `compare-confirm-cancel`; where many requests go to servers of others, another one follows,
//! marked `data-again`. `compare-stop` while it runs.
//!
//! `compare-state` carries `data-state` (`idle|running|hidden|done|stopped`), `data-done` and `data-trials` (trials over
//! and in all) and `data-knee` (empty where there is none). Results: `compare-headline`, `compare-row` (the knee's with
//! `data-knee`), `compare-picture`, `compare-note`, `compare-published`, `use-this`, `compare-export-<format>`,
//! `compare-kept` (a button for each result that is kept) and `compare-forget`, `compare-leave-out` (drops imported rows).

mod cards;
mod confirm;
mod draw;
mod form;
mod outcome;
mod state;

use leptos::ev;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::Element;

use super::part::Part;
use super::state::State;
pub(super) use state::CompareState;

pub(super) fn compare_panel(state: State) -> Part {
    let compare = state.compare;
    let panel = Part::of("compare-panel");
    panel.shown(move || compare.is_shown.get());
    form::bind(state, &panel);
    confirm::bind(state, &panel);
    outcome::bind(state, &panel);
    panel.on(ev::click, move |event| {
        if let Some((action, button)) = nearest(&event, "data-action") {
            confirm::clicked(state, &action, event.detail());
            outcome::clicked(state, &action, &button);
            if action == "use-pattern" {
                form::use_pattern(state);
            }
        }
    });
    // Enter held down would go on to press what its first press has put in the button's place.
    panel.on(ev::keydown, |event| {
        if event.repeat() && event.key() == "Enter" && nearest(&event, "data-action").is_some() {
            event.prevent_default();
        }
    });
    panel.on(ev::input, move |event| {
        if let Some((name, field)) = nearest(&event, "data-field") {
            form::typed(compare, &name, &field);
        }
    });
    // Enter in a field submits nothing.
    panel.on(ev::submit, |event| event.prevent_default());
    panel
}

/// The nearest element with `attribute` at or above an event's target, and the attribute's value.
fn nearest(event: &ev::Event, attribute: &str) -> Option<(String, Part)> {
    let target: Element = event.target()?.dyn_into().ok()?;
    let element = target.closest(&format!("[{attribute}]")).ok()??;
    Some((element.get_attribute(attribute)?, Part::around(element)))
}
