//! The composer's look: whole before the first run; after it a bar above the results, which unfolds over them.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::Element;

use crate::format::{count, counted};
use crate::protocol::ReadingView;
use crate::web::ui::menu::holds;
use crate::web::ui::part::{Part, follow, on_window};
use crate::web::ui::state::State;

pub(super) fn bind(card: &Part, state: State) {
    let is_unfolded = state.list.is_unfolded;
    card.attribute("data-look", move || {
        Some(match (state.run.has_run(), is_unfolded.get()) {
            (false, _) => "start",
            (true, false) => "folded",
            (true, true) => "unfolded",
        })
    });
    let button = card.button("unfold");
    button.shown(move || state.run.has_run());
    button.attribute("aria-expanded", move || Some(if is_unfolded.get() { "true" } else { "false" }));
    card.part("list-name").text(move || state.list.reading.with(name));
    card.part("list-count")
        .text(move || state.list.reading.with(|reading| counted(reading.links, "link", "links")));
    card.on_press("unfold", move || is_unfolded.update(|is_unfolded| *is_unfolded = !*is_unfolded));
    // What a run is of goes out of the way of its rows.
    follow(move || {
        state.run.last.track();
        is_unfolded.set(false);
    });
    let Some(root) = card.element::<Element>() else { return };
    on_window(ev::pointerdown, move |event| {
        if is_unfolded.get_untracked() && !holds(&root, event.target()) {
            is_unfolded.set(false);
        }
    });
    card.on(ev::keydown, move |event| {
        if event.key() == "Escape" && is_unfolded.get_untracked() {
            event.prevent_default();
            is_unfolded.set(false);
            button.focus();
        }
    });
}

/// What the list is called: its only file, or where it comes from.
fn name(reading: &ReadingView) -> String {
    match (reading.sources.as_slice(), reading.sources_in_all) {
        ([only], 1) if only.links == Some(reading.links) => only.name.clone(),
        (_, 0) => "Your list".to_owned(),
        (_, sources) => format!("{} sources", count(sources)),
    }
}
