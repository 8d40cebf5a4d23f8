//! Practice on the page: its lists, how one comes into the form with its limits, and how the server for it is opened.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::menu::Menu;
use super::notifications::{Notification, Severity};
use super::state::{PageState, State};
use crate::practice::{LISTS, PracticeList};
use crate::web::page::practice::{self, NoPractice};
use crate::web::page::workers::Workers;

impl State {
    /// Puts a practice list into the form, with its limits in the place of the user's, and has the server for it opened
    /// so that nothing is waited for at Start. The user's own list is kept.
    pub(super) fn give_practice(self, list: &PracticeList) {
        let Some(folder) = practice::folder() else { return };
        if self.list.reading.with_untracked(|reading| reading.sources_in_all > 0) {
            return self.notifications.notify(Notification {
                message: "A practice list runs only by itself, and there are files or long pastes beside it."
                    .to_owned(),
                hint: "Remove those sources first.".to_owned(),
                severity: Severity::Trouble,
            });
        }
        if let Some(area) = self.list.area.get_untracked() {
            let own = area.value();
            if !self.settings.are_of_practice() && !own.trim().is_empty() {
                self.list.own_text.set(Some(own));
            }
            // A text area that cannot be focused is none the user looks at.
            let _ = area.focus();
        }
        self.use_practice_settings(list.settings());
        self.give_text(list.text(&folder));
        if let Some(area) = self.list.area.get_untracked() {
            // From its first line on, which says what it is. A caret that cannot be set stays at the end.
            let _ = area.set_selection_range(0, 0);
            area.set_scroll_top(0);
        }
        spawn_local(async move {
            if let Err(no_practice) = practice::open().await {
                self.notify_no_practice(&no_practice);
            }
        });
    }

    /// Puts the user's own list back.
    fn give_own_text(self) {
        if let Some(own) = self.list.own_text.get_untracked() {
            self.list.own_text.set(None);
            self.give_text(own);
        }
    }

    /// Opens the practice server for the run that was started, then its runner.
    pub(super) fn open_practice(self) {
        if self.with_workers(Workers::begin_practice) != Some(true) {
            return;
        }
        spawn_local(async move {
            let opened = practice::open().await;
            if let Err(no_practice) = &opened {
                self.notify_no_practice(no_practice);
            }
            self.with_workers(|workers| workers.practice_opened(opened.is_ok()));
        });
    }

    pub(super) fn notify_no_practice(self, no_practice: &NoPractice) {
        self.notifications.notify(Notification {
            message: no_practice.message(),
            hint: no_practice.hint().to_owned(),
            severity: Severity::Trouble,
        });
    }
}

/// Gives the user's own settings back once the list is no practice list any more.
pub(super) fn return_settings(state: State) {
    Effect::new(move |_| {
        let input = state.list.input.get();
        let is_other =
            state.list.reading.with(|reading| reading.done && reading.input == input && !reading.practice);
        if is_other {
            state.restore_own_settings();
        }
    });
}

/// The menu of practice lists; not there where no practice server can be had, nor during a run, whose limits a list
/// would change.
#[component]
pub(super) fn PracticeMenu(state: State, phase: Memo<PageState>) -> impl IntoView {
    let open = RwSignal::new(false);
    let choose = move |list: &'static PracticeList| {
        open.set(false);
        state.give_practice(list);
    };
    let back = move |_| {
        open.set(false);
        state.give_own_text();
    };
    practice::refusal().is_none().then(move || {
        view! {
            <div class="practice" hidden=move || phase.get().is_active()>
                <Menu label="Practice" hook="practice" title="Practice lists" class="button small" open>
                    <p class="menu-text">"Answered inside this browser: nobody’s server is asked."</p>
                    {LISTS.iter().map(|list| view! {
                        <button
                            type="button"
                            class="menu-item"
                            data-testid=format!("practice-{}", list.name)
                            on:click=move |_| choose(list)
                        >
                            <span>{list.title}</span>
                            <small>{list.about}</small>
                        </button>
                    }).collect_view()}
                    <button
                        type="button"
                        class="menu-item"
                        data-testid="practice-back"
                        hidden=move || state.list.own_text.with(Option::is_none)
                        on:click=back
                    >
                        "Back to your own list"
                    </button>
                </Menu>
            </div>
        }
    })
}
