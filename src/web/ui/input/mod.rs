//! The composer: what is to be requested, how it was read, what it will cost, with what settings, and Start.

mod area;
mod choice;
mod choice_field;
pub(super) mod cost;
mod fold;
mod given;
mod knobs;
mod limits;
mod links_of_tab;
mod live;
mod number_field;
mod problems;
mod requests;
mod sources;

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::DragEvent;

use super::actions::actions;
use super::part::{Part, follow, on_window};
use super::practice::practice_menu;
use super::start::Starter;
use super::state::{PageState, State};
use super::{popover, strip};
use area::PasteHandler;
pub(super) use given::keep_what_may_be_kept;

pub(super) fn input_card(state: State, phase: Memo<PageState>, starter: Starter) -> Part {
    let card = Part::of("input-card");
    let handler = PasteHandler::new(state);
    take_drops(&card, handler);
    card.put("practice", practice_menu(state, phase).as_ref());
    let asked = links_of_tab::asked_for(state);
    area::bind(&card, state, handler);
    live::bind(&card, state, phase);
    choice_field::bind_form(&card, state);
    sources::bind(&card, state);
    choice::bind_documents(&card, state);
    problems::bind(&card, state);
    choice::bind(&card, state);
    cost::bind(&card, state, phase);
    knobs::bind(&card, state);
    requests::bind(&card, state);
    let popovers = ["knobs", "choice", "requests"].map(|name| card.part(name));
    popovers.iter().for_each(popover::bind);
    follow(move || {
        state.run.last.track();
        // What is set goes out of the way of the rows.
        for popover in &popovers {
            popover.set_flag("open", false);
        }
    });
    card.put("actions", Some(&actions(state, phase, starter)));
    for name in ["sources", "below", "tune"] {
        strip::bind(&card.part(name));
    }
    fold::bind(&card, state);
    links_of_tab::bind(&card, state, asked);
    card
}

/// Takes what is dropped on the card, or next to it: else the browser would leave the page for it.
fn take_drops(card: &Part, handler: PasteHandler) {
    // Counts how deep in the card a drag is: each element in it fires its own enter and leave.
    let depth = RwSignal::new(0_i32);
    card.class("dropping", move || depth.get().is_positive());
    card.on(ev::dragenter, move |_| depth.update(|depth| *depth += 1));
    card.on(ev::dragleave, move |_| depth.update(|depth| *depth -= 1));
    on_window(ev::dragover, move |event| {
        if !event.default_prevented() {
            handler.on_drag_over(&event);
        }
    });
    on_window(ev::drop, move |event: DragEvent| {
        depth.set(0);
        if !event.default_prevented() {
            handler.on_drop(&event);
        }
    });
}
