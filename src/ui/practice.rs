//! Practice on the page: its lists, how one comes into the form with its limits, and how the server for it is opened.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::menu::Menu;
use super::state::{State, Told};
use crate::page::practice::{self, NoPractice};
use crate::practice::{LISTS, PracticeList};

impl State {
    /// Puts a practice list into the form, with its limits in the place of the user's, and has the server for it opened
    /// so that nothing is waited for at Start.
    pub(super) fn give_practice(self, list: &PracticeList) {
        let Some(folder) = practice::folder() else { return };
        self.lend_settings(list.settings());
        self.give_text(list.text(&folder));
        if let Some(area) = self.area.get_untracked() {
            // A text area that cannot be focused is none the user looks at.
            let _ = area.focus();
        }
        spawn_local(async move {
            if let Err(no_practice) = practice::open().await {
                self.tell_of_practice(&no_practice);
            }
        });
    }

    pub(super) fn tell_of_practice(self, no_practice: &NoPractice) {
        self.tell(Told {
            message: no_practice.message(),
            hint: no_practice.hint().to_owned(),
            reload: false,
        });
    }

    /// Whether the list as it is read lies on the practice server.
    pub(super) fn is_practice(self) -> bool {
        self.reading.with(|reading| reading.practice)
    }
}

/// Gives the user's own settings back once the list is no practice list any more.
pub(super) fn return_settings(state: State) {
    Effect::new(move |_| {
        let input = state.input.get();
        let is_other =
            state.reading.with(|reading| reading.done && reading.input == input && !reading.practice);
        if is_other {
            state.take_settings_back();
        }
    });
}

/// The menu of practice lists; not there where no practice server can be had.
#[component]
pub(super) fn PracticeMenu(state: State) -> impl IntoView {
    let open = RwSignal::new(false);
    practice::refusal().is_none().then(move || {
        view! {
            <Menu label="Practice" hook="practice" title="Practice lists" class="button small" open>
                <p class="menu-text">"Answered inside this browser: nobody’s server is asked."</p>
                {LISTS.iter().map(|list| view! {
                    <button
                        type="button"
                        class="menu-item"
                        data-testid=format!("practice-{}", list.name)
                        on:click=move |_| {
                            open.set(false);
                            state.give_practice(list);
                        }
                    >
                        <span>{list.title}</span>
                        <small>{list.about}</small>
                    </button>
                }).collect_view()}
            </Menu>
        }
    })
}
