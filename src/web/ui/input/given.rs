//! User input on its way to the desk: the text area's text, sources, and how they are read.

use js_sys::JsString;
use leptos::prelude::*;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;
use web_sys::{Blob, FileSystemEntry};

use crate::format::{count, counted};
use crate::ids::SourceId;
use crate::input::detect::Form;
use crate::input::link::LinkPlace;
use crate::protocol::{Command, KeptThing, ReadingChoice, Secrecy, Written, list_from_json, list_to_json};
use crate::units::Millis;
use crate::web::page::files::{self, NamedFile};
use crate::web::page::{memory, paste};
use crate::web::ui::part::follow;
use crate::web::ui::state::State;
use crate::web::ui::viewer::Viewed;

/// Lines that are shown before the one a source is viewed for.
const LINES_BEFORE: u32 = 8;

/// Keeps the list and how it is read beyond this tab, once they are read and hold no secret.
pub(in crate::web::ui) fn keep_what_may_be_kept(state: State) {
    let mut was = None;
    follow(move || {
        let known = (state.list.input.get(), state.list.secrecy());
        if was != Some(known) && known.1 != Secrecy::Unknown && !state.list.is_apart.get_value() {
            if !state.settings.are_of_practice() {
                state.remember_text();
            }
            let choice = state.list.choice.with_untracked(ReadingChoice::to_json);
            memory::remember_list(KeptThing::Reading, &choice, known.1);
        }
        was = Some(known);
    });
}

impl State {
    pub(in crate::web::ui) fn give_text(self, text: String) {
        if let Some(area) = self.list.area.get_untracked() {
            area.set_value(&text);
        }
        self.set_text(text);
    }

    /// Handles a change of the text area, which now holds `text`.
    pub(super) fn set_text(self, text: String) {
        if text.is_empty() {
            // How the last text was read says nothing of the next.
            self.change_choice(|choice| choice.form = None);
        }
        let input = self.next_input();
        if !self.settings.are_of_practice() {
            self.keep_text(text.clone());
        }
        self.command(Command::SetText { input, text });
    }

    pub(in crate::web::ui) fn remember_text(self) {
        if let Some(area) = self.list.area.get_untracked() {
            self.keep_text(area.value());
        }
    }

    /// Remembers `text` for as long as it may be, unless it stands in for the user's list: after a reload that is back.
    fn keep_text(self, mut text: String) {
        if self.list.is_apart.get_value() || self.list.own.with_untracked(|own| own.is_replaced_by(&text)) {
            return;
        }
        memory::remember_list(KeptThing::List, &list_to_json(&mut text), untrack(|| self.list.secrecy()));
    }

    /// Restores the text of the last visit. It fills the form; it starts nothing.
    pub(super) fn restore_text(self) {
        let kept = memory::recall(KeptThing::List, list_from_json).or_else(memory::take_list_before_json);
        if let Some(text) = kept.filter(|text| !text.is_empty()) {
            self.give_text(text);
        }
    }

    /// Adds `text`, too long for the text area, as source number `number` of its kind.
    pub(super) fn add_long_text(self, text: &JsString, number: u32) {
        match paste::blob_of(text) {
            Ok(content) => self.add_sources(vec![(format!("Pasted text {number}"), content)]),
            Err(_) => self.notifications.trouble(
                "The pasted text could not be taken: the browser has no room for it.",
                "Save it as a file and choose that: files are read piece by piece.",
            ),
        }
    }

    pub(super) fn add_files(self, files: Vec<NamedFile>) {
        if !files.is_empty() {
            self.add_sources(files.into_iter().map(|NamedFile { name, file }| (name, file.into())).collect());
        }
    }

    /// Adds dropped or pasted files: results are imported, each of the others is a source.
    pub(super) fn take_files(self, files: Vec<NamedFile>) {
        if !files::may_have_results(&files) {
            return self.add_files(files);
        }
        spawn_local(async move {
            let (results, lists) = files::split_results(files).await;
            for file in results {
                self.import(file);
            }
            self.add_files(lists);
        });
    }

    pub(super) fn import(self, NamedFile { name, file }: NamedFile) {
        let run = self.run.last.get_untracked().0;
        let started = self.run.started_at.get_value();
        let after_start = started.map(|started| Millis::new(file.last_modified() - started));
        let written = after_start.map(|after_start| Written { run, after_start });
        self.command_with(Command::Import { name, written }, vec![file.into()]);
    }

    /// Adds dropped folders and files, as [`take_files`](Self::take_files) does.
    pub(super) fn add_entries(self, entries: Vec<FileSystemEntry>) {
        spawn_local(async move {
            let (files, unread) = files::files_in(entries).await;
            self.take_files(files);
            if unread > 0 {
                let unread = counted(unread, "file or folder", "files or folders");
                let hint = "The rest is read. Check who may read them.";
                self.notifications.trouble(format!("{unread} could not be opened."), hint);
            }
        });
    }

    pub(super) fn add_sources(self, sources: Vec<(String, Blob)>) {
        let input = self.next_input();
        let (names, contents): (Vec<_>, Vec<_>) = sources.into_iter().unzip();
        let contents = contents.into_iter().map(JsValue::from).collect();
        self.command_with(Command::AddSources { input, names }, contents);
    }

