//! Reads what the user gave: all sources, then the text area, whose part alone is read again when it is typed in.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::breathe::breathe;
use super::sources::{Ahead, Source};
use super::turn::{Ticket, Turn};
use super::{SharedDesk, announce, table};
use crate::input::decode::Utf8Pieces;
use crate::input::detect::Form;
use crate::input::list::LinkList;
use crate::input::normal::PageContext;
use crate::input::reader::{ReadMark, ReadOptions, Reader};
use crate::protocol::{SOURCES_TOLD, SourceView};
use crate::wire::place::{practice_folder, worker_script};

/// The input and how far it is read.
#[derive(Debug)]
pub(super) struct Readings {
    pub(super) sources: Vec<Source>,
    /// Number of sources that are read to their end.
    pub(super) sources_read: usize,
    /// Number of pieces of the one after them that are read.
    pub(super) pieces_read: u32,
    /// Bytes of all sources and the text area.
    pub(super) bytes_in_all: u64,
    /// The first of the sources that the page is told of.
    pub(super) first_told: u16,
    pub(super) text: String,
    /// How the user wants the text area read; `None` to find out.
    pub(super) text_form: Option<Form>,
    /// How lists are read; the form is the user's for all of them, `None` to find out.
    pub(super) options: ReadOptions,
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
    pub(super) text_mark: Option<ReadMark>,
    turn: Turn,
    pub(super) excerpt_turn: Turn,
}

impl Readings {
    pub(super) fn new() -> Self {
        let page = PageContext { https: came_over_https(), upgrade: false };
        let options = ReadOptions { page, ..ReadOptions::default() };
        Self {
            sources: Vec::new(),
            sources_read: 0,
            pieces_read: 0,
            bytes_in_all: 0,
            first_told: 0,
            text: String::new(),
            text_form: None,
            options: options.clone(),
            input: 0,
            done: true,
            practice: false,
            practice_among: 0,
            practice_folder: practice_folder(),
            sift_problems: [None, None],
            reader: Reader::new(options),
            text_mark: None,
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

    /// The number that the text area has among the sources, behind them all.
    pub(super) fn text_area(&self) -> u16 {
        u16::try_from(self.sources.len()).unwrap_or(u16::MAX)
    }

    /// The sources that the page is told of.
    pub(super) fn sources_told(&self) -> Vec<SourceView> {
        // Sources may have gone meanwhile: then it is the last page that there is.
        let last_page = self.text_area().saturating_sub(1) / SOURCES_TOLD * SOURCES_TOLD;
        let first = self.first_told.min(last_page);
        let numbers = first..self.text_area().min(first.saturating_add(SOURCES_TOLD));
        let told = |number: u16| {
            let source = self.sources.get(usize::from(number))?;
            let is_read = usize::from(number) < self.sources_read;
            Some(SourceView {
                number,
                name: source.name.clone(),
                links: is_read.then(|| self.list().links_in(number)),
                form: self.reader.form(number).unwrap_or_default(),
                chosen: source.form,
                is_cut: source.is_cut(),
            })
        };
        numbers.filter_map(told).collect()
    }

    /// Source number `source`; cheap, its content stays where it is.
    pub(super) fn source(&self, source: u16) -> Option<Source> {
        self.sources.get(usize::from(source)).cloned()
    }

    /// Bytes of all sources and the text area.
    fn count_bytes(&self) -> u64 {
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

/// Begins to read the input as it is now; what was being read is given up.
pub(super) fn read(desk: &SharedDesk, input: u32) {
    let ticket = {
        let readings = &mut desk.borrow_mut().readings;
        readings.input = input;
        readings.done = false;
        readings.bytes_in_all = readings.count_bytes();
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
        readings.sources_read = 0;
        readings.sources.clone()
    };
    table::list_was_dropped(desk);
    let mut pieces = Ahead::new(&sources);
    for (number, source) in sources.iter().enumerate() {
        {
            let readings = &mut desk.borrow_mut().readings;
            readings.pieces_read = 0;
            readings.reader.begin_source(&source.name, source.form);
        }
        let mut decoder = Utf8Pieces::default();
        let mut text = String::new();
        while let Some(piece) = pieces.next_of(number).await {
            if !ticket.is_wanted() {
                return false;
            }
            match piece {
                Ok(bytes) => decoder.push(&bytes, &mut text),
                Err(why) => {
                    let message = format!("“{}” cannot be read any further: {why}.", source.name);
                    desk.borrow()
                        .trouble(&message, "What came before is kept. Give the file again for the rest.");
                    break;
                }
            }
            desk.borrow_mut().readings.reader.push(&text);
            text.clear();
            if !step_through(desk, ticket).await {
                return false;
            }
            desk.borrow_mut().readings.pieces_read += 1;
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
        desk.borrow_mut().readings.sources_read += 1;
        // Of many small files none is long enough to be told of on the way.
        announce::soon(desk);
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
        readings.reader.begin_source("", readings.text_form);
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
