//! The tab Compare: what is to be tried, what it costs, what comes of it.
//!
//! # Test hooks
//! `tab-check` and `tab-compare` (roles `tab`) lead to the two panels, as `#check` and `#compare` in the address do.
//! In the form: `experiment` (values: the presets' keys), `place` (`list|practice|given`), `given` (lines of links),
//! `way-<key>` (a box for each strategy), `own` (a box) with `own-concurrency` and `own-per-origin`, `levels`, `rounds`,
//! `trial-requests`; `compare-cost` says the cost or why nothing can be started. `compare-start` opens `compare-confirm` with
//! `compare-confirm-start` and `compare-confirm-cancel`; where many requests go to servers of others, another one follows,
//! marked `data-again`. `compare-stop` while it is on.
//!
//! `compare-state` carries `data-state` (`idle|running|hidden|done|stopped`), `data-done` and `data-trials` (trials over
//! and in all) and `data-knee` (empty where there is none). Results: `compare-headline`, `compare-row` (the knee's with
//! `data-knee`), `compare-picture`, `compare-note`, `compare-published`, `use-this`, `compare-export-<format>`,
//! `compare-kept` (a button for each result that is kept) and `compare-forget`, `compare-leave-out` (of rows brought back).

mod ask;
mod draw;
mod form;
mod outcome;
mod panel;
mod state;

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast as _;
use leptos::web_sys::Element;

use super::state::State;
use panel::{MARKUP, Panel};
pub(super) use state::CompareState;

/// The panel.
#[component]
pub(super) fn Compare(state: State) -> impl IntoView {
    let compare = state.compare;
    let root = NodeRef::<html::Main>::new();
    Effect::new(move |_| {
        if let Some(root) = root.get() {
            let panel = Panel(root);
            form::keep(state, &panel);
            ask::keep(state, &panel);
            outcome::keep(state, &panel);
        }
    });
    view! {
        <main
            class="main compare"
            id="panel-compare"
            role="tabpanel"
            aria-labelledby="tab-compare"
            hidden=move || !compare.is_shown.get()
            node_ref=root
            inner_html=MARKUP
            on:click=move |event: ev::MouseEvent| {
                if let Some((hook, element)) = hook_of(&event) {
                    ask::clicked(state, &hook);
                    outcome::clicked(state, &hook, &element);
                }
            }
            on:input=move |event: ev::Event| {
                if let Some((hook, field)) = hook_of(&event) {
                    form::typed(compare, &hook, &field);
                }
            }
            // Nothing is sent anywhere by Enter in a field.
            on:submit=|event: ev::SubmitEvent| event.prevent_default()
        ></main>
    }
}

/// The element with a test hook that an event came from, and the hook.
fn hook_of(event: &ev::Event) -> Option<(String, Element)> {
    let element: Element = event.target()?.dyn_into().ok()?;
    let element = element.closest("[data-testid]").ok()??;
    Some((element.get_attribute("data-testid")?, element))
}
