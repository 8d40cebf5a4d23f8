//! Practice on the page: its lists, how one comes into the form with its limits, and how the server for it is opened; and how a
//! list or a pattern takes the place of the user's own, which comes back.

use leptos::prelude::*;
use wasm_bindgen_futures::spawn_local;

use super::menu;
use super::part::Part;
use super::state::{PageState, State};
use crate::input::own_list::OwnList;
use crate::practice::{LISTS, PracticeList};
use crate::web::page::practice::{self, NoPractice};
use crate::web::page::workers::Workers;

/// Said when a pattern is in the place of the user's list.
const REPLACED: &str = "The pattern is in the place of your list, which is kept.";

impl State {
    /// Puts a practice list with its limits into the form and opens the server for it, ahead of Start. The user's own list
    /// is kept. Returns whether the form holds it.
    pub(super) fn give_practice(self, list: &PracticeList) -> bool {
        let Some(folder) = practice::folder() else { return false };
        if self.refuses_with_sources("A practice list") {
            return false;
        }
        let text = list.text(&folder);
        self.keep_own_text(&text);
        self.use_practice_settings(list.settings());
        self.give_text(text);
        spawn_local(async move {
            if let Err(no_practice) = practice::open().await {
                self.notify_no_practice(&no_practice);
            }
        });
        true
    }

    /// Shows the first line of a practice list, which says what it is.
    fn show_start_of_list(self) {
        self.list.focus_area();
        if let Some(area) = self.list.area.get_untracked() {
            // A caret that cannot be set stays at the end.
            let _ = area.set_selection_range(0, 0);
            area.set_scroll_top(0);
        }
    }

    /// Puts a pattern into the form, in place of the user's own list, and says how that comes back.
    pub(super) fn give_pattern(self, text: String) -> bool {
        if self.refuses_with_sources("The pattern") {
            return false;
        }
        self.keep_own_text(&text);
        self.give_text(text);
        if self.list.own.with_untracked(OwnList::is_kept) {
            self.notifications.replaced(REPLACED);
        }
        true
    }

    /// Says that `what` cannot be with sources, if there are some.
    fn refuses_with_sources(self, what: &str) -> bool {
        let has_sources = self.list.reading.with_untracked(|reading| reading.sources_in_all > 0);
        if has_sources {
            self.notifications.trouble(
                format!("{what} runs only by itself, and there are files or long pastes too."),
                "Remove those sources first.",
            );
        }
        has_sources
    }

    /// Keeps the user's own list for the way back, before `put` takes its place. What was made of a practice list is none.
    fn keep_own_text(self, put: &str) {
        let area = self.list.area.get_untracked().filter(|_| !self.settings.are_of_practice());
        let shown = area.map(|area| area.value()).unwrap_or_default();
        self.list.own.update(|own| own.replace(shown, put));
    }

    pub(super) fn give_own_text(self) {
        self.notifications.dismiss(REPLACED);
        if let Some(own) = self.list.own.try_update(OwnList::take).flatten() {
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
        self.notifications.trouble(no_practice.message(), no_practice.hint());
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

/// The menu of practice lists; absent without a practice server, and during a run, whose limits a list would change.
pub(super) fn practice_menu(state: State, phase: Memo<PageState>) -> Option<Part> {
    if practice::refusal().is_some() {
        return None;
    }
    let open = RwSignal::new(false);
    let menu = Part::of("practice-menu");
    menu.shown(move || !phase.get().is_active());
    menu::bind(&menu.part("menu"), open, move |panel| {
        for list in &LISTS {
            let (_, about) =
                menu::add_item(panel, &format!("practice-{}", list.name), list.title, move || {
                    open.set(false);
                    if state.give_practice(list) {
                        state.show_start_of_list();
                    }
                });
            about.set_text(list.about);
        }
        // Last, whatever was added.
        let back = panel.button("back");
        panel.append(&back);
        back.shown(move || state.list.own.with(OwnList::is_kept));
        panel.on_press("back", move || {
            open.set(false);
            state.give_own_text();
        });
    });
    Some(menu)
}
