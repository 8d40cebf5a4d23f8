//! The list being edited: what the form holds, how it is read, what requests carry, and the desk's last reading of it.

use leptos::prelude::*;
use leptos::web_sys::HtmlTextAreaElement;

use crate::input::own_list::OwnList;
use crate::protocol::{KeptThing, KnownSecrecy, ReadingChoice, ReadingView, Secrecy};
use crate::request::WriteMethod;
use crate::web::page::memory;
use crate::web::ui::controls::focus;
use crate::web::ui::viewer::Viewed;

#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ListState {
    /// The text area, which holds its text itself.
    pub(super) area: RwSignal<Option<HtmlTextAreaElement>, LocalStorage>,
    /// How the user wants lists read, but for what is done with identical targets: that is a setting.
    pub(super) choice: RwSignal<ReadingChoice>,
    pub(super) viewed: RwSignal<Option<Viewed>>,
    /// Counts the changes of the input; the desk's reading names the last that is in it.
    pub(super) input: RwSignal<u32>,
    pub(super) reading: RwSignal<ReadingView>,
    /// The user's own list, while a practice list or a pattern is in its place.
    pub(super) own: RwSignal<OwnList>,
    /// The method of requests that may change data, when the user chose one.
    pub(super) write: RwSignal<Option<WriteMethod>>,
    /// Whether requests are to carry the user's cookies; never remembered.
    pub(super) with_cookies: RwSignal<bool>,
    /// Whether the composer is unfolded, over the results of a run.
    pub(super) is_unfolded: RwSignal<bool>,
    /// Whether the input changed since the last run was started.
    pub(super) changed: RwSignal<bool>,
    /// Whether this tab is for the links of another tab's page: it leaves the list and the choice of other visits alone.
    pub(super) is_apart: StoredValue<bool>,
    /// Counts the changes of what requests carry.
    pub(super) payload: StoredValue<u32>,
    secrecy: StoredValue<KnownSecrecy>,
}

impl ListState {
    pub(super) fn new() -> Self {
        let choice = memory::recall(KeptThing::Reading, ReadingChoice::from_json).unwrap_or_default();
        let nothing = ReadingView { done: true, ..ReadingView::default() };
        Self {
            choice: RwSignal::new(choice),
            reading: RwSignal::new(nothing),
            changed: RwSignal::new(true),
            ..Self::default()
        }
    }

    /// Whether it is not read to its end.
    pub(super) fn is_reading(self) -> bool {
        let input = self.input.get();
        self.reading.with(|reading| !reading.done || reading.input != input)
    }

    /// Whether the list as it is read lies on the practice server.
    pub(super) fn is_practice(self) -> bool {
        self.reading.with(|reading| reading.practice)
    }

    /// Whether the input as it is holds a secret; tracks what it is known from.
    pub(super) fn secrecy(self) -> Secrecy {
        let input = self.input.get();
        let learn =
            |reading: &ReadingView| self.secrecy.try_update_value(|known| known.learn(input, reading));
        self.reading.with(learn).unwrap_or_default()
    }

    pub(super) fn focus_area(self) {
        focus(self.area.get_untracked().as_deref());
    }
}
