//! The header: the name, the tabs, and from where the answers are seen. Which tab is in front is in the address, behind its
//! `#`: static hosts know no other pages.

use leptos::ev;
use leptos::prelude::*;

use super::part::{Part, on_window};
use super::state::State;
use super::{access, help, theme};

const COMPARE: &str = "#compare";

pub(super) fn header(state: State) -> Part {
    let header = Part::of("header");
    bind_tabs(&header, state.compare.is_shown);
    access::bind_seen_from(&header, state);
    theme::bind(&header);
    header.on_press("help", move || help::open(state));
    // Past what comes before it by Tab; there is nothing to go to on the other tab.
    header.button("skip").shown(move || !state.compare.is_shown.get());
    header.on_press("skip", move || state.table.focus());
    header
}

fn bind_tabs(header: &Part, is_compare: RwSignal<bool>) {
    let read = move || {
        let is_named = window().location().hash().is_ok_and(|hash| hash == COMPARE);
        if is_compare.get_untracked() != is_named {
            is_compare.set(is_named);
        }
    };
    read();
    on_window(ev::hashchange, move |_| read());
    let tabs = [("check", false), ("compare", true)].map(|(name, own)| {
        let tab = header.button(name);
        let is_front = move || is_compare.get() == own;
        tab.attribute("aria-selected", move || Some(if is_front() { "true" } else { "false" }));
        tab.attribute("tabindex", move || Some(if is_front() { "0" } else { "-1" }));
        tab.on(ev::click, move |_| go_to(is_compare, own));
        tab
    });
    // With the arrow keys the focus goes on, and its tab comes to the front.
    header.part("tabs").on(ev::keydown, move |event| {
        if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight") {
            let next = usize::from(!is_compare.get_untracked());
            go_to(is_compare, next == 1);
            tabs[next].focus();
        }
    });
}

/// Brings a tab to the front.
pub(super) fn go_to(is_compare: RwSignal<bool>, to_compare: bool) {
    is_compare.set(to_compare);
    // An address that cannot be changed keeps the tab all the same.
    let _ = window().location().set_hash(if to_compare { COMPARE } else { "#check" });
}