    /// Whether the reading is of the current input. If not, its numbers of sources may be old.
    fn has_current_reading(self) -> bool {
        self.list.reading.with_untracked(|reading| reading.input) == self.list.input.get_untracked()
    }

    /// Has source number `source` read as `form`, or as what it is found to be; does nothing with an old number.
    pub(super) fn set_source_form(self, source: SourceId, form: Option<Form>) {
        if self.has_current_reading() {
            let input = self.next_input();
            self.command(Command::SetSourceForm { input, source, form });
        }
    }

    pub(super) fn remove_sources(self) {
        let input = self.next_input();
        self.command(Command::RemoveSources { input });
        self.list.focus_area();
    }

    /// Removes source number `source`; does nothing with an old number.
    pub(super) fn remove_source(self, source: SourceId) {
        if self.has_current_reading() {
            let input = self.next_input();
            self.command(Command::RemoveSource { input, source });
            if self.list.reading.with_untracked(|reading| reading.sources_in_all) <= 1 {
                self.list.focus_area();
            }
        }
    }

    /// Changes how everything is read, and has it read again if that is a change.
    pub(super) fn change_choice(self, change: impl FnOnce(&mut ReadingChoice)) {
        let mut choice = self.list.choice.get_untracked();
        change(&mut choice);
        self.choose(choice);
    }

    fn choose(self, choice: ReadingChoice) {
        if self.list.choice.with_untracked(|before| *before != choice) {
            if !self.list.is_apart.get_value() {
                memory::remember_list(KeptThing::Reading, &choice.to_json(), Secrecy::Unknown);
            }
            self.list.choice.set(choice);
            self.read_again();
        }
    }

    pub(in crate::web::ui) fn read_again(self) {
        let duplicates = self.settings.values.with_untracked(|settings| settings.duplicates);
        let choice = ReadingChoice { duplicates, ..self.list.choice.get_untracked() };
        let input = self.next_input();
        self.command(Command::SetReading { input, choice });
    }

    /// Drops the sources that are not read yet.
    pub(super) fn cancel_reading(self) {
        let input = self.next_input();
        self.command(Command::CancelReading { input });
    }

    /// Has source number `source` read to its end, past the limit.
    pub(super) fn read_whole(self, source: SourceId) {
        let input = self.next_input();
        self.command(Command::ReadWhole { input, source });
    }

    /// Shows a source, from a little before `place`, a line and a column, where one is named.
    pub(super) fn view_source(self, source: SourceId, place: Option<(u32, u32)>) {
        let name = self.list.reading.with_untracked(|reading| {
            let known = reading.sources.iter().find(|known| known.number == source);
            known.map(|known| known.name.clone())
        });
        let name = name.unwrap_or_else(|| format!("Source {}", count(u32::from(source.0) + 1)));
        self.list.viewed.set(Some(Viewed { source, name, place, excerpt: None }));
        self.view_lines(place.map_or(1, |(line, _)| line).saturating_sub(LINES_BEFORE));
    }

    /// Shows other lines of the viewed source, from `line` on.
    pub(in crate::web::ui) fn view_lines(self, line: u32) {
        let viewed =
            self.list.viewed.with_untracked(|viewed| Some((viewed.as_ref()?.source, viewed.as_ref()?.place)));
        if let Some((source, place)) = viewed {
            let target = place.unwrap_or((1, 1));
            self.command(Command::GetExcerpt { source, line: line.max(1), target });
        }
    }

    /// Shows `place`: opens its source there, or puts the caret of the text area.
    pub(in crate::web::ui) fn show_place(self, place: LinkPlace) {
        let LinkPlace { source, line, column } = place;
        match source {
            Some(source) => self.view_source(source, Some((line, column))),
            None if untrack(|| self.run.has_run()) && !self.list.is_unfolded.get_untracked() => {
                self.list.is_unfolded.set(true);
                // A folded area takes no focus: it is unfolded by then.
                set_timeout(move || go_to(self, line, column), core::time::Duration::ZERO);
            }
            None => go_to(self, line, column),
        }
    }
}

/// Puts the caret of the text area at `line:column`, both from 1, columns in Unicode scalar values.
fn go_to(state: State, line: u32, column: u32) {
    let Some(area) = state.list.area.get_untracked() else { return };
    let text = area.value();
    let (line, column) = (line.saturating_sub(1) as usize, column.saturating_sub(1) as usize);
    let units = |text: &str| text.encode_utf16().count();
    let before: usize = text.split('\n').take(line).map(|line| units(line) + 1).sum();
    let here = text.split('\n').nth(line).unwrap_or_default();
    let rest_at = here.char_indices().nth(column).map_or(here.len(), |(at, _)| at);
    let (start, end) = (before + units(&here[..rest_at]), before + units(here));
    let (Ok(start), Ok(end)) = (u32::try_from(start), u32::try_from(end)) else { return };
    // Neither can fail on a text area; if one did, the caret would stay where it is.
    let _ = area.focus();
    let _ = area.set_selection_range(start, end);
    let lines = i32::try_from(text.split('\n').count()).unwrap_or(i32::MAX).max(1);
    let line = i32::try_from(line).unwrap_or(i32::MAX);
    area.set_scroll_top(area.scroll_height() / lines * line - area.client_height() / 2);
}
