//! The page as a whole: top bar, composer, run and table; and what the window reports: keys that work everywhere, tabs that are
//! hidden or left.

use core::time::Duration;

use leptos::ev;
use leptos::prelude::*;

use super::compare::compare_panel;
use super::header::header;
use super::input::{input_card, keep_what_may_be_kept};
use super::notifications::{Notifications, troubles};
use super::part::{Part, on_window};
use super::start::Starter;
use super::state::{PageState, State};
use super::status_bar::status_bar;
use super::table::results;
use super::viewer::viewer;
use super::{commands, controls, detail, in_words, incoming, practice, welcome};
use crate::protocol::{Command, NotKept, set_aside_in_words};
use crate::web::page::leave::LeaveQuestion;
use crate::web::page::memory;
use crate::web::page::workers::Workers;

/// Puts the page into `body` and brings it to life.
pub(super) fn start(body: &Part) {
    let state = State::new();
    state.connect(Workers::start(move |incoming| incoming::take(state, incoming)));
    state.follow_access();
    let phase = Memo::new(move |_| state.page_state());
    let starter = Starter::new(state, phase);
    in_words::keep_title(state.run, phase);
    ask_before_leaving(state, phase);
    start_by_key(starter);
    commands::open_by_key();
    report_visibility(state);
    practice::return_settings(state);
    keep_what_may_be_kept(state);
    report_storage(state.notifications);
    // Stays until a link is read, so that it does not flicker with each key.
    let is_new = Memo::new(move |was: Option<&bool>| match phase.get() {
        PageState::Empty => !state.run.has_run(),
        PageState::Reading => {
            was.copied().unwrap_or(true)
                && !state.run.has_run()
                && state.list.reading.with(|reading| reading.links == 0)
        }
        _ => false,
    });
    let check = Part::of("check");
    check.shown(move || !state.compare.is_shown.get());
    let outcome = check.part("outcome");
    check.put("input", Some(&input_card(state, phase, starter)));
    outcome.class("new", move || is_new.get());
    outcome.put("status-bar", Some(&status_bar(state, phase)));
    outcome.when("welcome", move || is_new.get(), move |part| welcome::bind(part, state, starter));
    outcome.put("table", Some(&results(state, phase)));
    detail::bind(&check, state);
    let main = Part::of("main");
    for panel in [check, compare_panel(state)] {
        main.append(&panel);
    }
    for part in [
        header(state),
        troubles(state.notifications, move || state.give_own_text()),
        main,
        viewer(state),
        in_words::live_region(state.run, phase),
    ] {
        body.append(&part);
    }
}

/// Reports storage that is full, and what is in it that cannot be read.
fn report_storage(notifications: Notifications) {
    let not_kept = move |not_kept: NotKept| {
        let [message, hint] = not_kept.in_words();
        notifications.trouble(message, hint);
    };
    let report_set_aside = move || {
        if let Some((message, hint)) = set_aside_in_words(&memory::take_set_aside()) {
            notifications.trouble(message, hint);
        }
    };
    // A task later, when all that is read at the start has been, the list last: one message names it all.
    memory::when_in_trouble(not_kept, move || set_timeout(report_set_aside, Duration::ZERO));
}

/// Ctrl+Enter (on a Mac also Command+Enter) starts, but not through an open question.
fn start_by_key(starter: Starter) {
    on_window(ev::keydown, move |event| {
        if event.key() != "Enter" || !(event.ctrl_key() || event.meta_key()) {
            return;
        }
        // Else it would press the button that has the focus, too.
        event.prevent_default();
        if !event.repeat() && !controls::is_dialog_open() {
            starter.press(0);
        }
    });
}

/// Informs the desk when the tab is hidden and when it is shown again, so that the picture of a run shows it.
fn report_visibility(state: State) {
    // Bubbles up to the window.
    on_window(ev::visibilitychange, move |_| {
        state.command(Command::TabHidden { hidden: document().hidden() });
    });
}

/// Has the browser ask before the tab is left, for as long as a run or a comparison is active.
fn ask_before_leaving(state: State, phase: Memo<PageState>) {
    let question = StoredValue::new_local(None::<LeaveQuestion>);
    let is_active = Memo::new(move |_| phase.get().is_active() || state.compare.is_running.get());
    Effect::new(move |_| question.set_value(is_active.get().then(LeaveQuestion::new)));
}
