//! What the user gives, on its way to the desk: the text area's text, sources, and how they are read.

use js_sys::JsString;
use leptos::prelude::*;
use web_sys::{Blob, File};

use crate::input::detect::Form;
use crate::page::memory::Span;
use crate::page::{memory, paste};
use crate::protocol::Command;
use crate::ui::state::{State, Told};

const TEXT_KEY: &str = "volley.text";

/// For this tab, whose list no other tab changes, and for a new one.
fn remember(text: &str) {
    memory::remember_for(Span::Tab, TEXT_KEY, &text);
    memory::remember(TEXT_KEY, &text);
}

impl State {
    /// Puts `text` into the text area, in the place of what it holds.
    pub(in crate::ui) fn give_text(self, text: String) {
        if let Some(area) = self.area.get_untracked() {
            area.set_value(&text);
        }
        self.set_text(text);
    }

    /// The text area holds `text` now.
    pub(super) fn set_text(self, text: String) {
        if !self.is_lent() {
            remember(&text);
        }
        let input = self.next_input();
        self.command(Command::SetText { input, text });
    }

    /// Remembers what the text area holds.
    pub(in crate::ui) fn remember_text(self) {
        if let Some(area) = self.area.get_untracked() {
            remember(&area.value());
        }
    }

    /// Puts the text of the last visit back. It fills the form; it starts nothing.
    pub(super) fn restore_text(self) {
        let of_tab = memory::recall_from::<String>(Span::Tab, TEXT_KEY);
        if let Some(text) = of_tab.or_else(|| memory::recall(TEXT_KEY)).filter(|text| !text.is_empty()) {
            self.give_text(text);
        }
    }

    /// Takes `text`, too long for the text area, as source number `number` of its kind.
    pub(super) fn add_long_text(self, text: &JsString, number: u32) {
        match paste::blob_of(text) {
            Ok(content) => self.add_source(format!("Pasted text {number}"), content),
            Err(_) => self.tell(Told {
                message: "The pasted text could not be taken: the browser has no room for it.".to_owned(),
                hint: "Save it as a file and choose that: files are read piece by piece.".to_owned(),
                reload: false,
            }),
        }
    }

    /// Takes files, a source each.
    pub(super) fn add_files(self, files: Vec<File>) {
        for file in files {
            self.add_source(file.name(), file.into());
        }
    }

    fn add_source(self, name: String, content: Blob) {
        let input = self.next_input();
        self.command_with(Command::AddSource { input, name }, vec![content.into()]);
    }

    /// Takes source number `source` away. Where the reading is not of the input as it is, its numbers may be old:
    /// then nothing is done.
    pub(super) fn remove_source(self, source: u16) {
        if self.reading.with_untracked(|reading| reading.input) == self.input.get_untracked() {
            let input = self.next_input();
            self.command(Command::RemoveSource { input, source });
        }
    }

    /// Has lists read as `form`, or `None` to find out.
    pub(super) fn set_form(self, form: Option<Form>) {
        self.form.set(form);
        self.read_again();
    }

    /// Has everything read again, as it is set now.
    pub(in crate::ui) fn read_again(self) {
        let duplicates = self.settings.with_untracked(|settings| settings.duplicates);
        let form = self.form.get_untracked();
        let input = self.next_input();
        self.command(Command::SetReading { input, form, duplicates });
    }
}
