//! Start, and while a run is active, in its place Pause and Stop. On narrow screens they stay at the bottom.
//!
//! Buttons that are not wanted are hidden; the focus goes on to the one that takes the place.

use core::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::controls;
use super::part::{Part, follow};
use super::start::Starter;
use super::state::{PageState, State};
use crate::protocol::{RunCommand, is_click_meant};

pub(super) fn actions(state: State, phase: Memo<PageState>, starter: Starter) -> Part {
    let actions = Part::of("actions");
    let is_active = move || phase.get().is_active();
    let is_paused = move || phase.get() == PageState::Paused;
    actions.part("remark").text(move || starter.remark().unwrap_or_default());
    let [start, pause, stop] = ["start", "pause", "stop"].map(|action| actions.button(action));
    actions.part("start-words").text(move || starter.words());
    actions.part("start-key").set_text(if controls::has_command_key() { "⌘ ⏎" } else { "Ctrl ⏎" });
    start.shown(move || !is_active());
    start.flag("disabled", move || !starter.has_targets());
    start.on(ev::click, move |event| starter.press(event.detail()));
    pause.shown(is_active);
    pause.text(move || if is_paused() { "Resume" } else { "Pause" });
    stop.shown(is_active);
    // The second click of a double click on Start lands here: it is not meant for Pause.
    let press = move |command: fn(bool) -> RunCommand| {
        move |event: ev::MouseEvent| {
            if is_click_meant(event.detail()) && untrack(is_active) {
                state.command_run(command(untrack(is_paused)));
            }
        }
    };
    pause.on(ev::click, press(|is_paused| if is_paused { RunCommand::Resume } else { RunCommand::Pause }));
    stop.on(ev::click, press(|_| RunCommand::Stop));
    // A button that goes with the focus hands it to the one that comes in its place: else it would be nowhere.
    for (button, was_for_active, next) in
        [(&start, false, &pause), (&pause, true, &start), (&stop, true, &start)]
    {
        let next = next.clone();
        button.on(ev::blur, move |event| {
            if event.related_target().is_none() && untrack(is_active) != was_for_active {
                let next = next.clone();
                // The next one is shown by then.
                set_timeout(move || next.focus(), Duration::ZERO);
            }
        });
    }
    // Enter held down would go on to press what its first press has put in the button's place.
    actions.on(ev::keydown, |event| {
        if event.repeat() && matches!(event.key().as_str(), "Enter" | " ") {
            event.prevent_default();
        }
    });
    // The same where what had the focus went away with the start: the composer, or an example's card.
    follow(move || {
        if is_active() && starter.had_focus() {
            let pause = pause.clone();
            set_timeout(
                move || {
                    if controls::is_focus_lost() {
                        pause.focus();
                    }
                },
                Duration::ZERO,
            );
        }
    });
    actions
}
