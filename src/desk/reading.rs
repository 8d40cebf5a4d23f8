//! Reads all sources, then the text area, which alone is read again when it is edited.

use super::documents_ahead::{DocumentsAhead, GivenDocument};
use super::effect::{Effects, ReadId, ToolsAttachment};
use super::list_input::{ListInput, Source};
use super::pieces::{FilePiece, Next, Pieces};
use crate::input::decode::Utf8Pieces;
use crate::input::document_links::DocumentLinks;
use crate::input::document_reader::{DocumentPiece, ReadProgress, document_kind};
use crate::input::list::LinkList;
use crate::input::list_reader::{ListReader, ReadMark};
use crate::protocol::ToolsWork;

/// Most links of a list that is copied when it is changed while others hold it.
const LINKS_TO_COPY: u32 = 200_000;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Done,
    Source { number: usize, is_open: bool, is_pushed: bool },
    Text { is_pushed: bool },
}

/// The result of a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReadStep {
    /// There is more to do, now or when a piece arrives.
    Goes,
    /// The same, and the text area's old links were removed from the list.
    CutBack,
    /// Everything is read.
    Read,
}

/// The reading of a [`ListInput`].
///
/// [`restart`](Self::restart), [`read_text`](Self::read_text) and [`cut_short`](Self::cut_short) change what is read; while
/// [`can_step`](Self::can_step), [`step`](Self::step) reads a slice.
#[derive(Debug)]
pub(super) struct ListReading {
    pub(super) reader: ListReader,
    stage: Stage,
    /// Whether the reader has unparsed text.
    is_stepping: bool,
    pieces: Pieces,
    /// Pieces read of the current source.
    pieces_read: u32,
    /// Sources read to their end.
    pub(super) sources_read: usize,
    decoder: Utf8Pieces,
    /// Where the text area begins, when `reader` holds all sources before it.
    text_mark: Option<ReadMark>,
    /// The number of the document that is being read.
    document: u32,
    /// That of the last one that the tools were given, and of the first of this reading.
    last_document: u32,
    first_document: u32,
    ahead: DocumentsAhead,
    /// Whether the tools have answered in this reading.
    has_answers: bool,
    /// Why no document of this reading is read any more: else each would ask for the tools again.
    unread_because: Option<&'static str>,
    /// Targets on the practice server, when last read to the end.
    practice_targets: u32,
}

impl ListReading {
    pub(super) fn new(input: &ListInput) -> Self {
        Self {
            reader: ListReader::new(input.options.clone()),
            stage: Stage::Done,
            is_stepping: false,
            pieces: Pieces::default(),
            pieces_read: 0,
            sources_read: 0,
            decoder: Utf8Pieces::default(),
            text_mark: None,
            document: 0,
            last_document: 0,
            first_document: 0,
            ahead: DocumentsAhead::default(),
            has_answers: false,
            unread_because: None,
            practice_targets: 0,
        }
    }

    /// Whether everything is read.
    pub(super) fn is_done(&self) -> bool {
        self.stage == Stage::Done
    }

    /// Whether all targets are on the practice server; known once everything is read.
    pub(super) fn is_practice(&self) -> bool {
        self.is_done() && self.practice_targets > 0 && self.practice_targets == self.list().targets().len()
    }

    /// Targets on the practice server when not all are; known once everything is read.
    pub(super) fn practice_among(&self) -> u32 {
        if self.is_done() && !self.is_practice() { self.practice_targets } else { 0 }
    }

    /// The list as far as it is read.
    pub(super) fn list(&self) -> &LinkList {
        self.reader.list()
    }

    /// Whether the list is long and shared: changing it would copy it in one go, reading it again is done in slices.
    pub(super) fn is_costly_to_change(&self) -> bool {
        self.is_done() && self.list().links() > LINKS_TO_COPY && self.reader.is_list_shared()
    }

    /// Starts over with all sources.
    pub(super) fn restart(&mut self, input: &ListInput) {
        self.reader = ListReader::new(input.options.clone());
        self.pieces =
            Pieces::new(input.sources.iter().map(|source| (source.file, source.pieces())).collect());
        self.text_mark = None;
        self.sources_read = 0;
        self.pieces_read = 0;
        self.is_stepping = false;
        self.begin_documents();
        self.stage = Stage::Source { number: 0, is_open: false, is_pushed: false };
    }

