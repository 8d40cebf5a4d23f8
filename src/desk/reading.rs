//! Reads what the user gave: all sources, then the text area, whose part alone is read again when it is typed in.

use std::rc::Rc;

use url::Url;
use wasm_bindgen_futures::spawn_local;

use super::breathe::breathe;
use super::sources::Source;
use super::turn::{Ticket, Turn};
use super::{SharedDesk, announce, table};
use crate::input::decode::Utf8Pieces;
use crate::input::detect::Form;
use crate::input::list::LinkList;
use crate::input::normal::PageContext;
use crate::input::reader::{ReadMark, ReadOptions, Reader};
use crate::input::sift::{self, SiftOptions};
use crate::protocol::ReadingChoice;
use crate::wire::place::{practice_folder, worker_script};

/// The input and how far it is read.
#[derive(Debug)]
pub(super) struct Readings {
    sources: Vec<Source>,
    /// Links of each source that is read.
    source_links: Vec<u32>,
    text: String,
    /// How lists are read; the form is the user's for all of them, `None` to find out.
    options: ReadOptions,
    /// The last change of the input.
    pub(super) input: u32,
    /// Whether all of it is read.
    pub(super) done: bool,
    /// Whether all targets lie on the practice server; as of the end of the last reading.
    pub(super) practice: bool,
    /// Targets that lie on the practice server though not all do; of the same moment.
    pub(super) practice_among: u32,
    practice_folder: Option<String>,
    /// Why what the user includes and excludes cannot be read.
    pub(super) sift_problems: [Option<String>; 2],
    pub(super) reader: Reader,
    /// Where the text area begins, when `reader` holds all sources before it.
    text_mark: Option<ReadMark>,
    /// Where the source begins that is being read.
    source_mark: Option<ReadMark>,
    turn: Turn,
    pub(super) excerpt_turn: Turn,
}

impl Readings {
    pub(super) fn new() -> Self {
        let page = PageContext { https: came_over_https(), upgrade: false };
        let options = ReadOptions { page, ..ReadOptions::default() };
        Self {
            sources: Vec::new(),
            source_links: Vec::new(),
            text: String::new(),
            options: options.clone(),
            input: 0,
            done: true,
            practice: false,
            practice_among: 0,
            practice_folder: practice_folder(),
            sift_problems: [None, None],
            reader: Reader::new(options),
            text_mark: None,
            source_mark: None,
            turn: Turn::default(),
            excerpt_turn: Turn::default(),
        }
    }

    /// The list as far as it is read.
    pub(super) fn list(&self) -> &LinkList {
        self.reader.list()
    }

    /// Gives the list away to a run; the next change reads everything anew.
    pub(super) fn take_list(&mut self) -> LinkList {
        self.text_mark = None;
        std::mem::replace(&mut self.reader, Reader::new(self.options.clone())).into_list()
    }

    /// All is read.
    fn end(&mut self) {
        self.done = true;
        let list = self.reader.list();
        let there = self.practice_folder.as_deref().map_or(0, |folder| practice_targets(list, folder));
        self.practice = there > 0 && there == list.targets().len();
        self.practice_among = if self.practice { 0 } else { there };
    }

    /// Links of source number `source`; of one that is being read, 0.
    pub(super) fn links_of_source(&self, source: u16) -> u32 {
        self.source_links.get(usize::from(source)).copied().unwrap_or(0)
    }

    /// How the user wants source number `source` read.
    pub(super) fn chosen_form(&self, source: u16) -> Option<Form> {
        self.sources.get(usize::from(source))?.form
    }

    /// Number of sources beside the text area.
    pub(super) fn sources(&self) -> usize {
        self.sources.len()
    }

    /// Source number `source`; cheap, its content stays where it is.
    pub(super) fn source(&self, source: u16) -> Option<Source> {
        self.sources.get(usize::from(source)).cloned()
    }

    /// Bytes of all sources and the text area.
    pub(super) fn bytes_in_all(&self) -> u64 {
        let bytes: f64 = self.sources.iter().map(Source::bytes).sum();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size; saturates")]
        let bytes = bytes as u64;
        bytes.saturating_add(self.text.len() as u64)
    }
}

/// Number of targets below `folder`. The URLs are looked at only where some go to its origin: a list of a million others
/// costs nothing with each key.
fn practice_targets(list: &LinkList, folder: &str) -> u32 {
    let mut origins = (0..).zip(list.origins());
    let is_asked =
        origins.any(|(number, origin)| folder.starts_with(&*origin.text) && list.targets_at(number) > 0);
    if is_asked { list.targets().starting_with(folder) } else { 0 }
}

