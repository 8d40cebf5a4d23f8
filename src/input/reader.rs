//! Reads sources and their documents on one thread: what a [`ListReader`] and a [`DocumentReader`] do together.

use core::ops::{Deref, DerefMut};

use super::detect::Form;
use super::document_reader::DocumentReader;
use super::list::LinkList;
use super::list_reader::ListReader;
use crate::ids::SourceId;

pub use super::list_reader::{MAX_EXPANDED, MAX_TIMES, ReadMark, ReadOptions, ReadingCounts, UnsentLink};

/// A [`ListReader`] whose documents are read at once: see there for the order of calls.
#[derive(Debug)]
pub struct Reader {
    list: ListReader,
    document: Option<DocumentReader>,
}

impl Reader {
    /// A reader with an empty list.
    pub fn new(options: ReadOptions) -> Self {
        Self { list: ListReader::new(options), document: None }
    }

    /// Begins a source and returns its number: see [`ListReader::begin_source`]. One still open is read to its end first.
    pub fn begin_source(&mut self, name: &str, form: Option<Form>) -> Option<SourceId> {
        self.end_source();
        while self.step() {}
        self.list.begin_source(name, form)
    }

    /// Reads on: see [`ListReader::step`]. A Markdown or HTML document of up to 25 MB is parsed in one step.
    pub fn step(&mut self) -> bool {
        let more = self.list.step();
        if let Some(piece) = self.list.poll_document() {
            if let Some(kind) = piece.begins {
                self.document = Some(DocumentReader::new(kind));
            }
            if let Some(document) = &mut self.document {
                document.push(&piece.text, piece.is_last);
            }
        }
        if self.list.is_waiting()
            && let Some(document) = &mut self.document
        {
            let (links, progress) = document.next_batch();
            self.list.handle_links(links, progress);
        }
        more
    }

    /// The list; of a source that is still open, what was read of it.
    pub fn into_list(self) -> LinkList {
        self.list.into_list()
    }
}

impl Deref for Reader {
    type Target = ListReader;

    fn deref(&self) -> &ListReader {
        &self.list
    }
}

impl DerefMut for Reader {
    fn deref_mut(&mut self) -> &mut ListReader {
        &mut self.list
    }
}
