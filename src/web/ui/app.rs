//! The page as a whole: header, input on the left, run and table on the right.

use leptos::prelude::*;

use super::compare::Compare;
use super::header::Header;
use super::input::{Input, keep_what_may_be_kept};
use super::live_region::LiveRegion;
use super::notifications::{Notification, Notifications, Severity};
use super::start::Starter;
use super::state::{PageState, State};
use super::status_bar::StatusBar;
use super::table::Table;
use super::trouble::Troubles;
use super::viewer::Viewer;
use super::welcome::Welcome;
use super::{incoming, leave, practice, shortcuts, title, visibility};
use crate::web::page::memory;
use crate::web::page::workers::Workers;

/// The page.
#[component]
pub(super) fn App() -> impl IntoView {
    let state = State::new();
    state.connect(Workers::start(move |incoming| incoming::take(state, incoming)));
    let phase = Memo::new(move |_| state.page_state());
    let starter = Starter::new(state, phase);
    title::keep(state.run, phase);
    leave::ask_while_running(state, phase);
    shortcuts::listen(starter);
    visibility::listen(state);
    practice::return_settings(state);
    keep_what_may_be_kept(state);
    notify_when_storage_is_full(state.notifications);
    notify_what_was_set_aside(state.notifications);
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

fn notify_when_storage_is_full(notifications: Notifications) {
    memory::when_full(move || {
        notifications.notify(Notification {
            message: "This browser has no room left to remember the list or the settings.".to_owned(),
            hint: "The page goes on, but after a reload something will be missing. Keep the list in a file."
                .to_owned(),
            severity: Severity::Trouble,
        });
    });
}

/// After all that is read at the start has been.
fn notify_what_was_set_aside(notifications: Notifications) {
    Effect::new(move |_| {
        if memory::was_set_aside() {
            notifications.notify(Notification {
                message:
                    "Settings, columns or comparisons that another version of this page kept are set aside."
                        .to_owned(),
                hint: "This version cannot read them. Set again what you need.".to_owned(),
                severity: Severity::Trouble,
            });
        }
    });
}
