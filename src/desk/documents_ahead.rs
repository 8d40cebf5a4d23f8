//! Documents of small files, given to the tools before their turn: else each file would wait for the answers about the one
//! before, which takes longer than reading it.

use std::collections::VecDeque;

use crate::input::document_links::DocumentLinks;
use crate::input::document_reader::{DocumentKind, DocumentPiece, ReadProgress};

/// Most sources looked at before their turn, and most bytes of their text.
const MAX_SOURCES: usize = 16;
const MAX_BYTES: usize = 4 << 20;

/// A source that was looked at before its turn.
#[derive(Debug)]
struct AheadSource {
    number: usize,
    /// `None` where it is no document.
    given: Option<GivenDocument>,
}

/// A document that the tools were given.
#[derive(Debug)]
pub(super) struct GivenDocument {
    /// The number it was given under.
    pub(super) number: u32,
    kind: DocumentKind,
    bytes: usize,
    /// What has come of it.
    pub(super) links: Vec<(DocumentLinks, ReadProgress)>,
}

impl GivenDocument {
    pub(super) const fn new(number: u32, kind: DocumentKind, bytes: usize) -> Self {
        Self { number, kind, bytes, links: Vec::new() }
    }

    /// Whether `piece`, which is to be given, is this document.
    pub(super) fn is(&self, piece: &DocumentPiece) -> bool {
        piece.is_last && piece.begins == Some(self.kind) && piece.text.len() == self.bytes
    }
}

/// See the [module](self).
#[derive(Debug, Default)]
pub(super) struct DocumentsAhead {
    sources: VecDeque<AheadSource>,
}

impl DocumentsAhead {
    /// The source to look at next, while source number `current` is read; `None` when enough is ahead.
    pub(super) fn next(&self, current: usize) -> Option<usize> {
        let bytes: usize =
            self.sources.iter().filter_map(|source| source.given.as_ref()).map(|given| given.bytes).sum();
        let has_room = self.sources.len() < MAX_SOURCES && bytes < MAX_BYTES;
        has_room.then(|| self.sources.back().map_or(current, |last| last.number.max(current)) + 1)
    }

    /// Source number `number`, the one that was [`next`](Self::next), was looked at.
    pub(super) fn add(&mut self, number: usize, given: Option<GivenDocument>) {
        self.sources.push_back(AheadSource { number, given });
    }

    /// What was given of source number `number`, whose turn it is.
    pub(super) fn take(&mut self, number: usize) -> Option<GivenDocument> {
        while self.sources.front().is_some_and(|source| source.number < number) {
            self.sources.pop_front();
        }
        self.sources.pop_front_if(|source| source.number == number)?.given
    }

    /// Drops what is not read to its end: no more comes of it.
    pub(super) fn keep_read(&mut self) {
        let is_read =
            |given: &GivenDocument| given.links.last().is_some_and(|(_, read)| *read == ReadProgress::Done);
        self.sources.retain(|source| source.given.as_ref().is_some_and(is_read));
    }

    /// Keeps links of a document until its turn; of any other they are dropped.
    pub(super) fn handle_links(&mut self, document: u32, links: DocumentLinks, progress: ReadProgress) {
        let mut given = self.sources.iter_mut().filter_map(|source| source.given.as_mut());
        if let Some(given) = given.find(|given| given.number == document) {
            given.links.push((links, progress));
        }
    }
}