    /// Reads the changed text area, without reading the sources again.
    pub(super) fn read_text(&mut self, input: &ListInput) {
        if self.text_mark.is_some() {
            self.is_stepping = false;
            self.begin_documents();
            self.stage = Stage::Text { is_pushed: false };
        } else if self.is_done() {
            self.restart(input);
        }
        // Else the sources are being read, and the text area comes after them.
    }

    /// What is known of documents is of an earlier reading.
    fn begin_documents(&mut self) {
        self.unread_because = None;
        self.ahead = DocumentsAhead::default();
        self.has_answers = false;
        self.document = self.next_document();
        self.first_document = self.document;
    }

    const fn next_document(&mut self) -> u32 {
        self.last_document = self.last_document.wrapping_add(1);
        self.last_document
    }

    /// Ends the current source where it is, skips those after it, and records in `input` where each stopped. What waits
    /// for tools that are still loading is given up.
    pub(super) fn cut_short(&mut self, input: &mut ListInput, are_tools_loading: bool) {
        if let Stage::Source { number, .. } = self.stage {
            for (nth, source) in input.sources.iter_mut().enumerate().skip(number) {
                source.stops_after = Some(if nth == number { self.pieces_read } else { 0 });
            }
            self.pieces.stop_at(number);
        }
        if are_tools_loading && !self.is_done() {
            self.give_up_documents("it was to be read no further");
        }
    }

    /// Delivers a piece; `false` when it was not requested here.
    pub(super) fn take(&mut self, read: ReadId, piece: &mut Option<FilePiece>) -> bool {
        self.pieces.take(read, piece)
    }

    /// Takes links of a document; those of an earlier one are dropped.
    pub(super) fn handle_links(&mut self, document: u32, links: DocumentLinks, progress: ReadProgress) {
        if document == self.document {
            self.has_answers = true;
            self.reader.handle_links(links, progress);
        } else {
            self.ahead.handle_links(document, links, progress);
        }
    }

    /// The tools are lost: the documents of this reading stay unread.
    pub(super) fn lose_tools(&mut self) {
        self.give_up_documents("the part of Volley that reads this form could not be loaded");
    }

    /// Ends the current document and those after it that are not read to their end yet, for this reason.
    fn give_up_documents(&mut self, reason: &'static str) {
        self.unread_because = Some(reason);
        self.ahead.keep_read();
        self.document = self.next_document();
        self.reader.give_up_document(reason);
    }

    /// Whether there is something to do before the next piece arrives.
    pub(super) fn can_step(&self, input: &ListInput) -> bool {
        match self.stage {
            Stage::Done => false,
            _ if self.is_stepping => !self.reader.is_waiting() || self.next_ahead(input).is_some(),
            Stage::Source { number, is_open: true, is_pushed: false } => !self.pieces.is_awaited(number),
            Stage::Source { .. } | Stage::Text { .. } => true,
        }
    }

    /// Reads a slice: see [`ListReader::step`].
    pub(super) fn step(&mut self, input: &ListInput, practice: &str, effects: &mut Effects) -> ReadStep {
        if self.is_stepping {
            if self.reader.is_waiting() {
                self.look_ahead(input, effects);
                return ReadStep::Goes;
            }
            self.is_stepping = self.reader.step();
            if let Some(piece) = self.reader.poll_document() {
                self.give_document(piece, effects);
            }
            return ReadStep::Goes;
        }
        match self.stage {
            Stage::Done => ReadStep::Read,
            Stage::Source { number, is_open, is_pushed } => {
                self.step_source(input, (number, is_open, is_pushed), effects);
                ReadStep::Goes
            }
            Stage::Text { is_pushed: false } => {
                if let Some(mark) = &self.text_mark {
                    self.reader.cut_back(mark);
                }
                self.reader.begin_source("", input.text_form);
                self.reader.push(&input.text);
                self.reader.end_source();
                self.is_stepping = true;
                self.stage = Stage::Text { is_pushed: true };
                ReadStep::CutBack
            }
            Stage::Text { is_pushed: true } => {
                self.stage = Stage::Done;
                self.practice_targets = practice_targets(self.reader.list(), practice);
                ReadStep::Read
            }
        }
    }

    /// Gives the tools a piece of the current document, unless they have all of it.
    fn give_document(&mut self, piece: DocumentPiece, effects: &mut Effects) {
        if piece.begins.is_some() {
            let given = self.source().and_then(|number| self.ahead.take(number));
            if let Some(given) = given.filter(|given| given.is(&piece)) {
                self.document = given.number;
                given
                    .links
                    .into_iter()
                    .for_each(|(links, progress)| self.reader.handle_links(links, progress));
                return;
            }
        }
        if let Some(reason) = self.unread_because {
            return self.give_up_documents(reason);
        }
        if piece.begins.is_some() {
            // A new number, so that what comes late of an earlier document is not mistaken for this one's.
            self.document = self.next_document();
        }
        self.post_document(self.document, piece, effects);
    }

