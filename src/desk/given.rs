//! What the user gives and takes away, and how it is to be read: each change has the input read again.

use url::Url;

use super::reading::read;
use super::sources::Source;
use super::{SharedDesk, announce};
use crate::input::detect::Form;
use crate::input::sift::{self, SiftOptions};
use crate::protocol::ReadingChoice;
use crate::words::counted;

/// Most sources beside the text area, which is one more: positions number them in 16 bits.
const MAX_SOURCES: usize = 65_534;

/// The text area holds `text`.
pub(super) fn set_text(desk: &SharedDesk, input: u32, text: String) {
    desk.borrow_mut().readings.text = text;
    read(desk, input);
}

/// Sources come to the others; `content` is what came for the one in that place.
pub(super) fn add_sources(
    desk: &SharedDesk,
    input: u32,
    names: Vec<String>,
    content: impl Fn(usize) -> Option<web_sys::Blob>,
) {
    let mut passed_over = 0_u32;
    for (place, name) in names.into_iter().enumerate() {
        let mut this = desk.borrow_mut();
        if this.readings.sources.len() >= MAX_SOURCES {
            passed_over += 1;
            continue;
        }
        match content(place) {
            Some(content) => this.readings.sources.push(Source::new(name, content)),
            None => this.trouble(&format!("“{name}” came without its content."), "Give it again."),
        }
        this.readings.text_mark = None;
    }
    if passed_over > 0 {
        let message = format!(
            "{} not taken: there is room for {MAX_SOURCES}.",
            counted(passed_over, "file was", "files were")
        );
        desk.borrow().trouble(&message, "Read them in a second list.");
    }
    read(desk, input);
}

/// Source number `source` is read as `form`, or as what it is found to be.
pub(super) fn set_source_form(desk: &SharedDesk, input: u32, source: u16, form: Option<Form>) {
    {
        let readings = &mut desk.borrow_mut().readings;
        if let Some(source) = readings.sources.get_mut(usize::from(source)) {
            source.form = form;
        }
        readings.text_mark = None;
    }
    read(desk, input);
}

/// The page is told of the sources from number `first` on.
pub(super) fn show_sources(desk: &SharedDesk, first: u16) {
    {
        let readings = &mut desk.borrow_mut().readings;
        readings.first_told = first.min(readings.text_area().saturating_sub(1));
    }
    announce::reading(desk);
}

/// All sources go.
pub(super) fn remove_sources(desk: &SharedDesk, input: u32) {
    {
        let readings = &mut desk.borrow_mut().readings;
        readings.sources.clear();
        readings.first_told = 0;
        readings.text_mark = None;
    }
    read(desk, input);
}

/// Source number `source` goes.
pub(super) fn remove_source(desk: &SharedDesk, input: u32, source: u16) {
    {
        let readings = &mut desk.borrow_mut().readings;
        if usize::from(source) < readings.sources.len() {
            readings.sources.remove(usize::from(source));
        }
        readings.text_mark = None;
    }
    read(desk, input);
}

/// All is read as `choice` says from now on.
pub(super) fn set_choice(desk: &SharedDesk, input: u32, choice: ReadingChoice) {
    {
        let readings = &mut desk.borrow_mut().readings;
        readings.sift_problems = [sift::problem(&choice.include), sift::problem(&choice.exclude)];
        let options = &mut readings.options;
        options.form = choice.form;
        options.duplicates = choice.duplicates;
        options.base = Url::parse(choice.base.trim()).ok();
        options.code = choice.code;
        options.page.upgrade = choice.upgrade;
        options.times = choice.times;
        options.sift = SiftOptions {
            include: choice.include,
            exclude: choice.exclude,
            skip_private: choice.skip_private,
        };
        readings.text_mark = None;
    }
    read(desk, input);
}

/// Reads no further: the source that is being read goes, with those after it, and what is read of the others stays.
pub(super) fn cancel(desk: &SharedDesk, input: u32) {
    {
        let this = &mut *desk.borrow_mut();
        let readings = &mut this.readings;
        let (read, given) = (readings.sources_read, readings.sources.len());
        if readings.text_mark.is_none() && read < given {
            readings.sources.truncate(read);
            readings.text_mark = readings.source_mark.take();
        }
    }
    read(desk, input);
}
