//! The page as a whole: header, input on the left, run and table on the right.

use leptos::prelude::*;

use super::compare::Compare;
use super::header::Header;
use super::in_words::{self, LiveRegion};
use super::input::{Input, keep_what_may_be_kept};
use super::notifications::{Notifications, Troubles};
use super::start::Starter;
use super::state::{PageState, State};
use super::status_bar::StatusBar;
use super::table::Table;
use super::viewer::Viewer;
use super::welcome::Welcome;
use super::{incoming, listeners, practice};
use crate::web::page::memory;
use crate::web::page::workers::Workers;

#[component]
pub(super) fn App() -> impl IntoView {
    let state = State::new();
    state.connect(Workers::start(move |incoming| incoming::take(state, incoming)));
    let phase = Memo::new(move |_| state.page_state());
    let starter = Starter::new(state, phase);
    in_words::keep_title(state.run, phase);
    listeners::ask_before_leaving(state, phase);
    listeners::start_by_key(starter);
    listeners::report_visibility(state);
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
    view! {
        <Header state/>
        <Troubles notifications=state.notifications/>
        <main
            class="main"
            id="panel-check"
            role="tabpanel"
            aria-labelledby="tab-check"
            hidden=move || state.compare.is_shown.get()
        >
            <Input state phase starter/>
            <div class="outcome" class:new=is_new>
                <StatusBar state phase/>
                <Show when=move || is_new.get()>
                    <Welcome state/>
                </Show>
                <Table state/>
            </div>
        </main>
        <Compare state/>
        <Viewer state/>
        <LiveRegion run=state.run phase/>
    }
}

/// Reports storage that is full, and what is in it that cannot be read.
fn report_storage(notifications: Notifications) {
    memory::when_full(move || {
        notifications.trouble(
            "This browser has no room left to remember the list or the settings.",
            "The page goes on, but after a reload something will be missing. Keep the list in a file.",
        );
    });
    // After all that is read at the start has been.
    Effect::new(move |_| {
        if memory::was_set_aside() {
            notifications.trouble(
                "Settings, columns or comparisons that another version of this page kept are not used.",
                "This version cannot read them. Set again what you need.",
            );
        }
    });
}
