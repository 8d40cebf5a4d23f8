//! The text area, and the pickers of files, folders and results. A text too long for the area becomes a source before the
//! browser lays it out.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::{
    ClipboardEvent, DataTransfer, DragEvent, Event, HtmlInputElement, HtmlTextAreaElement,
};

use crate::web::page::files::{self, NamedFile};
use crate::web::page::paste;
use crate::web::ui::part::Part;
use crate::web::ui::state::State;

/// Takes what is pasted, dropped or typed. Counts the long texts, for their names.
#[derive(Clone, Copy, Debug)]
pub(super) struct PasteHandler {
    state: State,
    long_texts: StoredValue<u32>,
}

impl PasteHandler {
    pub(super) fn new(state: State) -> Self {
        Self { state, long_texts: StoredValue::new(0) }
    }

    fn take_long(self, text: &js_sys::JsString) {
        self.long_texts.update_value(|count| *count += 1);
        self.state.add_long_text(text, self.long_texts.get_value());
    }

    fn on_input(self, event: &Event) {
        let area: HtmlTextAreaElement = event_target(event);
        let Some(text) = paste::value_of(&area) else { return };
        if let Some(text) = paste::short(&text) {
            self.state.set_text(text);
        } else {
            area.set_value("");
            self.state.set_text(String::new());
            self.take_long(&text);
        }
    }

    fn on_paste(self, event: &ClipboardEvent) {
        if event.clipboard_data().is_some_and(|data| self.take_what_is_no_short_text(&data)) {
            event.prevent_default();
        }
    }

    /// Accepts what is dragged over the card. Text over the text area is left to the browser, which knows the place.
    pub(super) fn on_drag_over(self, event: &DragEvent) {
        if !self.is_left_to_browser(event) {
            event.prevent_default();
        }
    }

    pub(super) fn on_drop(self, event: &DragEvent) {
        if self.is_left_to_browser(event) {
            return;
        }
        event.prevent_default();
        let Some(data) = event.data_transfer() else { return };
        if !self.take_what_is_no_short_text(&data)
            && let Some(text) = paste::text_of(&data).and_then(|text| paste::short(&text))
        {
            self.append(&text);
        }
    }

    fn is_left_to_browser(self, event: &DragEvent) -> bool {
        let on_area =
            self.state.list.area.get_untracked().is_some_and(|area| event.target() == Some(area.into()));
        on_area && !event.data_transfer().is_some_and(|data| data.types().includes(&"Files".into(), 0))
    }

    /// Takes files, results among them, and long texts; returns whether `data` held any.
    fn take_what_is_no_short_text(self, data: &DataTransfer) -> bool {
        let entries = files::entries_of(data);
        if files::has_folder(&entries) {
            self.state.add_entries(entries);
            return true;
        }
        let files = paste::files_of(data.files());
        if !files.is_empty() {
            self.state.take_files(files.into_iter().map(NamedFile::chosen).collect());
            return true;
        }
        let Some(text) = paste::text_of(data).filter(|text| paste::short(text).is_none()) else {
            return false;
        };
        self.take_long(&text);
        true
    }

    fn append(self, text: &str) {
        let Some(area) = self.state.list.area.get_untracked() else { return };
        let mut whole = area.value();
        if !whole.is_empty() && !whole.ends_with('\n') {
            whole.push('\n');
        }
        whole.push_str(text);
        let whole = js_sys::JsString::from(whole);
        match paste::short(&whole) {
            Some(short) => self.state.give_text(short),
            None => self.take_long(&text.into()),
        }
    }
}

/// Binds the text area, and the fields that open the browser's pickers: each file becomes a source.
pub(super) fn bind(card: &Part, state: State, handler: PasteHandler) {
    let area = card.field("links");
    state.list.area.set(area.element());
    area.on(ev::input, move |event| handler.on_input(&event));
    area.on(ev::paste, move |event| handler.on_paste(&event));
    if !state.list.is_apart.get_value() {
        state.restore_text();
    }
    let pick = |name, take: fn(State, Vec<NamedFile>)| {
        card.field(name).on(ev::change, move |event| {
            let input: HtmlInputElement = event_target(&event);
            let files = paste::files_of(input.files()).into_iter().map(NamedFile::chosen).collect();
            // So that the same file can be chosen again.
            input.set_value("");
            take(state, files);
        });
    };
    pick("files", State::add_files);
    pick("folder", State::add_files);
    pick("import", |state, files| files.into_iter().for_each(|file| state.import(file)));
}