/// A worker's script has the page's scheme.
fn came_over_https() -> bool {
    worker_script().is_some_and(|script| script.starts_with("https:"))
}

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
    for (place, name) in names.into_iter().enumerate() {
        let mut this = desk.borrow_mut();
        match content(place) {
            Some(content) => this.readings.sources.push(Source::new(name, content)),
            None => this.trouble(&format!("“{name}” came without its content."), "Give it again."),
        }
        this.readings.text_mark = None;
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
        let (read, given) = (readings.source_links.len(), readings.sources.len());
        if readings.text_mark.is_none() && read < given {
            readings.sources.truncate(read);
            readings.text_mark = readings.source_mark.take();
        }
    }
    read(desk, input);
}

/// Begins to read the input as it is now; what was being read is given up.
fn read(desk: &SharedDesk, input: u32) {
    let ticket = {
        let readings = &mut desk.borrow_mut().readings;
        readings.input = input;
        readings.done = false;
        readings.turn.take()
    };
    let desk = Rc::clone(desk);
    spawn_local(async move {
        if read_sources(&desk, &ticket).await && read_text(&desk, &ticket).await {
            desk.borrow_mut().readings.end();
            table::list_was_read(&desk);
            announce::reading(&desk);
        }
    });
}

/// Reads all sources, unless they are read already; returns whether it is still wanted.
async fn read_sources(desk: &SharedDesk, ticket: &Ticket) -> bool {
    let sources = {
        let readings = &mut desk.borrow_mut().readings;
        if readings.text_mark.is_some() {
            return true;
        }
        readings.reader = Reader::new(readings.options.clone());
        readings.source_mark = None;
        readings.source_links.clear();
        readings.sources.clone()
    };
    table::list_was_dropped(desk);
    for source in &sources {
        {
            let readings = &mut desk.borrow_mut().readings;
            readings.source_mark = Some(readings.reader.mark());
            readings.reader.begin_source(&source.name, source.form);
        }
        let mut decoder = Utf8Pieces::default();
        let mut text = String::new();
        for piece in 0..source.pieces() {
            match source.read(piece).await {
                Ok(bytes) => decoder.push(&bytes, &mut text),
                Err(why) => {
                    let message = format!("“{}” cannot be read any further: {why}.", source.name);
                    desk.borrow()
                        .trouble(&message, "What came before is kept. Give the file again for the rest.");
                    break;
                }
            }
            if !ticket.is_wanted() {
                return false;
            }
            desk.borrow_mut().readings.reader.push(&text);
            text.clear();
            if !step_through(desk, ticket).await {
                return false;
            }
        }
        decoder.finish(&mut text);
        {
            let reader = &mut desk.borrow_mut().readings.reader;
            reader.push(&text);
            reader.end_source();
        }
        if !step_through(desk, ticket).await {
            return false;
        }
        let readings = &mut desk.borrow_mut().readings;
        let before: u32 = readings.source_links.iter().sum();
        readings.source_links.push(readings.reader.list().links() - before);
    }
    let readings = &mut desk.borrow_mut().readings;
    readings.text_mark = Some(readings.reader.mark());
    true
}

/// Reads the text area behind the sources; returns whether it is still wanted.
async fn read_text(desk: &SharedDesk, ticket: &Ticket) -> bool {
    {
        let readings = &mut desk.borrow_mut().readings;
        if let Some(mark) = &readings.text_mark {
            readings.reader.cut_back(mark);
        }
        readings.reader.begin_source("", None);
        readings.reader.push(&readings.text);
        readings.reader.end_source();
    }
    step_through(desk, ticket).await
}

/// How long the desk works on a reading before it lets messages in, in milliseconds.
const BREATH_AFTER_MS: f64 = 12.0;

/// Reads all that was pushed; returns whether it is still wanted.
async fn step_through(desk: &SharedDesk, ticket: &Ticket) -> bool {
    loop {
        let more = {
            let mut this = desk.borrow_mut();
            let until = this.clock.now() + crate::units::Millis::new(BREATH_AFTER_MS);
            loop {
                let more = this.readings.reader.step();
                if !more || this.clock.now() >= until {
                    break more;
                }
            }
        };
        if !more {
            return ticket.is_wanted();
        }
        announce::soon(desk);
        breathe().await;
        if !ticket.is_wanted() {
            return false;
        }
    }
}
