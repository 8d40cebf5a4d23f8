//! The input card: what is to be requested, how it was read, what it will cost, with what settings, and Start.

mod area;
mod choice;
mod choice_field;
pub(super) mod cost;
mod given;
mod knobs;
mod limits;
mod live;
mod number_field;
mod problems;
mod requests;
mod sources;

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::DragEvent;

use super::actions::Actions;
use super::practice::PracticeMenu;
use super::start::Starter;
use super::state::{PageState, State};
use area::{Area, Files, PasteHandler};
use choice::{Choice, Documents};
use choice_field::FormChoice;
use cost::Cost;
pub(super) use given::keep_what_may_be_kept;
use knobs::Knobs;
use live::{Counts, Live};
use problems::Problems;
use requests::Requests;
use sources::Sources;

#[component]
pub(super) fn Input(state: State, phase: Memo<PageState>, starter: Starter) -> impl IntoView {
    let handler = PasteHandler::new(state);
    // Counts how deep in the card a drag is: each element in it fires its own enter and leave.
    let depth = RwSignal::new(0_i32);
    let drop = move |event: DragEvent| {
        depth.set(0);
        handler.on_drop(&event);
    };
    // What is dropped next to the card is meant for it: else the browser would leave the page for it.
    let over = window_event_listener(ev::dragover, move |event| {
        if !event.default_prevented() {
            handler.on_drag_over(&event);
        }
    });
    let dropped = window_event_listener(ev::drop, move |event| {
        if !event.default_prevented() {
            drop(event);
        }
    });
    on_cleanup(move || {
        over.remove();
        dropped.remove();
    });
    view! {
        <section
            class="card input"
            class:dropping=move || depth.get().is_positive()
            aria-labelledby="input-title"
            on:dragenter=move |_| depth.update(|depth| *depth += 1)
            on:dragleave=move |_| depth.update(|depth| *depth -= 1)
            on:dragover=move |event| handler.on_drag_over(&event)
            on:drop=drop
        >
            <div class="input-body">
                <div class="input-head">
                    <h2 id="input-title"><label for="links">"Links"</label></h2>
                    <PracticeMenu state phase/>
                    <Files state/>
                </div>
                <Area state handler/>
                <div class="reading"><Live state phase/><FormChoice state/></div>
                <Sources state/>
                <Documents state/>
                <Counts list=state.list/>
                <Problems state/>
                <Choice state/>
                <Cost state/>
                <Knobs state/>
                <Requests state/>
            </div>
            <Actions state phase starter/>
        </section>
    }
}