    fn post_document(&self, document: u32, piece: DocumentPiece, effects: &mut Effects) {
        let work = ToolsWork::Document { document, first: self.first_document, piece };
        effects.post_to_tools(work, ToolsAttachment::Nothing);
    }

    /// The source that is being read.
    const fn source(&self) -> Option<usize> {
        match self.stage {
            Stage::Source { number, .. } => Some(number),
            Stage::Done | Stage::Text { .. } => None,
        }
    }

    /// The next source that may be given before its turn: a small file that has arrived, while the tools answer.
    fn next_ahead<'i>(&self, input: &'i ListInput) -> Option<(usize, &'i Source)> {
        let number =
            self.ahead.next(self.source().filter(|_| self.has_answers && self.unread_because.is_none())?)?;
        let source = input.sources.get(number)?;
        let is_here = match source.pieces() {
            0 => true,
            1 => self.pieces.peek(number).is_some(),
            _ => false,
        };
        is_here.then_some((number, source))
    }

    /// Gives the tools the document of a source whose turn has not come.
    fn look_ahead(&mut self, input: &ListInput, effects: &mut Effects) {
        let Some((number, source)) = self.next_ahead(input) else { return };
        let (mut text, mut decoder) = (String::new(), Utf8Pieces::default());
        decoder.push(self.pieces.peek(number).unwrap_or_default(), &mut text);
        decoder.finish(&mut text);
        let form = source.form.or(input.options.form);
        let kind = document_kind(&source.name, form, &text, input.options.code);
        let given = kind.map(|kind| {
            let given = GivenDocument::new(self.next_document(), kind, text.len());
            let piece = DocumentPiece { begins: Some(kind), text, is_last: true };
            self.post_document(given.number, piece, effects);
            given
        });
        self.ahead.add(number, given);
    }

    fn step_source(
        &mut self,
        input: &ListInput,
        (number, is_open, is_pushed): (usize, bool, bool),
        effects: &mut Effects,
    ) {
        let Some(source) = input.sources.get(number) else {
            self.text_mark = Some(self.reader.mark());
            self.stage = Stage::Text { is_pushed: false };
            return;
        };
        if is_pushed {
            self.sources_read = number + 1;
            self.pieces_read = 0;
            self.stage = Stage::Source { number: number + 1, is_open: false, is_pushed: false };
            return;
        }
        if !is_open {
            self.reader.begin_source(&source.name, source.form);
            self.decoder = Utf8Pieces::default();
            self.pieces_read = 0;
            self.stage = Stage::Source { number, is_open: true, is_pushed: false };
        }
        match self.pieces.next_of(number, effects) {
            Next::Awaited => {}
            Next::Piece(Ok(bytes)) => {
                let mut text = String::new();
                self.decoder.push(&bytes, &mut text);
                self.reader.push(&text);
                self.pieces_read += 1;
                self.is_stepping = true;
                if self.pieces_read >= source.pieces() {
                    // Its end comes with it: the tools are asked once.
                    self.end_source(number);
                }
            }
            Next::Piece(Err(why)) => {
                effects.trouble(
                    format!("“{}” cannot be read any further: {why}.", source.name),
                    "What came before is kept. Give the file again for the rest.",
                );
                self.end_source(number);
            }
            Next::End => self.end_source(number),
        }
    }

    fn end_source(&mut self, number: usize) {
        let mut text = String::new();
        core::mem::take(&mut self.decoder).finish(&mut text);
        self.reader.push(&text);
        self.reader.end_source();
        self.is_stepping = true;
        self.stage = Stage::Source { number, is_open: true, is_pushed: true };
    }
}

/// Number of targets below `folder`. Skips the URLs when none is of its origin, so that a long list costs nothing with
/// each key.
fn practice_targets(list: &LinkList, folder: &str) -> u32 {
    let mut origins = (0..).zip(list.origins());
    let is_asked = !folder.is_empty()
        && origins.any(|(number, origin)| folder.starts_with(&*origin.text) && list.targets_at(number) > 0);
    if is_asked { list.targets().starting_with(folder) } else { 0 }
}
